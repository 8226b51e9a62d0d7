"""The records that citations and figures are about, of any kinds, read in one query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from partnerships.models import Figure
from partnerships.models.sources import cited_models
from partnerships.models.together import read_by_key


def records_of(rows: Iterable, user) -> dict[tuple[int, int], Any]:
    """{(kind, key): record} of those that the rows are about and that `user` may see."""
    keys: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        keys[row.content_type_id].add(row.object_id)
    kinds = {model: ContentType.objects.get_for_model(model).pk for model in cited_models()}
    wanted = {model: keys[kind] for model, kind in kinds.items() if keys[kind]}
    return {
        (kinds[model], key): record
        for model, records in read_by_key(wanted, user).items()
        for key, record in records.items()
    }


def fill_records(figures: Iterable[Figure], user) -> None:
    """Give the figures the records that they are about; a hidden one reads as absent."""
    records = records_of(figures, user)
    link: Any = Figure._meta.get_field("record")
    for figure in figures:
        record = records.get((figure.content_type_id, figure.object_id))
        link.set_cached_value(figure, record)
