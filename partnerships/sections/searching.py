"""One search over all sections: what each holds of the words, the best first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Region
from partnerships.models.reach import Sought, words_sought
from partnerships.sections import SECTIONS, Section
from partnerships.sections.naming import RegionNames, nearest_names
from partnerships.sections.passages import passage
from partnerships.text import fold

#: Records of a section are counted and ranked up to here, the newest recorded first.
MOST_COUNTED = 1000
#: So many of each section are shown; the rest are in its list.
SHOWN = 5
#: How near a title comes: it is the key, or the words; it begins with them; it holds them
#: together; it holds each. What is found in texts and parties alone comes last.
IS_KEY, IS_WORDS, BEGINS, HOLDS, HOLDS_EACH, ELSEWHERE = range(6)


@dataclass(frozen=True)
class Hit:
    """A record that was found; `note` says by which other name or in which passage."""

    record: object
    note: str = ""


@dataclass(frozen=True)
class Group:
    """What a section holds: its best hits, how many there are, and whether there are more."""

    section: Section
    hits: list[Hit]
    count: int
    is_more: bool
    rank: int

    @property
    def count_words(self) -> str:
        if self.is_more:
            return _("more than %(number)d") % {"number": self.count}
        return ngettext("%(number)d result", "%(number)d results", self.count) % {
            "number": self.count
        }


@dataclass
class Search:
    """What `user` may find by `text`, whose words all have to be found in a record.

    The rule of finding is that of the lists' `q` (`matching`), so that counts agree with theirs. A
    fixed number of queries, however many records there are.
    """

    text: str
    user: object
    names: RegionNames = field(default_factory=RegionNames.load)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def groups(self) -> list[Group]:
        """Sections with hits in their usual order; those that the words name come first."""
        keys = self._keys()
        found = [self._group(section, keys[section.slug]) for section in SECTIONS]
        return sorted(filter(None, found), key=lambda group: group.rank > IS_WORDS)

    def nearest(self) -> list[str]:
        """Names on record that are spelt much like the text, for those who found nothing."""
        return nearest_names(self.folded, self.names, self.user)

    def _keys(self) -> dict[str, list[int]]:
        """The keys of what each section holds, one more than are counted; one query for all."""
        if not self.folded:
            return defaultdict(list)
        sought = words_sought(self.text, self.user)
        first, *others = (self._found(section, sought) for section in SECTIONS)
        keys = defaultdict(list)
        for slug, key in first.union(*others, all=True):
            keys[slug].append(key)
        return keys

    def _found(self, section: Section, sought: Sought) -> QuerySet:
        visible = section.model.objects.visible_to(self.user).matching(sought, self.user)
        newest = visible.order_by("-pk").values("pk")[: MOST_COUNTED + 1]
        found = section.model.objects.filter(pk__in=newest).order_by()
        name = Value(section.slug, output_field=CharField())
        return found.annotate(section=name).values_list("section", "pk")

    def _group(self, section: Section, keys: Sequence[int]) -> Group | None:
        if not keys:
            return None
        hits = self._regions(section, keys) if self._is_region(section) else None
        best, rank = hits or self._records(section, keys)
        return Group(
            section=section,
            hits=best,
            count=min(len(keys), MOST_COUNTED),
            is_more=len(keys) > MOST_COUNTED,
            rank=rank,
        )

    def _is_region(self, section: Section) -> bool:
        return issubclass(section.model, Region)

    def _regions(self, section: Section, keys: Sequence[int]) -> tuple[list[Hit], int]:
        """Regions by the name that comes nearest, which is told where it is not the shown one."""
        found = section.model.objects.visible_to(self.user).in_bulk(keys)
        ranked = sorted(
            (self.names.nearness(key, self.folded), region.name, key)
            for key, region in found.items()
        )[:SHOWN]
        hits = [Hit(found[key], self.names.told(found[key], self.folded)) for *_, key in ranked]
        return hits, IS_WORDS if ranked[0][0] == 0 else ELSEWHERE

    def _records(self, section: Section, keys: Sequence[int]) -> tuple[list[Hit], int]:
        visible = section.model.objects.visible_to(self.user)
        found = visible.for_reading().filter(pk__in=keys).annotate(nearness=self._nearness(section))
        best = list(found.order_by("nearness", *_usual_order(section.model))[:SHOWN])
        hits = [Hit(record, passage(record, self.text)) for record in best]
        return hits, IS_KEY if best[0].nearness == IS_KEY else ELSEWHERE

    def _nearness(self, section: Section) -> Case:
        title = _title_column(section.model)
        each = Q()
        for word in self.text.split():
            each &= Q(**{f"{title}__contains": fold(word)})
        return Case(
            When(**{f"{section.key_field}__iexact": self.text.strip()}, then=IS_KEY),
            When(**{title: self.folded}, then=IS_WORDS),
            When(**{f"{title}__startswith": self.folded}, then=BEGINS),
            When(**{f"{title}__contains": self.folded}, then=HOLDS),
            When(each, then=HOLDS_EACH),
            default=ELSEWHERE,
            output_field=IntegerField(),
        )


@cache
def _usual_order(model) -> tuple:
    """How the list of the model orders its records, whoever reads it."""
    return model.objects.all().for_list(AnonymousUser()).query.order_by


def _title_column(model) -> str:
    """The folded column that records of the model are sorted by when they are by name."""
    columns = {field.name for field in model._meta.concrete_fields}
    return next(name for name in ("title_folded", "name_folded", "text_folded") if name in columns)
