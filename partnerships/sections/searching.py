"""One search over all sections: what each holds of the words, the best first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Organisation, Region
from partnerships.models.reach import Sought, words_sought
from partnerships.sections import SECTIONS, Section
from partnerships.sections.found_through import found_through
from partnerships.sections.naming import RegionNames, nearest_names
from partnerships.sections.passages import passage
from partnerships.text import fold

#: Records of a section are counted and ranked up to here, the newest recorded first.
MOST_COUNTED = 500
#: So many of each section are shown; the rest are in its list.
SHOWN = 5
#: How near a title comes: it is the key, or the words; it begins with them; it holds them
#: together; it holds each. What is found in texts and parties alone comes last.
IS_KEY, IS_WORDS, BEGINS, HOLDS, HOLDS_EACH, ELSEWHERE = range(6)


@dataclass(frozen=True)
class Hit:
    """A record that was found; `note` says by which other name, in which passage, through whom."""

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
    def sought(self) -> Sought:
        found = [section.model for section in SECTIONS if not issubclass(section.model, Region)]
        return words_sought(self.text, self.user, found) if self.folded else Sought()

    @cached_property
    def groups(self) -> list[Group]:
        """Sections with hits in their usual order; those that the words name come first."""
        keys = self._keys()
        best = {
            section.slug: self._best(section, keys[section.slug])
            for section in SECTIONS
            if keys[section.slug]
        }
        records = [one for found, _rank in best.values() for one in found if _has_texts(one)]
        through = found_through(records, self.sought, self.user)
        groups = [
            self._group(section, keys[section.slug], *best[section.slug], through)
            for section in SECTIONS
            if section.slug in best
        ]
        return sorted(groups, key=lambda group: group.rank > IS_WORDS)

    def nearest(self) -> list[str]:
        """Names on record that are spelt much like the text, for those who found nothing."""
        return nearest_names(self.folded, self.names, self.user)

    def _keys(self) -> dict[str, list[int]]:
        """The keys of what each section holds, one more than are counted; one query for all."""
        if not self.folded:
            return defaultdict(list)
        first, *others = (self._found(section) for section in SECTIONS)
        keys = defaultdict(list)
        for slug, key in first.union(*others, all=True):
            keys[slug].append(key)
        return keys

    def _found(self, section: Section) -> QuerySet:
        visible = section.model.objects.visible_to(self.user).matching(self.sought, self.user)
        newest = visible.order_by("-pk").values("pk")[: MOST_COUNTED + 1]
        found = section.model.objects.filter(pk__in=newest).order_by()
        name = Value(section.slug, output_field=CharField())
        return found.annotate(section=name).values_list("section", "pk")

    def _group(self, section: Section, keys: Sequence[int], best, rank: int, through) -> Group:
        return Group(
            section=section,
            hits=[Hit(record, self._note(record, through)) for record in best],
            count=min(len(keys), MOST_COUNTED),
            is_more=len(keys) > MOST_COUNTED,
            rank=rank,
        )

    def _best(self, section: Section, keys: Sequence[int]) -> tuple[list, int]:
        """The records that come nearest, and how near the first of them comes."""
        if issubclass(section.model, Region):
            return self._regions(section, keys)
        visible = section.model.objects.visible_to(self.user)
        found = visible.for_reading().filter(pk__in=keys).annotate(nearness=self._nearness(section))
        best = list(found.order_by("nearness", *_usual_order(section.model))[:SHOWN])
        return best, IS_KEY if best[0].nearness == IS_KEY else ELSEWHERE

    def _regions(self, section: Section, keys: Sequence[int]) -> tuple[list, int]:
        """Regions by the name that comes nearest."""
        found = section.model.objects.visible_to(self.user).in_bulk(keys)
        ranked = sorted(
            (self.names.nearness(key, self.folded), region.name, key)
            for key, region in found.items()
        )[:SHOWN]
        return [found[key] for *_, key in ranked], IS_WORDS if ranked[0][0] == 0 else ELSEWHERE

    def _note(self, record, through) -> str:
        """By which other name, as which merged record, in which passage and through whom."""
        region = record if isinstance(record, Region) else _governed(record)
        told = self.names.told(region, self.folded) if region else ""
        if told or isinstance(record, Region):
            return told
        notes = (
            *self._merged(record),
            passage(record, self.text),
            through.get((type(record), record.pk), ""),
        )
        return " · ".join(filter(None, notes))

    def _merged(self, record) -> list[str]:
        """Which of the words are keys of records that were merged into this one, in a sentence."""
        keys = [
            word.merged[type(record)][record.pk]
            for word in self.sought
            if record.pk in word.merged.get(type(record), {})
        ]
        return [_("%(key)s was merged into this record") % {"key": key} for key in keys]

    def _nearness(self, section: Section) -> Case:
        title = _title_column(section.model)
        each = Q()
        for word in self.text.split():
            each &= Q(**{f"{title}__contains": fold(word)})
        merged = [key for word in self.sought for key in word.merged.get(section.model, {})]
        return Case(
            When(**{f"{section.key_field}__iexact": self.text.strip()}, then=IS_KEY),
            When(pk__in=merged, then=IS_KEY),
            When(**{title: self.folded}, then=IS_WORDS),
            When(**{f"{title}__startswith": self.folded}, then=BEGINS),
            When(**{f"{title}__contains": self.folded}, then=HOLDS),
            When(each, then=HOLDS_EACH),
            default=ELSEWHERE,
            output_field=IntegerField(),
        )


def _governed(record) -> Region | None:
    """The region that the record is the government of."""
    is_government = isinstance(record, Organisation) and record.is_regional_government
    return record.region if is_government else None


def _has_texts(record) -> bool:
    """Whether it is found by its texts and through others; regions have names alone."""
    return not isinstance(record, Region)


@cache
def _usual_order(model) -> tuple:
    """How the list of the model orders its records, whoever reads it."""
    return model.objects.all().for_list(AnonymousUser()).query.order_by


def _title_column(model) -> str:
    """The folded column that records of the model are sorted by when they are by name."""
    columns = {field.name for field in model._meta.concrete_fields}
    return next(name for name in ("title_folded", "name_folded", "text_folded") if name in columns)
