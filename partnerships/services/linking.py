"""Which partnerships a delegation or event counts towards, derived from its parties."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Case, F, Q, When

from partnerships.choices import Country
from partnerships.models import Delegation, Event, Organisation, PartnershipParty
from partnerships.models.organisations import acts_as_region
from partnerships.models.parties import COUNTING_ROLES

#: A region's government and its assembly count as the region; nothing else rolls up.
PARTY_ACTS_AS_REGION = acts_as_region("organisation__")

#: A party is present itself, and by the region that it acts as: {("region", 7)}.
Presence = tuple[str, int]


def presence(organisation: int, region: int | None) -> set[Presence]:
    """What the presence of an organisation, which acts as this region or as none, stands for."""
    itself: set[Presence] = {("organisation", organisation)}
    return itself if region is None else {*itself, ("region", region)}


def regions_acted_as(organisations: Collection[int]) -> dict[int, int | None]:
    """The region that each organisation acts as, None for most; one query."""
    found = Organisation.objects.filter(pk__in=organisations).order_by()
    acting = Case(When(acts_as_region(), then=F("region")))
    return dict(found.annotate(acting=acting).values_list("pk", "acting"))


class Ties:
    """The parties of both sides of partnerships; reads them in one query.

    `among` are the presences that are asked for, where they are few; None reads every partnership.
    """

    def __init__(self, among: Collection[Presence] | None = None) -> None:
        self._at: dict[Presence, set[tuple[int, str]]] = defaultdict(set)
        rows = PartnershipParty.objects.order_by()
        if among is not None:
            rows = rows.filter(_standing_for(among))
        acting = Case(When(PARTY_ACTS_AS_REGION, then=F("organisation__region")))
        columns = ("partnership_id", "side", "organisation_id", "acting")
        for key, side, party, region in rows.annotate(acting=acting).values_list(*columns):
            for place in presence(party, region):
                self._at[place].add((key, side))

    def of(self, present: Iterable[Presence]) -> list[int]:
        """Keys of the partnerships of which, on every side, some party is present."""
        sides = defaultdict(set)
        for place in present:
            for key, side in self._at.get(place, ()):
                sides[key].add(side)
        return sorted(key for key, found in sides.items() if found.issuperset(Country.values))


def _standing_for(places: Collection[Presence]) -> Q:
    """Which party rows of partnerships stand for any of these."""
    organisations = [key for kind, key in places if kind == "organisation"]
    regions = [key for kind, key in places if kind == "region"]
    acting = Q(PARTY_ACTS_AS_REGION, organisation__region__in=regions)
    return Q(organisation__in=organisations) | acting


def link_meeting(meeting) -> None:
    """Let the meeting count towards its derived partnerships, unless a person chose them."""
    if not meeting.partnerships_chosen:
        _link(type(meeting), [meeting.pk])


def link_partnership(partnership) -> None:
    """Look again at every meeting that may count towards `partnership`, or did until now."""
    link_partnerships([partnership.pk])


def link_partnerships(
    keys: Collection[int], among: Mapping[type, Collection[int]] | None = None
) -> None:
    """Look again at every meeting that may count towards these partnerships, or did until now.

    `among` are the delegations or events that are looked at; None looks at all of both.
    """
    if not keys:
        return
    parties = PartnershipParty.objects.filter(partnership__in=keys).order_by()
    regions = parties.filter(PARTY_ACTS_AS_REGION).values("organisation__region")
    touching = (
        Q(partnerships__in=keys)
        | Q(parties__organisation__in=parties.values("organisation"))
        | Q(acts_as_region("parties__organisation__"), parties__organisation__region__in=regions)
    )
    for model in (Delegation, Event) if among is None else among:
        meetings = model.objects.filter(touching, partnerships_chosen=False).order_by()
        found = set(meetings.values_list("pk", flat=True))
        _link(model, sorted(found if among is None else found.intersection(among[model])))


def _link(model, keys: list[int], block: int = 1_000) -> None:
    """Let these delegations or events count towards just their derived partnerships."""
    for start in range(0, len(keys), block):
        some = keys[start : start + block]
        present = _present(model, some)
        ties = Ties(set().union(*present.values()))
        _set(model, {key: set(ties.of(present[key])) for key in some})


def _present(model, keys) -> Mapping[int, set[Presence]]:
    """Who is present on each of these meetings as lead, sender or host."""
    owner = model._meta.get_field("parties").field.attname
    rows = model._meta.get_field("parties").related_model.objects.order_by()
    counting = rows.filter(role__in=COUNTING_ROLES, **{f"{owner}__in": keys})
    acting = Case(When(PARTY_ACTS_AS_REGION, then=F("organisation__region")))
    found: dict[int, set[Presence]] = defaultdict(set)
    columns = (owner, "organisation_id", "acting")
    for key, party, region in counting.annotate(acting=acting).values_list(*columns):
        found[key] |= presence(party, region)
    return found


def _set(model, wanted: Mapping[int, set[int]]) -> None:
    """Change only the links that differ: two writers of one link do no harm."""
    link = model._meta.get_field("partnerships")
    own, other = link.m2m_column_name(), link.m2m_reverse_name()
    rows = link.remote_field.through._base_manager
    stood = {
        (key, tie): row
        for row, key, tie in rows.filter(**{f"{own}__in": wanted}).values_list("pk", own, other)
    }
    right = {(key, tie) for key, ties in wanted.items() for tie in ties}
    gone = [row for pair, row in stood.items() if pair not in right]
    if gone:
        rows.filter(pk__in=gone).delete()
    new = [rows.model(**{own: key, other: tie}) for key, tie in sorted(right - stood.keys())]
    rows.bulk_create(new, ignore_conflicts=True)
