"""The report on a period: what a region or initiative did, signed, promised, and what is next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.dates import PartialDate, day_display
from partnerships.metrics.cited import fill_records
from partnerships.metrics.endings import end_in_words
from partnerships.metrics.grounds import grounds_of
from partnerships.metrics.reports import Part, Period, Scope, report, undated
from partnerships.models import Figure, Pledge
from partnerships.models.pledge_days import MADE_IN
from partnerships.models.together import read_first
from partnerships.tables.base import state_badge
from partnerships.views.documents.content import Line, Paper, Referee, Section, Words, plain
from partnerships.views.documents.periods import period_query, period_words
from partnerships.views.pages.timelines import period_text

#: How many rows of a table a paper shows, and how many sources; a workbook holds all rows.
MOST_ROWS, MOST_SOURCES = 100, 60


@dataclass(frozen=True)
class Telling:
    """How a part of a report is told: its words, the heads of its table, a row of it.

    The texts are translated when they are written.
    """

    heading: Any
    definition: Any
    columns: tuple[Any, ...]
    widths: tuple[int, ...]
    row: Callable[..., tuple[Line, ...]]


@dataclass(frozen=True)
class Read:
    """A part with the rows that are shown and how many there are."""

    part: Part
    rows: list
    number: int


def report_paper(scope: Scope, user, period: Period, today: date) -> Paper:
    """The paper, as far as `user` may see, in the reader's language."""
    found = _read(report(scope, user, period, today), user)
    cited = [row for read in found for row in read.rows if not isinstance(row, Figure)]
    referee = Referee(grounds_of(cited, user), MOST_SOURCES)
    sections = tuple(_section(read, referee, today) for read in found)
    section = scope.record._meta.model_name
    address = address_of(scope.record)
    return Paper(
        title=_("Report: %(name)s") % {"name": scope.record.name},
        subtitle=_subtitle(period, today),
        on=today,
        name=f"{section}-{scope.record.key}-report-{period.start}-{period.end}".lower(),
        url=f"{address}?{period_query(period)}",
        sections=(_at_a_glance(found), *sections),
        sources=referee.sources(),
        more_sources=referee.more_sources(),
        legend=referee.legend(),
        notes=(_rule(scope), *_undated(scope, user)),
    )


def address_of(record, form: str = "") -> str:
    """Where the report of a region or initiative stands, or a file of it."""
    address = record.get_absolute_url()
    return f"{address}report.{form}" if form else f"{address}report/"


def _subtitle(period, today) -> str:
    first, last = day_display(period.start), day_display(period.end)
    said = {"period": period_words(period), "first": first, "last": last}
    days = _("%(period)s (%(first)s to %(last)s)") % said
    return _("%(period)s, as of %(date)s") % {"period": days, "date": day_display(today)}


def _rule(scope) -> str:
    if any(name == "initiative" for name, _value in scope.filters):
        return _("Counted is what is recorded as done under the initiative.")
    return _(
        "A record counts for the region when a party of it is the region’s government or lies in "
        "it, or when a stop or the place lies there. What is not recorded here is not told."
    )


def _undated(scope, user) -> tuple[str, ...]:
    """How many records are in no period, as nobody knows when they were."""
    number = sum(undated(scope, user).values())
    if not number:
        return ()
    told = ngettext(
        "%(number)d record without a date is in no period and left out.",
        "%(number)d records without a date are in no period and left out.",
        number,
    )
    return (told % {"number": number},)


def _read(parts: list[Part], user) -> list[Read]:
    """The first rows of each part and how many there are.

    Two queries for all of them; where there are more than are shown, a third counts them.
    """
    found = read_first(MOST_ROWS, *((part.rows, partial(_as_told, part, user)) for part in parts))
    read = [Read(part, rows, number) for part, (rows, number) in zip(parts, found, strict=True)]
    for one in read:
        if one.part.key == "figures":
            fill_records(one.rows, user)
    return read


def _as_told(part: Part, user, rows):
    """The rows in the order of the part, with what is told of each."""
    if part.key == "figures":
        rows = rows.select_related("source", "organisation__region")
    elif rows.model is Pledge:
        rows = rows.with_day_kept().for_story(user).select_related(*MADE_IN)
    return rows.order_by(*part.rows.query.order_by)


# Sections


def _at_a_glance(found) -> Section:
    return Section(
        _("At a glance"),
        columns=(_("What"), _("Number")),
        widths=(80, 20),
        rows=tuple(
            (plain(str(TELLINGS[read.part.key].heading)), plain(str(read.number))) for read in found
        ),
        sentences=() if any(read.number for read in found) else (plain(nothing()),),
    )


def nothing() -> str:
    return _("Nothing to report.")


def _section(read: Read, referee, today) -> Section:
    telling = TELLINGS[read.part.key]
    said = {"what": telling.heading, "number": read.number}
    left = read.number - len(read.rows)
    return Section(
        _("%(what)s: %(number)d") % said,
        columns=tuple(map(str, telling.columns)) if read.rows else (),
        widths=telling.widths,
        rows=tuple(telling.row(row, referee, today) for row in read.rows),
        number=read.number,
        definition=str(telling.definition),
        address=list_address(read.part) if read.number else "",
        more=_("and %(number)d more, see the list") % {"number": left} if left else "",
        empty=nothing(),
    )


def list_address(part: Part) -> str:
    """The list that shows the rows of the part; "" where there is none."""
    if not part.section:
        return ""
    return f"{reverse(f'{part.section}_list')}?{urlencode(part.filters)}"


def _title(record) -> Words:
    text = getattr(record, "shown_title", "") or getattr(record, "text", "") or str(record)
    return Words(text, url=record.get_absolute_url())


def _delegation(record, referee, today) -> tuple[Line, ...]:
    return (
        (referee.words(period_text(record.start, record.end), record, "start"),),
        (_title(record),),
        plain(record.get_direction_display()),
        _heads(record, referee, today),
    )


def _heads(record, referee, today) -> Line:
    """The stated head-count; of what is still planned, how it stands."""
    if record.state_on(today) != "completed":
        return plain(state_badge(record, today)["text"])
    heads = record.headcount.display()
    return (referee.words(heads, record, "headcount"),) if heads else plain("–")


def _event(record, referee, today) -> tuple[Line, ...]:
    return (
        (referee.words(period_text(record.start, record.end), record, "start"),),
        (_title(record),),
        plain(record.get_kind_display()),
        plain(record.place or "–"),
    )


def _agreement(record, referee, today) -> tuple[Line, ...]:
    known = record.ends.is_known
    term = _("without an end") if record.is_open_ended else _("end not stated")
    ends = referee.words(end_in_words(record), record, "ends") if known else Words(term)
    signed = period_text(record.signed, PartialDate.unknown())
    return (
        (referee.words(signed, record, "signed"),),
        (_title(record),),
        plain(record.get_kind_display()),
        (ends,),
    )


def _pledge(record, referee, today) -> tuple[Line, ...]:
    parties = " → ".join(map(str, record.parties_seen()))
    made = record.made_when
    due = _("due %(date)s") % {"date": record.due.display()} if record.due.is_known else ""
    overdue = _("Overdue") if record.is_overdue(today) else record.get_state_display()
    if found := getattr(record, "found_kept_on", None):
        due = _("found so on %(date)s") % {"date": day_display(found)}
    return (
        (referee.words(made.display() if made.is_known else _("date unknown"), record),),
        (_title(record),),
        plain(parties or "–"),
        plain(", ".join(filter(None, (overdue, due)))),
    )


def _figure(record, referee, today) -> tuple[Line, ...]:
    about = record.record
    party = f"{record.organisation}: " if record.organisation else ""
    return (
        plain(record.as_of.display()),
        (
            Words(f"{party}{record.what}: "),
            Words(record.value_in_words, strong=True, **referee.of_figure(record)),
        ),
        plain(record.get_stage_display()),
        (_title(about) if about else Words("–"),),
    )


_WHEN, _STATE = gettext_lazy("When"), gettext_lazy("State")
_MISSION = (_WHEN, gettext_lazy("Delegation"), gettext_lazy("Direction"))
_MEETING = (_WHEN, gettext_lazy("Event"), gettext_lazy("Kind"), gettext_lazy("Place"))
_PAPER = (
    gettext_lazy("Signed"),
    gettext_lazy("Agreement"),
    gettext_lazy("Kind"),
    gettext_lazy("Term"),
)
_PROMISE = (
    gettext_lazy("Made"),
    gettext_lazy("Pledge"),
    gettext_lazy("By whom to whom"),
    _STATE,
)
_FOUR = (20, 44, 18, 18)

TELLINGS = {
    "delegations": Telling(
        gettext_lazy("Delegations that took place"),
        gettext_lazy(
            "Delegations recorded as completed that touch the period; a joint mission counts once."
        ),
        (*_MISSION, gettext_lazy("People")),
        _FOUR,
        _delegation,
    ),
    "events": Telling(
        gettext_lazy("Events that took place"),
        gettext_lazy("Events recorded as having taken place that touch the period."),
        _MEETING,
        _FOUR,
        _event,
    ),
    "signed": Telling(
        gettext_lazy("Agreements signed"),
        gettext_lazy("Agreements recorded as signed on a day that may lie in the period."),
        _PAPER,
        _FOUR,
        _agreement,
    ),
    "promised": Telling(
        gettext_lazy("Pledges made"),
        gettext_lazy(
            "Pledges made in the period, as stated or by the record that they were made in."
        ),
        _PROMISE,
        _FOUR,
        _pledge,
    ),
    "kept": Telling(
        gettext_lazy("Pledges kept"),
        gettext_lazy(
            "Pledges recorded as kept: in the period by the day of the review that found them "
            "kept; where no review did, by the day they were due."
        ),
        _PROMISE,
        _FOUR,
        _pledge,
    ),
    "figures": Telling(
        gettext_lazy("Figures reported"),
        gettext_lazy(
            "Numbers as of days of the period that somebody reported about these records; they "
            "are never added up, and currencies never converted."
        ),
        (gettext_lazy("As of"), gettext_lazy("Figure"), _STATE, gettext_lazy("About")),
        (16, 42, 14, 28),
        _figure,
    ),
    "unrecorded": Telling(
        gettext_lazy("Planned, outcome not recorded"),
        gettext_lazy(
            "Delegations planned or confirmed for days of the period before today that are not "
            "recorded as completed."
        ),
        (*_MISSION, _STATE),
        _FOUR,
        _delegation,
    ),
    "next_delegations": Telling(
        gettext_lazy("Next: delegations"),
        gettext_lazy("Delegations planned or confirmed for today or later."),
        (*_MISSION, _STATE),
        _FOUR,
        _delegation,
    ),
    "next_events": Telling(
        gettext_lazy("Next: events"),
        gettext_lazy("Events planned for today or later."),
        _MEETING,
        _FOUR,
        _event,
    ),
    "ending": Telling(
        gettext_lazy("Next: agreements that end"),
        gettext_lazy("Signed agreements whose term ends within 180 days of today."),
        _PAPER,
        _FOUR,
        _agreement,
    ),
}
