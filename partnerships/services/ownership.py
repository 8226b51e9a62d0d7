"""Whose a record is: the office that it is given to, and who may say who sees it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.choices import Visibility
from partnerships.models import Office
from partnerships.models.base import Record
from partnerships.models.visibility import is_administrator, jurisdiction_of

#: What only the owning office decides.
OWNING = ("visibility", "office", "public_from")


def give(record: Record, by) -> None:
    """Give a new record to the office of who records it, where none is chosen."""
    office = first_office(by)
    record.filed_by_id = office
    record.office_id = record.office_id or office


def first_office(by, wanted: int | None = None) -> int | None:
    """The office that `by` writes for: the `wanted` one if theirs, else the first, None if none."""
    offices = jurisdiction_of(by).editing_offices if by else ()
    return wanted if wanted in offices else min(offices, default=None)


def office_beside(other: Record, by) -> int | None:
    """The office of a new record that is made after `other`: the same where `by` may give it.

    Else the one that `by` writes for.
    """
    if by is None or is_administrator(by):
        return other.office_id
    return first_office(by, other.office_id)


def may_write_for(office: int | None, by) -> bool:
    """Whether `by` gives something to this office: one that they write for, or an administrator."""
    return by is None or is_administrator(by) or office in jurisdiction_of(by).editing_offices


def not_yours() -> str:
    """Why an office that somebody does not write for is refused."""
    return _("Choose an office that you are an officer of.")


def may_decide(record: Record, by) -> bool:
    """Whether `by` says who sees the record: its owning office, and every administrator."""
    if by is None or is_administrator(by):
        return True
    return record.office_id in jurisdiction_of(by).editing_offices


def refuse_deciding(record: Record, stored: Record | None, by) -> None:
    """Refuse what takes a record from its owner, or gives a new one to an office of others.

    Raises ValidationError at the field. Another party edits what a record says, not who sees it.
    """
    if by is None or is_administrator(by):
        return
    if stored is None:
        if record.office_id and not may_write_for(record.office_id, by):
            raise ValidationError({"office": not_yours()})
        return
    columns = {"office": "office_id"}
    changed = [
        name
        for name in OWNING
        for column in [columns.get(name, name)]
        if getattr(record, column) != getattr(stored, column)
    ]
    if changed and not may_decide(stored, by):
        told = _("Only the office that owns this record, or an administrator, decides this.")
        raise ValidationError({changed[0]: told})


def keep_where_nobody_shares(record: Record) -> bool:
    """Keep a new record for its office where no party of it has one; returns whether it was.

    Else it would open by itself on the day on which such an office is set up.
    """
    if record.visibility != Visibility.PARTIES or record.office_id is None:
        return False
    if _has_party_office(record):
        return False
    record.visibility = Visibility.OFFICE
    record.save(update_fields=["visibility"])
    return True


def _has_party_office(record) -> bool:
    """Whether an office other than the owning one acts for a party or an initiative of it."""
    others = Office.objects.exclude(pk=record.office_id)
    ways = (
        ("regions__in", record.shared_with_regions),
        ("initiatives__in", record.shared_with_initiatives),
        ("pk__in", record.shared_with_offices),
    )
    itself = type(record)._base_manager.filter(pk=record.pk).order_by()
    return any(
        others.filter(**{lookup: itself.values(path)}).exists()
        for lookup, paths in ways
        for path in paths
    )
