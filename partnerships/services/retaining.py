"""People of whom nothing was heard for long: their names go when the retention period is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Attendance, EventAttendance, Holding, Person, Signature
from partnerships.models.people import ANONYMISED

#: Rows that tell of a person, and the columns that say when at the latest.
TRACES = (
    (Attendance, ("delegation__end_latest", "delegation__start_latest")),
    (EventAttendance, ("event__end_latest", "event__start_latest")),
    (Signature, ("signed_latest", "agreement__signed_latest")),
    (Holding, ("held_until_latest", "seen_on_latest", "held_from_latest")),
)
#: So many people are asked of at once.
MANY = 500


@dataclass(frozen=True)
class Stale:
    """A person of whom nothing was heard or written since the day `last`."""

    person: Person
    last: date


def years_before(day: date, years: int) -> date:
    """The same day so many years before, 28 February for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def heard_of_before(before: date, leaving_out: Iterable[str] = ()) -> list[Stale]:
    """People of whom nothing is recorded since the day `before`, the longest ago first.

    What counts is the latest possible day of their journeys, meetings, signatures and posts, and
    the day on which their record was last saved: nobody goes who was looked after since. Those
    anonymised already and those whose slugs are `leaving_out` are not among them.
    """
    named = Person.objects.exclude(slug__startswith=f"{ANONYMISED}-").exclude(slug__in=leaving_out)
    old = list(named.filter(updated_at__date__lt=before).order_by("pk"))
    found = []
    for start in range(0, len(old), MANY):
        some = old[start : start + MANY]
        last = _last_traces([person.pk for person in some])
        found += [Stale(one, max(_saved(one), last.get(one.pk, date.min))) for one in some]
    return sorted((one for one in found if one.last < before), key=lambda one: one.last)


def _saved(person) -> date:
    return timezone.localtime(person.updated_at).date()


def _last_traces(keys) -> dict[int, date]:
    """{person: the latest day that a row tells of them}; undated rows tell none."""
    last: dict[int, date] = {}
    for model, columns in TRACES:
        days = (Max(column) for column in columns)
        rows = model.objects.filter(person__in=keys).order_by()
        for person, *found in rows.values_list("person").annotate(*days):
            known = [day for day in found if day]
            last[person] = max([*known, last.get(person, date.min)])
    return last
