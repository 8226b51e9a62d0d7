"""Which partnerships a delegation or event counts towards, derived from its parties."""

from django.db.models import Exists, OuterRef, Q

from partnerships.choices import Country
from partnerships.models import Delegation, Event, Partnership, PartnershipParty
from partnerships.models.organisations import acts_as_region
from partnerships.models.parties import COUNTING_ROLES

#: A region's government and its assembly count as the region; nothing else rolls up.
PARTY_ACTS_AS_REGION = acts_as_region("organisation__")


def derived_partnerships(meeting):
    """Partnerships with parties of both sides on `meeting` as lead, sender or host."""
    counting = meeting.parties.filter(role__in=COUNTING_ROLES).order_by()
    return Partnership.objects.filter(*(_present(side, counting) for side in Country.values))


def _present(side, counting) -> Exists:
    """Whether a partnership has a party of this side, or the party's region, among `counting`."""
    regions = counting.filter(PARTY_ACTS_AS_REGION).values("organisation__region")
    parties = PartnershipParty.objects.filter(partnership=OuterRef("pk"), side=side)
    return Exists(
        parties.filter(
            Q(organisation__in=counting.values("organisation"))
            | Q(PARTY_ACTS_AS_REGION, organisation__region__in=regions)
        )
    )


def link_meeting(meeting) -> None:
    """Let the meeting count towards its derived partnerships, unless a person chose them."""
    if not meeting.partnerships_chosen:
        meeting.partnerships.set(derived_partnerships(meeting))


def link_partnership(partnership) -> None:
    """Look again at every meeting that may count towards `partnership`, or did until now."""
    parties = partnership.parties.order_by()
    regions = parties.filter(PARTY_ACTS_AS_REGION).values("organisation__region")
    touching = (
        Q(partnerships=partnership)
        | Q(parties__organisation__in=parties.values("organisation"))
        | Q(acts_as_region("parties__organisation__"), parties__organisation__region__in=regions)
    )
    for model in (Delegation, Event):
        for meeting in model.objects.filter(touching, partnerships_chosen=False).distinct():
            link_meeting(meeting)
