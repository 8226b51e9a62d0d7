"""Sub-parties of a mission: delegations of their own that travel under it."""

from django.utils.translation import gettext as _

from partnerships.choices import PartyRole
from partnerships.dates import PartialDate
from partnerships.models import Delegation, Organisation
from partnerships.quantities import Quantity
from partnerships.services import ownership, records

#: What a sub-party shares with its mission, besides an office that its writer may give it.
_SHARED = ("direction", "status", "visibility", "public_from", "language")


def add_sub_party(
    mission: Delegation,
    title: str,
    lead: Organisation,
    *,
    headcount: Quantity,
    days: tuple[PartialDate, PartialDate],
    by,
) -> Delegation:
    """Record a part of `mission` that `lead` led, and return it.

    `days` are its start and end; where neither is known it travels on the days of the mission.
    Raises `ValidationError` like `records.save`, also when the mission is a sub-party itself.
    """
    part = Delegation(title=title, parent=mission)
    for name in _SHARED:
        setattr(part, name, getattr(mission, name))
    part.office_id = ownership.office_beside(mission, by)
    own_days = any(day.is_known for day in days)
    part.start, part.end = days if own_days else (mission.start, mission.end)
    part.headcount = headcount
    lead_row = {"organisation": lead, "role": PartyRole.LEAD}
    reason = _("Added with %(mission)s") % {"mission": mission.reference}
    records.save(part, [lambda: part.parties.create(**lead_row)], by=by, reason=reason)
    return part
