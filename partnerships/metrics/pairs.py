"""Which state is tied to which prefecture, and by which partnership.

Rule: a region's government and its own assembly count as the region. Any other party (a city, a
company, an association by its members) ties the region it lies in only "through" itself.
"""

from collections import defaultdict
from itertools import chain
from typing import NamedTuple

from django.db.models import Case, F, Value, When

from partnerships.choices import Country
from partnerships.models import Organisation, PartnershipParty
from partnerships.models.organisations import acts_as_region
from partnerships.models.together import read_columns

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

    Ordered by state, prefecture and partnership; one query. A tie without a region on one of
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
    sides: dict[int, dict[str, _Regions]] = defaultdict(lambda: defaultdict(dict))
    for key, side, code, own in chain(*read_columns(_lying(rows), _of_members(rows, user))):
        if code and code.startswith(side):
            found = sides[key][side]
            found[code] = found.get(code, False) or own
    return sides


#: (partnership, side, code of a region, whether a party counts as the region)
_COLUMNS = ("partnership", "side", "code", "own")


def _lying(rows):
    """The region that each party lies in."""
    own = Case(When(acts_as_region("organisation__"), then=Value(True)), default=Value(False))
    return rows.annotate(code=F("organisation__region__code"), own=own), _COLUMNS


def _of_members(rows, user):
    """The regions in which the members of each association lie."""
    members = Organisation.objects.visible_to(user)
    associations = rows.exclude(acts_as_region("organisation__"))
    found = associations.filter(organisation__members__in=members)
    code = F("organisation__members__region__code")
    return found.annotate(code=code, own=Value(False)), _COLUMNS
