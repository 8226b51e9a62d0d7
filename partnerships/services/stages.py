"""How several records stand, changed at once: each saved by itself, for one reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.models import Agreement, Delegation, Event, ExchangeProgramme
from partnerships.models.base import Record
from partnerships.services import records

#: The column in which people decide how a record of the kind stands.
STATE_OF: dict[type, str] = {
    Delegation: "status",
    Event: "stage",
    Agreement: "stage",
    ExchangeProgramme: "stage",
}


@dataclass(frozen=True)
class Outcome:
    """`changed` records, and those `left` with the sentence that says why."""

    changed: tuple
    left: tuple[tuple[Record, str], ...]


class _TakenBack(Exception):
    """One was left, so none is changed."""


def change_state(
    chosen: Iterable[tuple[Record, int]],
    value: str,
    *,
    all_or_none: bool,
    column: str = "",
    **saving,
) -> Outcome:
    """Let each of `chosen` (a record and the version that was seen of it) stand at `value`.

    It is the value of the `column`, such as "visibility"; of how the record stands without one.
    `saving` is told to `records.save`: by whom, the reason, where it was announced.

    A record that somebody changed meanwhile, or that refuses the value, is left as it is; with
    `all_or_none` all of them are then. Those that stand there already are neither.
    """
    changed, left = [], []
    try:
        with transaction.atomic():
            for record, version in chosen:
                try:
                    if _changed_one(record, version, column, value, saving):
                        changed.append(record)
                except records.StaleVersion as refusal:
                    left.append((record, str(refusal)))
                except ValidationError as refusal:
                    left.append((record, " ".join(refusal.messages)))
            if left and all_or_none:
                raise _TakenBack
    except _TakenBack:
        changed = []
    return Outcome(tuple(changed), tuple(left))


def _changed_one(record, version, column, value, saving: dict) -> bool:
    name = column or STATE_OF[type(record)]
    stood = getattr(record, name)
    if stood == value and record.version == version:
        return False
    setattr(record, name, value)
    try:
        return records.save(record, expected_version=version, **saving)
    except (records.StaleVersion, ValidationError):
        setattr(record, name, stood)
        raise
