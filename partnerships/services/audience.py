"""Who sees one record, told to somebody who sees it: the rule of `visibility`, read backwards.

Nothing is told that its reader may not know. An office that sees the record only through a party
or an initiative hidden from the reader is neither named nor counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.choices import Visibility
from partnerships.dates import day_display
from partnerships.models import Office, Region, User
from partnerships.models.base import Record
from partnerships.models.visibility import visibility_rule

#: Levels at which more than offices see a record.
WIDE = (Visibility.PUBLIC, Visibility.OFFICIALS)
#: So many offices are named on a page; forms name all.
MOST_NAMED = 6
SHORT = {
    Visibility.PUBLIC: gettext_lazy("Public"),
    Visibility.OFFICIALS: gettext_lazy("Officials"),
    Visibility.PARTIES: gettext_lazy("Parties"),
    Visibility.OFFICE: gettext_lazy("Office"),
}


@dataclass(frozen=True)
class Audience:
    """`level` is as the record says; `opens` the day from which it holds, None for always.

    `offices` are those that see it besides, or until then: empty where everybody named by the
    level sees it today.
    """

    level: Visibility
    opens: date | None
    offices: tuple[Office, ...]

    @property
    def level_today(self) -> Visibility:
        """Who sees it today: before its day a record is for its parties."""
        return Visibility.PARTIES if self.opens else self.level


def audience_of(record: Record, reader, today: date) -> Audience:
    """Who sees the record, as far as `reader`, who sees it, may know; at most one query."""
    level = Visibility(record.visibility)
    opens = opens_on(record, today)
    narrow = level not in WIDE or opens is not None
    return Audience(level, opens, tuple(offices_of(record, reader)) if narrow else ())


def opens_on(record: Record, today: date) -> date | None:
    """The day ahead from which more than offices see the record, None where there is none."""
    ahead = record.public_from is not None and record.public_from > today
    return record.public_from if ahead and record.visibility in WIDE else None


def offices_of(record: Record, reader) -> QuerySet[Office]:
    """The offices that see the record unless it is open to all, as far as `reader` may know."""
    found = Q(pk__in={record.office_id, record.filed_by_id} - {None})
    if record.visibility != Visibility.OFFICE:
        found |= _concerned(record, reader)
    return Office.objects.filter(found).order_by("name")


def accounts_of(offices: Iterable[Office]) -> int:
    """How many accounts of people who may sign in belong to any of the offices; one query."""
    members = User.objects.filter(is_active=True, memberships__office__in=list(offices))
    return members.distinct().count()


def _concerned(record, reader) -> Q:
    """Offices of the parties and the initiatives of the record that `reader` sees too."""
    model = type(record)
    found = Q()
    for way in model.shared_with_regions:
        regions = _ends(record, way, reader)
        sides = Region.objects.filter(pk__in=regions).annotate(side=Substr("code", 1, 2))
        acting = Office.objects.filter(regions__in=regions)
        found |= Q(pk__in=acting.values("pk")) | Q(side__in=sides.order_by().values("side"))
    for way in model.shared_with_initiatives:
        acting = Office.objects.filter(initiatives__in=_ends(record, way, reader))
        found |= Q(pk__in=acting.values("pk"))
    for way in model.shared_with_offices:
        found |= Q(pk__in=_ends(record, way, reader))
    return found


def _ends(record, way: str, reader) -> QuerySet:
    """The keys that a way leads to from the record, over nothing that is hidden from `reader`."""
    model = type(record)
    rule = Q(pk=record.pk, **{f"{way}__isnull": False})
    names = [] if way == "pk" else way.split(LOOKUP_SEP)
    for depth, name in enumerate(names, start=1):
        model = model._meta.get_field(name).related_model
        if issubclass(model, Record):
            rule &= visibility_rule(reader, model, LOOKUP_SEP.join(names[:depth]) + LOOKUP_SEP)
    return type(record)._base_manager.filter(rule).order_by().values(way)


@dataclass(frozen=True)
class Shift:
    """Who sees a record after a change and did not before it, and the other way round.

    `levels` say it of visitors and of whoever signs in; accounts are counted of these offices.
    """

    gaining: tuple[str, ...]
    gaining_offices: tuple[Office, ...]
    losing: tuple[str, ...]
    losing_offices: tuple[Office, ...]


def shift(before: Audience, after: Audience) -> Shift:
    """What a change of who sees a record does today; no query."""
    was, now = _readers(before), _readers(after)
    return Shift(
        tuple(sorted(now - was)),
        _without(after, before),
        tuple(sorted(was - now)),
        _without(before, after),
    )


def _readers(audience) -> set[str]:
    """Those who see it besides offices: "visitors", "officials"."""
    level = audience.level_today
    return {"public": {"visitors", "officials"}, "officials": {"officials"}}.get(level, set())


def _without(some: Audience, others: Audience) -> tuple[Office, ...]:
    """Offices that see it by the first alone; none where whoever signs in sees it by the second."""
    if _readers(others):
        return ()
    named = set(others.offices)
    return tuple(office for office in some.offices if office not in named)


def rows_beside(record: Record, reader) -> list[str]:
    """In words, what hangs on the record with a level of its own, as far as `reader` sees it."""
    found: Counter[tuple[str, str]] = Counter()
    kinds = [
        (_("figures"), record.figures.visible_to(reader)),
        (_("follow-ups"), record.follow_ups.of_visible_record(reader, type(record))),
        (_("notes"), record.notes.of_visible_record(reader, type(record))),
    ]
    if hasattr(record, "attachments"):
        files = record.attachments.of_visible_record(reader, type(record))
        kinds.append((_("files"), files))
    for words, rows in kinds:
        for level in rows.order_by("pk").values_list("visibility", flat=True):
            found[words, level] += 1
    return [
        _("%(kind)s for “%(level)s”: %(number)d")
        % {"kind": words, "level": SHORT[Visibility(level)], "number": number}
        for (words, level), number in found.items()
    ]


# In words


def level_badge(level: str) -> dict:
    """A level in one word, for a figure, a follow-up or a note."""
    return {"kind": level, "text": SHORT[Visibility(level)]}


def short_badge(record: Record, today: date) -> dict:
    """Who sees the record in a word or two, for a line of a list; no query."""
    opens = opens_on(record, today)
    level = Visibility(record.visibility)
    if opens:
        return {"kind": Visibility.PARTIES, "text": _opening(level, opens)}
    return level_badge(level)


def narrow_badge(record: Record, today: date) -> dict | None:
    """`short_badge` of what is not open to all, None of what is: visitors are never told one."""
    badge = short_badge(record, today)
    return None if badge["kind"] == Visibility.PUBLIC else badge


def full_badge(audience: Audience, most: int | None = MOST_NAMED) -> dict:
    """Who sees the record, the offices by name: at most so many, None for all of them."""
    return {"kind": audience.level_today, "text": _in_words(audience, most)}


def _in_words(audience, most) -> str:
    level = audience.level
    if audience.opens:
        words = {"opening": _opening(level, audience.opens), "offices": _named(audience, most)}
        return _("%(opening)s; until then: %(offices)s") % words
    if level in WIDE:
        return str(SHORT[level])
    words = {"level": str(SHORT[level]), "offices": _named(audience, most)}
    return _("%(level)s: %(offices)s") % words


def _opening(level, day) -> str:
    return _("%(level)s from %(date)s") % {"level": SHORT[level], "date": day_display(day)}


def _named(audience, most) -> str:
    offices = audience.offices
    if not offices:
        return _("no office, administrators alone")
    names = ", ".join(office.name for office in offices[:most])
    more = len(offices[most:]) if most else 0
    if not more:
        return names
    words = {"names": names, "number": more}
    return (
        ngettext(
            "%(names)s and %(number)d more office", "%(names)s and %(number)d more offices", more
        )
        % words
    )
