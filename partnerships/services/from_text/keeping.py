"""Saving a record with the new source it rests on and the pledges made in it, or none of them."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from partnerships.models import Source
from partnerships.models.base import Record
from partnerships.services import records
from partnerships.services.records import Relation


def save(
    record: Record,
    relations: Iterable[Relation] = (),
    *,
    source: Source | None = None,
    pledges: Iterable[Record] = (),
    by=None,
    **options,
) -> bool:
    """Save `record` as `records.save` does, after its new source and before its pledges.

    Each is a record with a history of its own; all are saved in one transaction. The source and
    the pledges are seen by whom the record is seen; where the record rests on one source, so do the
    pledges. Raises as `records.save`; nothing is kept then.
    """
    with transaction.atomic():
        if source is not None and source.pk is None:
            _as_seen(source, record)
            records.save(source, by=by)
        changed = records.save(record, relations, by=by, **options)
        for pledge in pledges:
            _as_seen(pledge, record)
            setattr(pledge, str(record._meta.model_name), record)
            records.save(pledge, [partial(_cite, pledge, record)], by=by)
    return changed


def _cite(pledge: Record, record: Record) -> None:
    sources = set(record.citations.values_list("source", flat=True))
    if len(sources) == 1:
        quote = getattr(pledge, "quote", "")
        pledge.citations.create(source_id=sources.pop(), value_as_stated=quote, accepted=True)


def _as_seen(part: Record, record: Record) -> None:
    part.visibility, part.office = record.visibility, record.office
    part.public_from = record.public_from
