"""Which state is tied to which prefecture, and by which partnership.

Rule: a region's government and its own assembly count as the region. Any other party (a city, a
company, an association by its members) ties the region it lies in only "through" itself.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, Value, When

from partnerships.choices import Country
from partnerships.models import Organisation, PartnershipParty
from partnerships.models.organisations import acts_as_region

#: {code of a region: whether a party counts as the region itself}
_Regions = dict[str, bool]


class Pair(NamedTuple):
    """One state and one prefecture that the partnership (its key) ties; regions by their codes.

    `own` says that both regions are parties themselves, not only through a body in them.
    """

    state: str
    prefecture: str
    partnership: int
    own: bool


def pairs(partnerships, user) -> list[Pair]:
    """Every pair of the partnerships (a queryset that the reader and filters narrowed), once each.

    Ordered by state, prefecture and partnership; two queries. A tie without a region on one of
    its sides, or with parties that `user` may not see, makes no pair.
    """
    sides = _sides(partnerships, user)
    return sorted(
        Pair(state, prefecture, key, own_state and own_prefecture)
        for key, regions in sides.items()
        for state, own_state in regions[Country.INDIA].items()
        for prefecture, own_prefecture in regions[Country.JAPAN].items()
    )


def _sides(partnerships, user) -> dict[int, dict[str, _Regions]]:
    """The regions on each side of each partnership (its key)."""
    rows = PartnershipParty.objects.visible_to(user).filter(
        partnership__in=partnerships.order_by().values("pk")
    )
    members = _members(rows, user)
    sides: dict[int, dict[str, _Regions]] = defaultdict(lambda: defaultdict(dict))
    for key, side, organisation, code, own in _named(rows):
        found = sides[key][side]
        for region in {code} if own else {code, *members[organisation]}:
            if region and region.startswith(side):
                found[region] = found.get(region, False) or own
    return sides


def _named(rows):
    """(partnership, side, organisation, code of its region, whether it counts as the region)."""
    own = Case(When(acts_as_region("organisation__"), then=Value(True)), default=Value(False))
    return rows.order_by("pk").values_list(
        "partnership", "side", "organisation", "organisation__region__code", own
    )


def _members(rows, user) -> dict[int, set[str]]:
    """{organisation: codes of the regions in which its members lie} for the parties of `rows`."""
    members = Organisation.objects.visible_to(user).filter(
        parent__in=rows.values("organisation"), region__isnull=False
    )
    found: dict[int, set[str]] = defaultdict(set)
    for parent, code in members.values_list("parent", "region__code"):
        found[parent].add(code)
    return found
