"""The checks by name: which records each is asked of, by which rule, and which box mends it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from partnerships.metrics.completeness import Expectation
from partnerships.metrics.quality import dates, doubles, members, posts, sourcing
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Initiative,
    Organisation,
    Partnership,
    Person,
    Pledge,
    Source,
    Target,
)

#: Takes records that the reader may see, the reader and the day; returns those with the flaw.
Rule = Callable[[Any, Any, date], QuerySet]


class Check(TextChoices):
    """What can be missing or doubtful in a record; the values stand in addresses."""

    UNNAMED = "unnamed", _("Members or parties not named")
    UNDATED = "undated", _("No date")
    UNSOURCED = "unsourced", _("No source better than word of mouth")
    PRESS_ONLY = "press_only", _("Resting on the press alone")
    LOOK_ALIKE = "look_alike", _("Looks like another record")
    STALE_POST = "stale_post", _("Post that may be out of date")
    SOURCES_DIFFER = "sources_differ", _("Sources differ, none is followed")
    DATES_DIFFER = "dates_differ", _("Dates that contradict each other")


_CITED: tuple[type, ...] = (
    Initiative,
    Partnership,
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Pledge,
    Target,
    Organisation,
    Person,
)
RULES: dict[Check, dict[type, Rule]] = {
    Check.UNNAMED: {
        Initiative: members.of_initiatives,
        Agreement: members.of_agreements,
        Delegation: members.of_meetings,
        Event: members.of_meetings,
    },
    Check.UNDATED: {
        **dict.fromkeys(
            (
                Initiative,
                Partnership,
                Delegation,
                Event,
                ExchangeProgramme,
                Pledge,
                Target,
                Source,
            ),
            dates.undated,
        ),
        Agreement: dates.undated_agreements,
    },
    Check.UNSOURCED: dict.fromkeys(_CITED, sourcing.unsourced),
    Check.PRESS_ONLY: dict.fromkeys(_CITED, sourcing.press_only),
    Check.LOOK_ALIKE: doubles.RULES,
    Check.STALE_POST: {Person: posts.stale},
    Check.SOURCES_DIFFER: dict.fromkeys(_CITED, sourcing.differing),
    Check.DATES_DIFFER: dates.RULES,
}
_BOXES: dict[Check, str] = {
    Check.UNSOURCED: "citations",
    Check.PRESS_ONLY: "citations",
    Check.SOURCES_DIFFER: "citations",
    Check.STALE_POST: "holdings",
}
_BOXES_OF: dict[tuple[Check, type], str] = {
    (Check.UNNAMED, Initiative): "memberships",
    (Check.UNNAMED, Agreement): "signatures",
    (Check.UNNAMED, Delegation): "parties",
    (Check.UNNAMED, Event): "parties",
    (Check.UNDATED, Initiative): "launched",
    (Check.UNDATED, Partnership): "begun",
    (Check.UNDATED, Agreement): "signed",
    (Check.UNDATED, Pledge): "due",
    (Check.UNDATED, Source): "published",
    (Check.UNDATED, Delegation): "start",
    (Check.UNDATED, Event): "start",
    (Check.UNDATED, ExchangeProgramme): "start",
    (Check.UNDATED, Target): "start",
    (Check.DATES_DIFFER, Delegation): "stops",
    (Check.DATES_DIFFER, ExchangeProgramme): "cohorts",
    (Check.DATES_DIFFER, Agreement): "signed",
    (Check.DATES_DIFFER, Person): "holdings",
    (Check.DATES_DIFFER, Pledge): "due",
}


def checks_of(model: type) -> tuple[Check, ...]:
    """The checks that records of `model` are asked, in their order; none for reference data."""
    return tuple(check for check in Check if model in RULES[check])


def flawed(records, check: str, user, on: date) -> QuerySet:
    """Those of `records`, which `user` may see, that have the flaw on the day `on`; no query.

    What is hidden from `user` reads as absent: a source they may not see is none for them.
    """
    return RULES[Check(check)][records.model](records, user, on)


def anchor(check: str, model: type) -> str:
    """Where the admin's form of such a record mends the flaw; "" for its top."""
    box = _BOXES.get(Check(check)) or _BOXES_OF.get((Check(check), model), "")
    if box in getattr(model, "row_names", ()):
        return f"{box}-group"
    return Expectation(box, "", lambda _record, _on: None).anchor if box else ""
