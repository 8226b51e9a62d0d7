"""Saving of reference data (regions, sectors): a version, no history of its own."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partnerships.models.base import Versioned
from partnerships.services.records import StaleVersion


def save(
    row: Versioned,
    relations: Iterable[Callable[[], object]] = (),
    *,
    expected_version: int | None = None,
) -> None:
    """Save a row of reference data with its own rows in one transaction, and raise its version.

    `expected_version` is the one the edit began with; None takes the stored one. Raises
    `StaleVersion`, or `ValidationError` when a value or a constraint refuses.
    """
    try:
        with transaction.atomic():
            if row.pk is not None:
                _raise_version(row, expected_version)
            row.full_clean()
            row.save()
            for relation in relations:
                relation()
    except IntegrityError as error:
        raise ValidationError(
            _("This repeats or contradicts what is recorded already; nothing was saved.")
        ) from error


def _raise_version(row, expected_version) -> None:
    stored = type(row)._base_manager.filter(pk=row.pk)
    if expected_version is not None:
        stored = stored.filter(version=expected_version)
    if not stored.update(version=F("version") + 1):
        raise StaleVersion(
            _("This was changed while you were editing it. Nothing of yours was saved.")
        )
    row.version = type(row)._base_manager.values_list("version", flat=True).get(pk=row.pk)
