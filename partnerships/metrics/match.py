"""Regions of the other country that work in the same sectors and have no tie with one region.

Rule: a region works in a sector where a partnership in force, a signed agreement or a programme
under way names the sector and has a party in the region. A pair with a tie of any standing is no
match. The more sectors are shared, the earlier; it is a hint to look closer, no more.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnerships.choices import Country, Stage, Standing
from partnerships.metrics.pairs import pairs
from partnerships.models import (
    Agreement,
    ExchangeProgramme,
    Partnership,
    PartnershipParty,
    ProgrammeParty,
    Region,
    Sector,
    Signature,
)
from partnerships.models.together import read_columns, read_together

#: So many regions are shown, each with so many of the records that show it.
MOST, MOST_RECORDS = 8, 3

#: (record, the rows that name its parties, their link to it, what makes it count).
_KINDS: tuple[tuple[Any, Any, str, dict[str, str]], ...] = (
    (Partnership, PartnershipParty, "partnership", {"standing": Standing.IN_FORCE}),
    (Agreement, Signature, "agreement", {"stage": Stage.DONE}),
    (ExchangeProgramme, ProgrammeParty, "programme", {"stage": Stage.DONE}),
)


@dataclass(frozen=True)
class Match:
    """A region, the sectors it shares, and records that show them; `more` are left untold."""

    region: Region
    sectors: tuple[Sector, ...]
    records: tuple
    more: int


@dataclass(frozen=True)
class Matches:
    """The best matches; `total` counts them all."""

    shown: tuple[Match, ...]
    total: int


def rule_in_words() -> str:
    return _(
        "Regions of the other country without a recorded tie that work in the same sectors: a "
        "partnership in force, a signed agreement or a programme under way names the sector and "
        "has a party in the region. The more sectors are shared, the earlier."
    )


def matches(region, user) -> Matches:
    """The matches of a region among what `user` may see, most shared sectors first.

    A fixed number of queries, whatever is recorded.
    """
    works = _works(user)
    own = {sector for code, sector, _record in works if code == region.code}
    other = Country.JAPAN if region.country == Country.INDIA else Country.INDIA
    tied = _tied_with(region, user)
    found: dict[str, dict[int, set]] = defaultdict(lambda: defaultdict(set))
    for code, sector, record in works:
        if sector in own and code.startswith(other) and code not in tied:
            found[code][sector].add(record)
    best = sorted(found, key=lambda code: (-len(found[code]), code))
    return Matches(_told({code: found[code] for code in best[:MOST]}, user), len(best))


def _works(user) -> list[tuple[str, int, tuple[int, int]]]:
    """(region, sector, record) of every party in a region of a record that names a sector."""
    kinds = []
    for model, rows, link, counts in _KINDS:
        active = model.objects.visible_to(user).filter(sectors__isnull=False, **counts)
        named = rows.objects.visible_to(user).filter(
            organisation__region__isnull=False, **{f"{link}__in": active.order_by().values("pk")}
        )
        kinds.append((named, ("organisation__region__code", f"{link}__sectors", link)))
    return [
        (code, sector, (kind, key))
        for kind, found in enumerate(read_columns(*kinds))
        for code, sector, key in found
    ]


def _tied_with(region, user) -> set[str]:
    found = pairs(Partnership.objects.visible_to(user), user)
    return {
        code
        for pair in found
        if region.code in (pair.state, pair.prefecture)
        for code in (pair.state, pair.prefecture)
    }


def _told(found: dict[str, dict[int, set]], user) -> tuple[Match, ...]:
    """The matches with their regions, sectors and records, read at once."""
    wanted = {sector for sectors in found.values() for sector in sectors}
    chosen = {
        code: sorted({record for records in by_sector.values() for record in records})
        for code, by_sector in found.items()
    }
    told, sectors, *kinds = read_together(
        Region.objects.filter(code__in=found),
        Sector.objects.filter(pk__in=wanted).for_reading(),
        *_records([key for keys in chosen.values() for key in keys[:MOST_RECORDS]], user),
    )
    regions = {region.code: region for region in told}
    read = {(kind, one.pk): one for kind, records in enumerate(kinds) for one in records}
    return tuple(
        Match(
            regions[code],
            tuple(sector for sector in sectors if sector.pk in found[code]),
            tuple(read[key] for key in keys[:MOST_RECORDS]),
            max(len(keys) - MOST_RECORDS, 0),
        )
        for code, keys in chosen.items()
    )


def _records(keys, user):
    """The records of each kind by their keys."""
    for kind, (model, *_rest) in enumerate(_KINDS):
        asked = [key for number, key in keys if number == kind]
        yield model.objects.visible_to(user).filter(pk__in=asked)
