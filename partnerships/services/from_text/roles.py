"""The part each accepted party plays: by the side that travels, by who hosts, by who signs."""

from partnerships.choices import PartyRole
from partnerships.services.from_text.items import Proposal
from partnerships.services.from_text.naming import TRAVELLING

Row = dict[str, object]
_ORDER = list(PartyRole)


def of_delegation(parties: list[Proposal], direction: str) -> list[Row]:
    """The first party of the side that travels leads, others of it send; regions visited host."""
    travelling = TRAVELLING.get(direction)
    rows: list[tuple[PartyRole, Row]] = []
    leads = False
    for party in _recorded(parties):
        role = _role(party, travelling, leads)
        leads = leads or role == PartyRole.LEAD
        rows.append((role, {"organisation": party.record, "role": role}))
    return [row for _part, row in sorted(rows, key=lambda row: _ORDER.index(row[0]))]


def _role(party: Proposal, travelling, leads: bool) -> PartyRole:
    country, is_region = party.parts["country"], "as_place" in party.parts
    if not travelling or not country:
        return PartyRole.HOST if party.parts["hosts"] else PartyRole.PARTICIPANT
    if country == travelling:
        if not is_region:
            return PartyRole.PARTICIPANT
        return PartyRole.SENDER if leads else PartyRole.LEAD
    return PartyRole.HOST if is_region or party.parts["hosts"] else PartyRole.PARTICIPANT


def of_event(parties: list[Proposal]) -> list[Row]:
    """Those take part whom no words call the host."""
    return [
        {
            "organisation": party.record,
            "role": PartyRole.HOST if party.parts["hosts"] else PartyRole.PARTICIPANT,
        }
        for party in _recorded(parties)
    ]


def of_agreement(parties: list[Proposal], people: list[Proposal]) -> list[Row]:
    """A signature of each party, by the first person whom the text gives to it."""
    rows: list[Row] = []
    for party in _recorded(parties):
        signing = next((one for one in people if one.parts["organisation"] == party.record), None)
        by = {name: signing.parts[name] for name in ("person", "name", "title")} if signing else {}
        rows.append({"organisation": party.record, **by})
    return rows


def _recorded(parties: list[Proposal]) -> list[Proposal]:
    return [party for party in parties if party.record]
