"""Which pledges stood on a day, also on one that is over."""

from datetime import date

from partnerships.choices import PledgeState
from partnerships.dates import PartialDate
from partnerships.models.fields import BOUNDS
from partnerships.models.pledge_days import MADE_IN
from partnerships.models.pledges import STANDING


def standing_on(pledges, user, on: date, today: date) -> list:
    """Those of `pledges` that stood on the day `on`, as they were then, soonest due first.

    For a day before `today` their state and due date are taken back by the reviews and the changes
    of the due date since; what changed without these reads as today. The pledges are for reading:
    saving one would write the past. One query.
    """
    if on >= today:
        return list(pledges.standing().for_story(user).select_related(*MADE_IN))
    found = pledges.with_past(on).filter(state_then__in=STANDING)
    then = [_then(pledge) for pledge in found.for_story(user).select_related(*MADE_IN)]
    return sorted(then, key=lambda pledge: (pledge.due_latest or date.max, pledge.reference))


def _then(pledge):
    """The pledge with the state and due date that are annotated for the past day."""
    pledge.state = PledgeState(pledge.state_then)
    pledge.due = PartialDate(*(getattr(pledge, f"due_then_{bound}") for bound in BOUNDS))
    return pledge
