"""When a tie last had contact, found in the database, and the light that follows from it.

Rule: a tie in force is active within 12 months of its last recorded contact, cooling from 12 to 24
and quiet after that. Contacts are completed delegations, events that took place, signed agreements
and cohorts carried out, by their latest possible day; what is planned, postponed, cancelled or of
no recorded outcome is none. It speaks of what is recorded here, never of whether a tie lives.
"""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least, NullIf

from partnerships.choices import DelegationStatus, Light, Stage, Standing
from partnerships.models import Agreement, Cohort, Delegation, Event
from partnerships.models.base import visibility_rule

COOLS_AFTER, QUIET_AFTER = 12, 24  # months


def cools_on(last: date) -> date:
    """The first day on which a tie last in contact on the day `last` is cooling."""
    return _months_later(last, COOLS_AFTER) + timedelta(days=1)


def quiet_on(last: date) -> date:
    """The first day on which a tie last in contact on the day `last` is quiet."""
    return _months_later(last, QUIET_AFTER) + timedelta(days=1)


def light_of(last: date | None, on: date) -> Light:
    """The light, on the day `on`, of a tie in force with its last contact by the day `last`."""
    if last is None or on >= quiet_on(last):
        return Light.QUIET
    return Light.COOLING if on >= cools_on(last) else Light.ACTIVE


def light_of_tie(tie, on: date) -> Light | None:
    """The light of a partnership read `with_last_contact`; None for one that is not in force."""
    return light_of(tie.last_contact, on) if tie.standing == Standing.IN_FORCE else None


def with_last_contact(partnerships, user, on: date):
    """Annotate `last_contact`: the latest day by which they last had contact, None without one.

    Of what `user` may see; a day after `on` reads as `on`, and what lies wholly after it is none.
    """
    never = Value(date.min)  # the two databases disagree on the greatest of something and NULL
    days = [Coalesce(Subquery(found), never) for found in _last_days(user, on)]
    return partnerships.annotate(last_contact=NullIf(Greatest(*days), never))


def in_light(partnerships, lights, user, on: date):
    """Those of the partnerships that are in force and show one of the `lights` on the day `on`."""
    warm, lukewarm = _first_day(on, COOLS_AFTER), _first_day(on, QUIET_AFTER)
    rules = {
        Light.ACTIVE: Q(last_contact__gte=warm),
        Light.COOLING: Q(last_contact__gte=lukewarm, last_contact__lt=warm),
        Light.QUIET: Q(last_contact__lt=lukewarm) | Q(last_contact__isnull=True),
    }
    wanted = Q(pk__in=[])
    for light in lights:
        wanted |= rules[Light(light)]
    return with_last_contact(partnerships, user, on).filter(wanted, standing=Standing.IN_FORCE)


def _last_days(user, on: date):
    """The last day of each kind of contact, as subqueries of one partnership."""
    done, signed = Q(stage=Stage.DONE), "signed"
    visits = Delegation.partnerships.through.objects.filter(
        visibility_rule(user, "delegation__"), delegation__status=DelegationStatus.COMPLETED
    )
    yield _last_day(visits, "partnership", "delegation__start", "delegation__end", on)
    events = Event.partnerships.through.objects.filter(
        visibility_rule(user, "event__"), event__stage=Stage.DONE
    )
    yield _last_day(events, "partnership", "event__start", "event__end", on)
    agreements = Agreement.objects.visible_to(user).filter(done)
    yield _last_day(agreements, "partnership", signed, signed, on)
    yield _last_day(_cohorts(user), "programme__partnerships", "start", "end", on)


def _cohorts(user):
    """Cohorts carried out: with a number of those who came, or with none planned either."""
    came = Q(actual_number__isnull=False) | ~Q(actual_text="")
    unplanned = Q(planned_number__isnull=True, planned_text="")
    return Cohort.objects.filter(
        came | unplanned, visibility_rule(user, "programme__"), programme__stage=Stage.DONE
    )


def _last_day(found, tie: str, start: str, end: str, on: date):
    latest = Coalesce(F(f"{end}_latest"), F(f"{start}_latest"))
    begun = Q(**{f"{start}_earliest__isnull": True}) | Q(**{f"{start}_earliest__lte": on})
    dated = found.filter(begun, **{tie: OuterRef("pk")}).alias(latest=latest)
    days = dated.filter(latest__isnull=False).order_by().values(tie)
    return days.annotate(day=Max(Least(latest, Value(on)))).values("day")


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; 29 February becomes the last of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _first_day(on: date, months: int) -> date:
    """The first day whose same day `months` later is `on` or after it."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    if on.day <= length:
        return date(year, month + 1, on.day)
    return date(year, month + 1, length) + timedelta(days=1)
