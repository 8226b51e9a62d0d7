"""Missions that took place, each way, and whose turn it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partnerships.choices import Country, DelegationStatus, Direction
from partnerships.models import Delegation


@dataclass(frozen=True)
class EachWay:
    """Completed missions to Japan and to India; planned and cancelled ones are neither."""

    to_japan: tuple
    to_india: tuple


def each_way(delegations) -> EachWay:
    """`delegations` are those a reader may see; a joint mission counts once."""
    took_place = [one for one in delegations if one.status == DelegationStatus.COMPLETED]

    def going(direction):
        return tuple(one for one in took_place if one.direction == direction)

    return EachWay(going(Direction.INDIA_TO_JAPAN), going(Direction.JAPAN_TO_INDIA))


@dataclass(frozen=True)
class Reciprocity:
    """The last completed mission each way; None where none is recorded."""

    to_japan: Delegation | None
    to_india: Delegation | None

    @property
    def owing(self) -> Country | None:
        """The side whose turn it is to travel: its last visit is certainly the older one.

        A side of which no visit is recorded owes the visit of the other. None where neither
        travelled, a visit is undated, or both may have been at the same time.
        """
        if self.to_japan is None or self.to_india is None:
            if self.to_japan:
                return Country.JAPAN
            return Country.INDIA if self.to_india else None
        if _certainly_before(self.to_japan, self.to_india):
            return Country.INDIA
        return Country.JAPAN if _certainly_before(self.to_india, self.to_japan) else None

    @property
    def owing_text(self) -> str:
        """Whose turn it is, in a whole sentence."""
        told: dict[Country | None, str] = {
            Country.INDIA: _("The next visit is India’s to make, as recorded here."),
            Country.JAPAN: _("The next visit is Japan’s to make, as recorded here."),
        }
        return told.get(self.owing, _("Neither side owes a visit, as recorded here."))


def _certainly_before(first, second) -> bool:
    begun = second.start_earliest
    return first.last_day is not None and begun is not None and first.last_day < begun


def reciprocity_of(delegations, on: date) -> Reciprocity:
    """The last visits by the day `on`, of delegations that a reader may see.

    The last is the one whose last possible day is the latest; undated ones come before all others.
    """
    begun = [one for one in delegations if (one.start_earliest or date.min) <= on]
    visits = each_way(begun)

    def last(missions):
        return max(missions, key=_by_day, default=None)

    return Reciprocity(last(visits.to_japan), last(visits.to_india))


def _by_day(mission):
    return mission.last_day or date.min, mission.reference_year, mission.reference_number


def last_each_way(delegations, on: date):
    """The keys of the rows that `reciprocity_of` would choose, as a condition on delegations."""
    rule = Q()
    for direction in (Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA):
        last = (
            delegations.filter(
                Q(start_earliest__isnull=True) | Q(start_earliest__lte=on),
                status=DelegationStatus.COMPLETED,
                direction=direction,
            )
            .annotate(last_possible_day=Coalesce("end_latest", "start_latest"))
            .order_by(
                F("last_possible_day").desc(nulls_last=True),
                "-reference_year",
                "-reference_number",
            )
        )
        rule |= Q(pk=Subquery(last.values("pk")[:1]))
    return rule
