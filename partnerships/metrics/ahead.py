"""What is planned, what comes next, and what is past without a recorded outcome."""

from dataclasses import dataclass

from django.db.models import F

from partnerships.choices import DelegationStatus, Stage
from partnerships.models import Delegation, Event


@dataclass(frozen=True)
class Ahead:
    """Planned records by what their dates tell on the day asked."""

    coming: list
    undated: list
    unrecorded: list


def planned(user, on) -> Ahead:
    """Planned and confirmed delegations and events that `user` may see, sorted on the day `on`.

    `coming` may still take place on or after `on` (soonest first), `unrecorded` are over with
    nothing recorded (latest first), `undated` state no date.
    """
    found = [
        *_waiting(
            Delegation.objects.filter(
                status__in=[DelegationStatus.PLANNED, DelegationStatus.CONFIRMED]
            ),
            user,
        ),
        *_waiting(Event.objects.filter(stage=Stage.PLANNED), user),
    ]
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


def _waiting(records, user):
    return records.visible_to(user).order_by(F("reference_year"), F("reference_number"))
