"""What components/three_and_three.html draws: who travelled this year, each side."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.choices import Country, DelegationStatus
from partnerships.dates import parse
from partnerships.metrics.three_and_three import (
    PLANNED,
    TRAVELLED,
    UNRECORDED,
    WAYS,
    Travels,
    YearOfTravels,
)
from partnerships.tables.base import SIDES
from partnerships.views.pages.timelines import period_text

HEADINGS = {
    Country.INDIA: gettext_lazy("States that travelled to Japan"),
    Country.JAPAN: gettext_lazy("Prefectures that travelled to India"),
}
STATE_WORDS = {
    TRAVELLED: gettext_lazy("Travelled"),
    PLANNED: gettext_lazy("Planned, not travelled yet"),
    UNRECORDED: gettext_lazy("Planned for days that are past, outcome not recorded"),
}
LISTED = {
    TRAVELLED: (DelegationStatus.COMPLETED.value,),
    PLANNED: (DelegationStatus.PLANNED.value, DelegationStatus.CONFIRMED.value),
    UNRECORDED: ("outcome_not_recorded",),
}
SYMBOLS = {TRAVELLED: "done", PLANNED: "planned", UNRECORDED: "unrecorded"}
#: More squares than this say less than the number.
MOST_SQUARES = 12


def meter(told: list[YearOfTravels], aims, regions) -> list[dict]:
    """The years of each side, each with its squares, its words and the rows behind them."""
    return [
        {
            "title": HEADINGS[side],
            "side": SIDES[side],
            "aim": aim_context(aims.get(side)),
            "years": [_year(year, aims.get(side), regions) for year in told if year.side == side],
        }
        for side in HEADINGS
        if any(year.side == side for year in told)
    ]


def headline(told: list[YearOfTravels], aims) -> dict:
    """Both sides in the calendar year in two numbers: "1 of 3 · 2 of 3"."""
    years = [year for year in told if not year.year.startswith("FY")]
    figures = [_of(len(year.travelled), aims.get(year.side)) for year in years]
    return {
        "title": _("Three and three, %(year)s") % {"year": years[0].year},
        "figure": " · ".join(figures),
        "note": _("states out, prefectures in; recorded so far"),
        "url": "#three-and-three",
    }


def _of(number: int, aim) -> str:
    """ "1 of 3"; the number alone where no aim is on record."""
    if aim is None or aim.value.number is None:
        return str(number)
    return _("%(number)d of %(aim)d") % {"number": number, "aim": aim.value.number}


def aim_context(aim) -> dict | None:
    """What components/aim.html draws of a target read by `aims`; None for None."""
    if aim is None:
        return None
    source = reverse("sources_detail", args=[aim.source_slug]) if aim.source_slug else ""
    return {
        "text": aim.shown_title,
        "url": aim.get_absolute_url(),
        "value": aim.value_in_words,
        "hedge": aim.get_hedge_display(),
        "stated": aim.start.display() if aim.start.is_known else "",
        "source": aim.source_title or "",
        "source_url": source,
    }


def _year(told: YearOfTravels, aim, regions) -> dict:
    groups = ((state, getattr(told, state)) for state in STATE_WORDS)
    return {
        "year": parse(told.year).display(),
        "number": _of(len(told.travelled), aim),
        "squares": _squares(told, aim),
        "words": _words(told),
        "possible": _possible(told.possible),
        "groups": [_group(told, state, rows, regions) for state, rows in groups if rows],
    }


def _squares(told: YearOfTravels, aim) -> list[str]:
    """One square a region, hatched for a planned one, empty up to the aim."""
    wanted = int(aim.value.number) if aim and aim.value.number is not None else 0
    squares = ["done"] * len(told.travelled) + ["planned"] * len(told.planned)
    return (squares + ["empty"] * (wanted - len(squares)))[:MOST_SQUARES]


def _words(told: YearOfTravels) -> list[str]:
    """What stands beside the number: missions, planned regions, those without an outcome."""
    missions, planned, waiting = told.missions, len(told.planned), len(told.unrecorded)
    sentences = [
        ngettext("in %(number)d mission", "in %(number)d missions", missions) if missions else "",
        ngettext("%(number)d more planned", "%(number)d more planned", planned) if planned else "",
        ngettext(
            "%(number)d whose outcome is not recorded",
            "%(number)d whose outcome is not recorded",
            waiting,
        )
        if waiting
        else "",
    ]
    numbers = (missions, planned, waiting)
    pairs = zip(sentences, numbers, strict=True)
    return [words % {"number": number} for words, number in pairs if words]


def _possible(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)d mission more may have started in it; its date is not known well enough.",
        "%(number)d missions more may have started in it; their dates are not known well enough.",
        number,
    ) % {"number": number}


def _group(told: YearOfTravels, state: str, rows, regions) -> dict:
    return {
        "heading": STATE_WORDS[state],
        "symbol": SYMBOLS[state],
        "regions": [_region(told, state, row, regions[row.region]) for row in rows],
    }


def _region(told: YearOfTravels, state: str, row: Travels, region) -> dict:
    more = row.number - len(row.shown)
    return {
        "name": region.name,
        "url": region.get_absolute_url(),
        "missions": [
            {
                "text": mission.shown_title,
                "url": mission.get_absolute_url(),
                "about": period_text(mission.start, mission.end),
            }
            for mission in row.shown
        ],
        "more": _("and %(number)d more") % {"number": more} if more > 0 else "",
        "more_url": _list_of(told, state, region),
    }


def _list_of(told: YearOfTravels, state: str, region) -> str:
    """The list of all delegations of the state that concern the region in the year."""
    name = "state" if told.side == Country.INDIA else "prefecture"
    query = [(name, region.code), ("direction", WAYS[told.side].value), ("year", told.year)]
    query += [("status", status) for status in LISTED[state]]
    return f"{reverse('delegations_list')}?{urlencode(query)}"
