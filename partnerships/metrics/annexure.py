"""Every tie between a state and a prefecture with what it rests on: one row an instrument."""

from collections import defaultdict
from dataclasses import dataclass

from partnerships.choices import Country, Stage
from partnerships.metrics.pairs import Pair, pairs
from partnerships.models import Agreement, Organisation, Partnership, Region


@dataclass(frozen=True)
class Instrument:
    """A pair of regions, the partnership that ties them, and an agreement of it; None without.

    `number` counts the rows from 1. `through` are the parties by which regions are tied that are
    no party themselves.
    """

    number: int
    state: Region
    prefecture: Region
    tie: Partnership
    agreement: Agreement | None
    through: tuple[Organisation, ...]


@dataclass(frozen=True)
class Annexure:
    """`unpaired` are ties without a region on one of their sides."""

    rows: tuple[Instrument, ...]
    unpaired: tuple[Partnership, ...]


def annexure(user) -> Annexure:
    """All established ties that `user` may see, by state, prefecture and date of signing.

    Of each the signed agreements that no other signed one renewed. Six queries for any number.
    """
    found = Partnership.objects.visible_to(user).established()
    ties = {tie.pk: tie for tie in found.for_reading().prefetch_visible(user, "parties")}
    paired = pairs(found, user)
    regions = {region.code: region for region in Region.objects.all()} if paired else {}
    agreements = _agreements(found, user)
    rows: list[Instrument] = []
    for pair in paired:
        tie = ties[pair.partnership]
        ends = regions[pair.state], regions[pair.prefecture]
        for agreement in agreements[tie.pk] or [None]:
            rows.append(Instrument(len(rows) + 1, *ends, tie, agreement, _through(tie, pair)))
    named = {pair.partnership for pair in paired}
    return Annexure(tuple(rows), tuple(tie for key, tie in ties.items() if key not in named))


def _agreements(ties, user) -> dict[int, list]:
    signed = Agreement.objects.visible_to(user).filter(
        stage=Stage.DONE, partnership__in=ties.order_by().values("pk")
    )
    found: dict[int, list] = defaultdict(list)
    for agreement in signed.with_renewals(user).filter(is_renewed=False).oldest_first():
        found[agreement.partnership_id].append(agreement)
    return found


def _through(tie, pair: Pair) -> tuple[Organisation, ...]:
    if pair.own:
        return ()
    parties = (*tie.side(Country.INDIA), *tie.side(Country.JAPAN))
    return tuple(one for one in parties if not one.is_regional_government)
