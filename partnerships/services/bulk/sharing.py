"""Whom new records are shared with, before they are stored: drafts are read, a block at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from django.db import models
from django.db.models.constants import LOOKUP_SEP

from partnerships.choices import Visibility
from partnerships.services import ownership
from partnerships.services.bulk.loading import Draft


def keep_where_nobody_shares(drafts: Sequence[Draft]) -> None:
    """What `ownership.keep_where_nobody_shares` does, for drafts of new records of one model.

    A fixed number of queries, none where nothing is to be asked.
    """
    new = [d for d in drafts if d.is_new and ownership.waits_for_an_office(d.record)]
    for draft, offices in zip(new, _offices(new), strict=True):
        if not offices - {draft.record.office_id}:
            draft.record.visibility = Visibility.OFFICE


def _offices(drafts: Sequence[Draft]) -> list[set[int]]:
    """For each draft the offices that act for a party or an initiative of it."""
    found: list[set[int]] = [set() for _draft in drafts]
    if not drafts:
        return found
    for column, paths in ownership.ways_to_offices(type(drafts[0].record)):
        for path in paths:
            ends = _ends(path, drafts)
            acting = ownership.acting_for(column, set().union(*ends))
            for offices, some in zip(found, ends, strict=True):
                offices.update(*(acting[end] for end in some))
    return found


def _ends(path: str, drafts: Sequence[Draft]) -> list[set[int]]:
    """What the way leads to from each draft; its first step is in hand, others are stored."""
    if path == "pk":  # nothing acts for a record that has no key yet
        return [set() for _draft in drafts]
    name, _sep, rest = path.partition(LOOKUP_SEP)
    field = type(drafts[0].record)._meta.get_field(name)
    if field.many_to_many:
        keys = [set(draft.links[name]) for draft in drafts]
    elif field.one_to_many:
        name_in_row, _sep, rest = rest.partition(LOOKUP_SEP)
        rows = field.name
        field = field.related_model._meta.get_field(name_in_row)
        keys = [{getattr(row, field.attname) for row in d.rows[rows]} for d in drafts]
    else:
        keys = [{getattr(draft.record, field.attname)} for draft in drafts]
    target = cast(type[models.Model], field.related_model)
    return _beyond(target, rest, [some - {None} for some in keys])


def _beyond(model: type[models.Model], path: str, keys: Sequence[set[int]]) -> list[set[int]]:
    """What the rest of the way leads to from these rows of `model`."""
    wanted = set().union(*keys)
    if not path or not wanted:
        return list(keys)
    found: dict[int, set[int]] = defaultdict(set)
    rows = model._base_manager.filter(pk__in=wanted, **{f"{path}__isnull": False})
    for key, end in rows.order_by().values_list("pk", path):
        found[key].add(end)
    return [set().union(*(found[key] for key in some)) for some in keys]
