"""The due dates of pledges: a move asks for its reason and stays on record."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.dates import PartialDate
from partnerships.models import Pledge, PledgeDueChange

_BOUNDS = ("earliest", "latest", "precision", "text")


def note_change(pledge: Pledge, before: Mapping[str, Any], *, by, reason: str) -> None:
    """Write down that the due date was moved from what it is in the columns `before`.

    Raises ValidationError like `move_of`.
    """
    change = move_of(pledge, before, by=by, reason=reason)
    if change is not None:
        change.save()


def move_of(
    pledge: Pledge, before: Mapping[str, Any], *, by, reason: str
) -> PledgeDueChange | None:
    """The move of the due date from what it is in the columns `before`, to be saved; None if none.

    A date set anew after it was taken away counts as moved from the last one known; a first date
    is no move. Raises ValidationError for a move without a reason.
    """
    stored = PartialDate(*(before[f"due_{bound}"] for bound in _BOUNDS))
    if _says(stored) == _says(pledge.due):
        return None
    old = stored if stored.is_known else _last_known(pledge)
    if old is None:
        return None
    if not reason.strip():
        told = _("Say why the due date is moved from %(old)s to %(new)s.")
        dates = {"old": old.display(), "new": pledge.due.display()}
        raise ValidationError({"reason": told % dates})
    change = PledgeDueChange(pledge=pledge, reason=reason, by=by if _is_known(by) else None)
    change.old, change.new = old, pledge.due
    change.clean_fields(exclude={"pledge", "by"})
    return change


def _says(date: PartialDate) -> tuple:
    """What a date says, however it was written."""
    return date.earliest, date.latest, date.precision


def _last_known(pledge) -> PartialDate | None:
    """The date before the latest change, which took it away; None if there never was one."""
    latest = pledge.due_changes.order_by("at", "pk").last()
    return latest.old if latest else None


def _is_known(user) -> bool:
    return user is not None and user.is_authenticated
