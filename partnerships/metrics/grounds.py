"""What facts rest on: the sources cited for them, and whether these are better than the press."""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from partnerships.choices import SourceRank
from partnerships.models import Citation


class Ground(Enum):
    """How well a fact is supported, best first."""

    SOURCED = 1  # by a source of its own or an official one
    PRESS = 2  # by the press, or by word of mouth, alone
    NONE = 3  # by no source that the reader may see


class Grounds:
    """The citations of several records, by record and fact."""

    def __init__(self, citations: Iterable[Citation]):
        self._found: dict[tuple[int, int], list[Citation]] = defaultdict(list)
        for citation in citations:
            self._found[citation.content_type_id, citation.object_id].append(citation)

    def citations(self, record, fact: str = "", row: int | None = None) -> list[Citation]:
        """Those of one fact (of the row with this key), else of the whole record."""
        stated = self._found.get((_kind(record), record.pk), [])
        own = [
            citation
            for citation in stated
            if citation.field == fact and (row is None or citation.row == row)
        ]
        return own or [citation for citation in stated if not citation.field]

    def ground(self, record, *facts: str, row: int | None = None) -> Ground:
        """Of the weakest of the facts; without one of the record as a whole."""
        weakest = Ground.SOURCED
        for fact in facts or ("",):
            ground = _ground_of(self.citations(record, fact, row))
            weakest = max(weakest, ground, key=lambda one: one.value)
        return weakest


def _ground_of(citations) -> Ground:
    if not citations:
        return Ground.NONE
    best = min(citation.source.rank for citation in citations)
    return Ground.PRESS if best >= SourceRank.PRESS else Ground.SOURCED


def _kind(record) -> int:
    return ContentType.objects.get_for_model(record).pk


def grounds_of(records: Iterable, user) -> Grounds:
    """What `records` of any kinds, visible to `user`, rest on; one query for all of them."""
    keys: dict[type, set[int]] = defaultdict(set)
    for record in records:
        keys[type(record)].add(record.pk)
    if not keys:
        return Grounds(())
    rule = Q()
    for model, found in keys.items():
        rule |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=found)
    citations = Citation.objects.filter(rule).from_visible_sources(user)
    for model in keys:
        citations = citations.of_visible_rows(user, model)
    return Grounds(citations.select_related("source").order_by("pk"))
