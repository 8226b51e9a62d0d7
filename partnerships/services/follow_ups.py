"""The set of follow-ups that every delegation of a direction needs, with days before its start."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from partnerships.choices import Visibility
from partnerships.dates import PartialDate, Precision
from partnerships.models import Delegation, FollowUp, FollowUpTemplate
from partnerships.services import ownership, records


@dataclass(frozen=True)
class Step:
    """A step of the set as it stands for one delegation; `is_there` when it was added before."""

    what: str
    due: PartialDate
    is_there: bool


def steps_for(delegation: Delegation, user) -> list[Step]:
    """The set of the delegation's direction, the first due first.

    A follow-up that `user` may not see reads as absent; None sees all.
    """
    seen = delegation.follow_ups.all()
    if user is not None:
        seen = seen.of_visible_record(user, Delegation)
    there = set(seen.values_list("what", flat=True))
    return [
        Step(step.what, due_before(delegation.start, step.days_before), step.what in there)
        for step in FollowUpTemplate.objects.filter(direction=delegation.direction)
    ]


def due_before(start: PartialDate, days: int) -> PartialDate:
    """The day so many days before the start, the month where only a month is known.

    Unknown for a start that is known less well: no day is made up.
    """
    if start.earliest is None or start.precision not in (Precision.DAY, Precision.MONTH):
        return PartialDate.unknown()
    day = start.earliest - timedelta(days=days)
    if start.precision == Precision.DAY:
        return PartialDate(day, day, Precision.DAY.value)
    return PartialDate(day.replace(day=1), _last_of_month(day), Precision.MONTH.value)


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def add_set(delegation: Delegation, *, by, expected_version: int | None = None) -> int:
    """Add the steps of the set that are not on the delegation yet; returns how many.

    They belong to the office of who adds them. Raises `records.StaleVersion` like every save.
    """
    added: list[FollowUp] = []
    records.save(
        delegation,
        [lambda: added.extend(_added(delegation, by))],
        by=by,
        expected_version=expected_version,
        reason=_("Added the follow-ups before a departure"),
    )
    return len(added)


def _added(delegation, by) -> Iterable[FollowUp]:
    office = ownership.office_beside(delegation, by) or delegation.office_id
    for step in steps_for(delegation, by):
        if step.is_there:
            continue
        follow_up = FollowUp(
            record=delegation,
            what=step.what,
            office_id=office,
            visibility=Visibility.OFFICE,
        )
        follow_up.due = step.due
        follow_up.full_clean()
        follow_up.save()
        yield follow_up
