"""References and slugs for many new records, given while they are written."""

from collections.abc import Iterable, Sequence

from partnerships.models import MergedRecord, ReferenceCounter
from partnerships.models.base import Record
from partnerships.services import numbering


class References:
    """Gives references, each counter locked from its first use; `save` moves the counters."""

    def __init__(self, model: type[Record]) -> None:
        self._prefix = getattr(model, "prefix", "")
        self._counters: dict[int, ReferenceCounter] = {}

    def give(self, year: int, stated: int | None) -> tuple[str, int]:
        """The reference and its number; like `numbering.give_reference`."""
        if year not in self._counters:
            self._counters[year] = numbering.locked_counter(self._prefix, year)
        counter = self._counters[year]
        number = numbering.count_on(counter, stated)
        return numbering.reference_of(counter, number), number

    def save(self) -> None:
        for counter in self._counters.values():
            counter.save()


class Slugs:
    """Gives slugs like `numbering.free_slug`, asking for a whole block at once."""

    def __init__(self, model) -> None:
        self._model = model
        self._given: set[str] = set()
        self._numbered: dict[str, Iterable[str]] = {}

    def give(self, block: Sequence[Sequence[str]]) -> list[str]:
        """A free slug for each record; each is given its `numbering.slug_bases`."""
        taken = self._taken({base for bases in block for base in bases})
        return [self._free(bases, taken) for bases in block]

    def _free(self, bases: Sequence[str], taken: set[str]) -> str:
        for base in bases:
            if base not in taken and base not in self._given:
                self._given.add(base)
                return base
        return self._next(bases)

    def _next(self, bases: Sequence[str]) -> str:
        """The next number at the last base; one that was taken stays taken meanwhile."""
        numbered = self._numbered.setdefault(bases[-1], numbering.numbered_slugs(bases))
        for slug in numbered:
            if slug not in self._given and not self._taken({slug}):
                self._given.add(slug)
                return slug
        raise AssertionError

    def _taken(self, slugs: set[str]) -> set[str]:
        stored = self._model._base_manager.filter(slug__in=slugs).order_by()
        merged = MergedRecord.objects.of(self._model).filter(key__in=slugs).order_by()
        return {*stored.values_list("slug", flat=True), *merged.values_list("key", flat=True)}
