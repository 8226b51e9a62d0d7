"""What is planned, what comes next, and what is past without a recorded outcome."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from partnerships.choices import DelegationStatus, Stage
from partnerships.models import Delegation, Event

BY_REFERENCE = ("reference_year", "reference_number")


@dataclass(frozen=True)
class Ahead:
    """Planned records by what their dates tell on the day asked."""

    coming: list
    undated: list
    unrecorded: list


def planned(user, on, most: int | None = None) -> Ahead:
    """Planned and confirmed delegations and events that `user` may see, sorted on the day `on`.

    `coming` may still take place on or after `on` (soonest first), `unrecorded` are over with
    nothing recorded (latest first), `undated` state no date. With `most`, not more than so many
    of each are read of planned delegations, of confirmed ones and of events.
    """
    waiting = (
        (Delegation, "status", (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)),
        (Event, "stage", (Stage.PLANNED,)),
    )
    found: list = []
    for model, name, states in waiting:
        visible = model.objects.visible_to(user)
        kinds = [visible.filter(**{name: state}) for state in states]
        chosen = Q(**{f"{name}__in": states}) if most is None else _nearest(kinds, on, most)
        found += visible.filter(chosen).order_by(*BY_REFERENCE)
    return sorted_on(found, on)


def sorted_on(found, on) -> Ahead:
    """Planned delegations and events as they lie on the day `on`."""
    dated = sorted(
        (record for record in found if record.last_day),
        key=lambda record: (record.last_day, record.reference),
    )
    return Ahead(
        coming=[record for record in dated if record.last_day >= on],
        undated=[record for record in found if not record.last_day],
        unrecorded=[record for record in reversed(dated) if record.last_day < on],
    )


def _nearest(kinds, on, most: int) -> Q:
    """Of each kind the soonest ahead, the latest that are over and the first of the undated.

    Each is sought from its own end of the index of last days, state by state as that has them.
    """
    keys = Q()
    for kind in kinds:
        dated = kind.alias(_day=Coalesce("end_latest", "start_latest"))
        for part in (
            dated.filter(_day__gte=on).order_by("_day", *BY_REFERENCE),
            dated.filter(_day__lt=on).order_by("-_day", *(f"-{name}" for name in BY_REFERENCE)),
            dated.filter(_day__isnull=True).order_by(*BY_REFERENCE),
        ):
            keys |= Q(pk__in=part.values("pk")[:most])
    return keys
