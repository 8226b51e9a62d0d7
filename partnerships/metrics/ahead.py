"""What is planned, what comes next, and what is past without a recorded outcome."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import Coalesce, RowNumber

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
    delegations and as many events of each are read.
    """
    waiting = (
        Delegation.objects.filter(
            status__in=[DelegationStatus.PLANNED, DelegationStatus.CONFIRMED]
        ),
        Event.objects.filter(stage=Stage.PLANNED),
    )
    kinds = [records.visible_to(user).order_by(*BY_REFERENCE) for records in waiting]
    if most is not None:
        kinds = [_nearest(records, on, most) for records in kinds]
    return sorted_on([record for records in kinds for record in records], on)


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


def _nearest(records, on, most: int):
    """The soonest of those ahead, the latest of those over and the first of the undated."""
    day = Coalesce("end_latest", "start_latest")
    is_over = Q(_day__lt=on)
    nearest = (
        Case(When(~is_over, then=F("_day"))).asc(nulls_last=True),
        Case(When(is_over, then=F("_day"))).desc(nulls_last=True),
    )
    kind = Case(When(_day__isnull=True, then=0), When(is_over, then=1), default=2)
    place = Window(RowNumber(), partition_by=[F("_kind")], order_by=[*nearest, *BY_REFERENCE])
    return records.alias(_day=day).alias(_kind=kind).alias(_place=place).filter(_place__lte=most)
