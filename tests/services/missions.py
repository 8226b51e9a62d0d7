"""Unsaved delegations, and what is stored of them."""

from partnerships.choices import Direction
from partnerships.dates import parse
from partnerships.models import Delegation
from partnerships.services import history


def delegation(**values) -> Delegation:
    start = parse(values.pop("start", ""))
    made = Delegation(title="Made-up mission", direction=Direction.JAPAN_TO_INDIA, **values)
    made.start = start
    return made


def state_of(record) -> dict:
    return history.snapshot(Delegation.objects.get(pk=record.pk))
