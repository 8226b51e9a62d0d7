"""Matches on the page of a region, for those who sign in."""

from django.utils.translation import ngettext

from partnerships.metrics.match import matches, rule_in_words
from partnerships.views.pages.parts import link, region_link


def matches_context(region, user) -> dict | None:
    """What components/matches.html draws; None for visitors."""
    if not user.is_authenticated:
        return None
    found = matches(region, user)
    return {
        "rule": rule_in_words(),
        "more": _more(found.total - len(found.shown)),
        "regions": [
            {
                "region": region_link(match.region),
                "sectors": ", ".join(map(str, match.sectors)),
                "records": [link(record, text=record.shown_title) for record in match.records],
                "more": _more_records(match.more),
            }
            for match in found.shown
        ],
    }


def _more(number: int) -> str:
    if not number:
        return ""
    told = ngettext("%(number)d more region.", "%(number)d more regions.", number)
    return told % {"number": number}


def _more_records(number: int) -> str:
    if not number:
        return ""
    told = ngettext("and %(number)d more record", "and %(number)d more records", number)
    return told % {"number": number}
