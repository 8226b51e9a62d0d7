"""Records named to somebody: those that they may see by name, the others together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.models.base import Record
from partnerships.models.sources import about, cited_models
from partnerships.models.visibility import is_administrator

#: So many keys are named in one query.
MANY = 500


def names_told(rows: Iterable[models.Model], user, most: int = 5) -> str:
    """The names of at most so many of `rows` that `user` may see, and that there are others.

    `rows` are records and rows of records, of any models; `user` None, the site itself, sees all.
    """
    rows = list(rows)
    seen = seen_among(rows, user)
    names = sorted({str(row) for row in seen})[:most]
    if len(seen) < len(rows):
        names.append(_("other records"))
    return ", ".join(names)


def seen_among(rows: Iterable[models.Model], user) -> list:
    """Those of `rows`, of any models, that `user` may see, in their order."""
    rows = list(rows)
    if user is None or is_administrator(user):
        return rows
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    seen = {(model, key) for model in keys for key in _seen_keys(model, keys[model], user)}
    return [row for row in rows if (type(row), row.pk) in seen]


def _seen_keys(model, keys, user) -> Iterator:
    visible = _visible(model, user)
    for start in range(0, len(keys), MANY):
        yield from visible.filter(pk__in=keys[start : start + MANY]).values_list("pk", flat=True)


def _visible(model, user):
    """A record by its own rule; a row where all that it links is seen, its record included."""
    found = model._default_manager.order_by()
    if hasattr(found, "visible_to"):
        found = found.visible_to(user)
    if issubclass(model, Record):
        return found
    if any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields):
        found = found.filter(about(cited_models(), lambda records: records.visible_to(user)))
    for field in model._meta.concrete_fields:
        ends = field.related_model._default_manager.order_by() if field.is_relation else None
        if hasattr(ends, "visible_to"):
            seen = Q(**{f"{field.name}__in": ends.visible_to(user).values("pk")})
            found = found.filter(seen | Q(**{f"{field.name}__isnull": True}))
    return found
