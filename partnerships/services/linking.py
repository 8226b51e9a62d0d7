"""Which partnerships a delegation or event counts towards, derived from its parties."""

from django.db.models import Exists, OuterRef, Q

from partnerships.choices import Country, OrganisationKind
from partnerships.models import Delegation, Event, Partnership, PartnershipParty
from partnerships.models.parties import COUNTING_ROLES

#: A region's government and its assembly count as the region; nothing else rolls up.
ACTS_AS_REGION = (OrganisationKind.REGIONAL_GOVERNMENT, OrganisationKind.ASSEMBLY)


def derived_partnerships(meeting):
    """Partnerships with parties of both sides on `meeting` as lead, sender or host."""
    rows = meeting.parties.filter(role__in=COUNTING_ROLES).values_list(
        "organisation", "organisation__region", "organisation__kind"
    )
    organisations = [organisation for organisation, _region, _kind in rows]
    regions = [region for _, region, kind in rows if region and kind in ACTS_AS_REGION]
    return Partnership.objects.filter(
        *(_present(side, organisations, regions) for side in Country.values)
    )


def _present(side, organisations, regions) -> Exists:
    parties = PartnershipParty.objects.filter(partnership=OuterRef("pk"), side=side)
    return Exists(
        parties.filter(
            Q(organisation__in=organisations)
            | Q(organisation__kind__in=ACTS_AS_REGION, organisation__region__in=regions)
        )
    )


def link_meeting(meeting) -> None:
    """Let the meeting count towards its derived partnerships, unless a person chose them."""
    if not meeting.partnerships_chosen:
        meeting.partnerships.set(derived_partnerships(meeting))


def link_partnership(partnership) -> None:
    """Look again at every meeting that may count towards `partnership`, or did until now."""
    parties = partnership.parties.values_list(
        "organisation", "organisation__region", "organisation__kind"
    )
    touching = Q(partnerships=partnership)
    for organisation, region, kind in parties:
        touching |= Q(parties__organisation=organisation)
        if region and kind in ACTS_AS_REGION:
            touching |= Q(
                parties__organisation__region=region,
                parties__organisation__kind__in=ACTS_AS_REGION,
            )
    for model in (Delegation, Event):
        for meeting in model.objects.filter(
            touching, partnerships_chosen=False
        ).distinct():
            link_meeting(meeting)
