"""Records without a date, and records whose dates cannot all be right.

Dates contradict each other only where no reading of them fits: "2025" and "March 2025" do not.
Which pairs of dates of one row contradict is refused when it is saved; here are those of two rows.
"""

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from partnerships.choices import Stage
from partnerships.models import (
    Agreement,
    Cohort,
    Delegation,
    ExchangeProgramme,
    Holding,
    Person,
    Pledge,
    Stop,
)


def undated(records, _user, _on) -> QuerySet:
    """Records whose own date is not known at all; of pledges, when they are due."""
    return records.undated()


def undated_agreements(records, _user, _on) -> QuerySet:
    """Signed agreements of which nobody knows when; what is not signed has no such day."""
    return records.undated().filter(stage=Stage.DONE)


def _of_delegations(records, user, _on) -> QuerySet:
    """Missions with a stop, or with a parent, on days wholly before or after their own."""
    last = Coalesce(OuterRef("end_latest"), OuterRef("start_latest"))
    stops = Stop.objects.visible_to(user).filter(
        Q(date_latest__lt=OuterRef("start_earliest")) | Q(date_earliest__gt=last),
        delegation=OuterRef("pk"),
    )
    missions = Delegation.objects.visible_to(user).filter(pk=OuterRef("parent"))
    apart = missions.alias(last=Coalesce("end_latest", "start_latest")).filter(
        Q(start_earliest__gt=last) | Q(last__lt=OuterRef("start_earliest"))
    )
    return records.filter(Exists(stops) | Q(parent__isnull=False) & Exists(apart))


def _of_programmes(records, _user, _on) -> QuerySet:
    """Programmes with a cohort wholly before they begin or after they end."""
    cohorts = Cohort.objects.alias(last=Coalesce("end_latest", "start_latest")).filter(
        Q(last__lt=OuterRef("start_earliest")) | Q(start_earliest__gt=OuterRef("end_latest")),
        programme=OuterRef("pk"),
    )
    return records.filter(Exists(cohorts))


def _of_agreements(records, user, _on) -> QuerySet:
    """Agreements signed before the one that they renew."""
    renewed = Agreement.objects.visible_to(user).filter(
        pk=OuterRef("supersedes"), signed_earliest__gt=OuterRef("signed_latest")
    )
    return records.filter(Exists(renewed), supersedes__isnull=False)


def _of_people(records, user, _on) -> QuerySet:
    """People shown in a post on a day before they held it or after."""
    apart = Holding.objects.visible_to(user).filter(
        Q(seen_on_latest__lt=F("held_from_earliest"))
        | Q(seen_on_earliest__gt=F("held_until_latest")),
        person=OuterRef("pk"),
    )
    return records.filter(Exists(apart))


def _of_pledges(records, _user, _on) -> QuerySet:
    """Pledges that fall due wholly before the record in which they were made.

    A pledge is seen only together with that record, so nothing hidden is told.
    """
    return records.filter(
        Q(due_latest__lt=F("delegation__start_earliest"))
        | Q(due_latest__lt=F("event__start_earliest"))
        | Q(due_latest__lt=F("agreement__signed_earliest"))
    )


RULES: dict[type, Callable[..., QuerySet]] = {
    Agreement: _of_agreements,
    Delegation: _of_delegations,
    ExchangeProgramme: _of_programmes,
    Pledge: _of_pledges,
    Person: _of_people,
}
