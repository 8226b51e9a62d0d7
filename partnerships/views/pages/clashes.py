"""Clash hints in whole sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dates import PartialDate, Precision, span_display
from partnerships.metrics.clashes import Clash, sending_regions

MOST_SHOWN = 20


def clash_lines(found: list[Clash]) -> dict:
    """{"lines": list of {text, missions}, "more": how many others}, for components/clashes.html."""
    return {
        "lines": [_line(clash) for clash in found[:MOST_SHOWN]],
        "more": max(len(found) - MOST_SHOWN, 0),
    }


def _line(clash) -> dict:
    return {
        "text": _sentence(clash),
        "missions": [
            {
                "text": mission.shown_title,
                "url": mission.get_absolute_url(),
                "about": span_display(mission.start, mission.end),
            }
            for mission in clash.missions
        ],
    }


def _sentence(clash) -> str:
    words = {
        "first": _who(clash.earlier.mission),
        "second": _who(clash.later.mission),
        "place": clash.place,
        "days": _days(*clash.shared) if not clash.days_apart else "",
        "number": clash.days_apart,
    }
    if not clash.days_apart:
        told = (
            _("%(first)s and %(second)s are both in %(place)s: %(days)s.")
            if clash.knows_days
            else _(
                "%(first)s and %(second)s both go to %(place)s; they could meet there: %(days)s."
            )
        )
        return told % words
    told = ngettext(
        "%(first)s and %(second)s both go to %(place)s, %(number)d day apart.",
        "%(first)s and %(second)s both go to %(place)s, %(number)d days apart.",
        clash.days_apart,
    )
    return told % words


def _who(mission) -> str:
    """The regions that send it, such as "Toyama, Iwate"."""
    regions = [region for group in sending_regions(mission).values() for region in group.values()]
    return ", ".join(region.name for region in regions)


def _days(first, last) -> str:
    return span_display(*(PartialDate(day, day, Precision.DAY) for day in (first, last)))
