"""The first of many records, for pages; the rest is counted and led to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, Delegation, Event, ExchangeProgramme, Partnership
from partnerships.models.together import fill_links, read_first
from partnerships.sections import section_of

#: How many of a kind a page shows, and how many people.
MOST, MOST_PEOPLE = 50, 100

#: What a story shows of other rows, by the kind of record.
STORY: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Delegation: ("parties",),
        Event: ("parties",),
        Agreement: ("signatures",),
        ExchangeProgramme: ("cohorts",),
        Partnership: ("parties",),
    }
)
#: The same, with the people who were met.
WITH_PEOPLE: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {**STORY, Delegation: ("parties", "attendances"), Event: ("parties", "attendances")}
)
#: Kinds that stand in the order of their dates, newest first.
_DATED = (Delegation, Event, Agreement, ExchangeProgramme)


@dataclass(frozen=True)
class Newest:
    """The first `rows` of `total` records of a model, the newest where they have dates."""

    model: type
    rows: list
    total: int

    def rest(self, *, link: str = "", **query) -> list[dict]:
        """What components/left_out.html tells; nothing where all are shown.

        `query` are the filters of the list that has them all; `link` says what it has where it
        has more than them.
        """
        left = self.total - len(self.rows)
        if left <= 0:
            return []
        section = section_of(self.model)
        words = {"number": len(self.rows), "left": left}
        return [
            {
                "text": (_older(left) if self.model in _DATED else _further(left)) % words,
                "link": link or section.count_words(self.total),
                "url": f"{section.list_url()}?{urlencode(query)}",
            }
        ]


def _older(left: int) -> str:
    return ngettext(
        "The newest %(number)d are shown here, %(left)d older or undated one is not:",
        "The newest %(number)d are shown here, %(left)d older or undated ones are not:",
        left,
    )


def _further(left: int) -> str:
    return ngettext(
        "The first %(number)d are shown here, %(left)d more is not:",
        "The first %(number)d are shown here, %(left)d more are not:",
        left,
    )


def newest(
    user,
    *kinds: QuerySet,
    links: Mapping[type, tuple[str, ...]] = STORY,
    beside: Iterable[tuple[Sequence, str]] = (),
) -> list[Newest]:
    """The first of each queryset of records in the order `for_story`, with their `links`.

    `beside` are records and the name of a link of theirs, which are read with them. Two queries
    for any number of kinds; where there are more than are shown, a third counts them.
    """
    found = read_first(MOST, *((kind, lambda rows: rows.for_story(user)) for kind in kinds))
    told = [
        Newest(kind.model, rows, total) for kind, (rows, total) in zip(kinds, found, strict=True)
    ]
    own = ((one.rows, name) for one in told for name in links.get(one.model, ()))
    fill_links(user, *own, *beside)
    return told


def newest_note(*shown: Newest) -> str:
    """That what follows is drawn from the newest alone; "" where they are all."""
    if all(one.total == len(one.rows) for one in shown):
        return ""
    return _("Only the newest delegations and events are looked through here.")


def first_people(people: list[dict]) -> tuple[list[dict], str]:
    """As many people as a page shows, and how many more there are; "" where there are none."""
    left = len(people) - MOST_PEOPLE
    if left <= 0:
        return people, ""
    told = ngettext("%(left)d more is not shown.", "%(left)d more are not shown.", left)
    return people[:MOST_PEOPLE], told % {"left": left}
