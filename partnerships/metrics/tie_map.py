"""Which states and prefectures are tied, in which light: the numbers of the tile map.

A tie is a partnership that is neither unconfirmed nor exploratory. A region's government and its
assembly count as the region; a tie of a city, an association or another body in it is counted
apart, as one through them. A partnership of several regions is one tie for each of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, Q, Value, When

from partnerships.choices import Light
from partnerships.metrics.lights import LastContact, last_contact, with_last_contact, with_light
from partnerships.metrics.pairs import pairs
from partnerships.models import Partnership
from partnerships.models.base import in_text_order

#: The warmest first; what has another standing than in force has no light.
WARMTH: tuple[Light | None, ...] = (Light.ACTIVE, Light.COOLING, Light.QUIET, None)


@dataclass(frozen=True)
class Tie:
    """A partnership with its light, None unless it is in force.

    `last` is when a quiet one had contact, None where none is recorded, and for the others.
    """

    partnership: Partnership
    light: Light | None
    last: LastContact | None = None


@dataclass(frozen=True)
class TiedPair:
    """A state and a prefecture (codes) with the ties of the regions themselves and those through
    a city or another body in one of them."""

    state: str
    prefecture: str
    own: tuple[Tie, ...]
    through: tuple[Tie, ...]

    @property
    def ties(self) -> tuple[Tie, ...]:
        return self.own + self.through

    @property
    def light(self) -> Light | None:
        """The warmest light, of the regions' own ties where there are any."""
        return warmest(self.own or self.through)


@dataclass(frozen=True)
class TieMap:
    """The ties that pass the filters as pairs of regions; `unplaced` tie no pair of regions."""

    pairs: tuple[TiedPair, ...]
    unplaced: tuple[Tie, ...]

    @cached_property
    def of(self) -> dict[str, list[TiedPair]]:
        """{code of a region: its pairs}, of both countries, in the order of `pairs`."""
        found = defaultdict(list)
        for pair in self.pairs:
            found[pair.state].append(pair)
            found[pair.prefecture].append(pair)
        return found

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie on the map once."""
        return tuple(_once(tie for pair in self.pairs for tie in pair.ties))

    def own_ties(self, code: str) -> list[Tie]:
        """The ties of the region itself, each once however many regions it ties it to."""
        return _once(tie for pair in self.of[code] for tie in pair.own)

    def ties_through(self, code: str) -> list[Tie]:
        """The ties that concern the region through a body in it or at the other end alone."""
        own = {tie.partnership.pk for tie in self.own_ties(code)}
        found = _once(tie for pair in self.of[code] for tie in pair.through)
        return [tie for tie in found if tie.partnership.pk not in own]


def established_ties(user, on: date, chosen=None) -> tuple[list[Tie], list[Tie]]:
    """All ties that `user` may see with their light on the day `on`, and those among `chosen`.

    `chosen` is a queryset of partnerships that pass some filters, None for all; by title, in two
    queries: the second seeks when the quiet ones had contact.
    """
    found = with_light(Partnership.objects.visible_to(user).established(), user, on)
    passes = Q(pk__isnull=False) if chosen is None else Q(pk__in=chosen.values("pk"))
    found = found.annotate(is_chosen=Case(When(passes, then=Value(True)), default=Value(False)))
    rows = list(found.order_by(in_text_order("title_folded"), "pk"))
    last = _last_contacts([row.pk for row in rows if row.light == Light.QUIET], user, on)
    told = [
        (Tie(row, Light(row.light) if row.light else None, last.get(row.pk)), row.is_chosen)
        for row in rows
    ]
    return [tie for tie, _chosen in told], [tie for tie, is_chosen in told if is_chosen]


def _last_contacts(keys: list[int], user, on: date) -> dict[int, LastContact | None]:
    if not keys:
        return {}
    found = with_last_contact(Partnership.objects.filter(pk__in=keys), user, on)
    return {tie.pk: last_contact(tie) for tie in found}


def tie_map(ties: Iterable[Tie], user) -> TieMap:
    """The ties as pairs of regions, by code; two queries for any number."""
    by_key = {tie.partnership.pk: tie for tie in ties}
    found: dict[tuple[str, str], dict[bool, list[Tie]]] = {}
    placed = set()
    chosen = Partnership.objects.filter(pk__in=by_key) if by_key else Partnership.objects.none()
    for pair in pairs(chosen, user):
        kinds = found.setdefault((pair.state, pair.prefecture), {True: [], False: []})
        kinds[pair.own].append(by_key[pair.partnership])
        placed.add(pair.partnership)
    return TieMap(
        tuple(
            TiedPair(state, prefecture, tuple(kinds[True]), tuple(kinds[False]))
            for (state, prefecture), kinds in found.items()
        ),
        tuple(tie for key, tie in by_key.items() if key not in placed),
    )


def gone_cold(ties: Iterable[Tie]) -> list[Tie]:
    """Those in force without a recorded contact for over 24 months, the longest silence first."""
    quiet = [tie for tie in ties if tie.light == Light.QUIET]
    return sorted(quiet, key=lambda tie: tie.last.day if tie.last else date.min)


def warmest(ties: Iterable[Tie]) -> Light | None:
    return min((tie.light for tie in ties), key=WARMTH.index, default=None)


def _once(ties: Iterable[Tie]) -> list[Tie]:
    return list({tie.partnership.pk: tie for tie in ties}.values())
