"""Declared against named: members of initiatives, parties of meetings and agreements."""

from dataclasses import dataclass

from django.db.models import F

from partnerships.choices import MembershipStanding, OrganisationKind, PartyRole
from partnerships.models import Initiative

#: Those who convene or witness are not among the parties that a meeting declares.
CONVENING_ROLES = (PartyRole.HOST, PartyRole.OBSERVER)
CONVENING_KINDS = (OrganisationKind.NATIONAL_GOVERNMENT, OrganisationKind.EMBASSY)


@dataclass(frozen=True)
class Declared:
    """How many were declared, which are named, and how many places stay empty.

    `declared` is None where nobody said a number; then `unnamed` is 0. `reported` counts the
    named ones that rest on another report than the declaration itself.
    """

    declared: int | None
    named: tuple
    reported: int = 0

    @property
    def unnamed(self) -> int:
        return max((self.declared or 0) - len(self.named), 0)


@dataclass(frozen=True)
class Identified:
    """An initiative that declares a number of members, and how many of them are named."""

    initiative: Initiative
    named: int

    @property
    def unnamed(self) -> int:
        return max((self.initiative.declared_size or 0) - self.named, 0)


def with_unnamed_members(user, most: int) -> list[Identified]:
    """The first few initiatives with declared members that no record names, in one query.

    The names behind each number stand on the initiative's page.
    """
    declaring = Initiative.objects.visible_to(user).with_member_count(user).for_reading()
    lacking = declaring.filter(declared_size__gt=F("named_count"))
    return [Identified(initiative, initiative.named_count) for initiative in lacking[:most]]


def members_of(initiative, rows) -> Declared:
    """`rows` are the memberships a reader may see; hosts and examples do not fill a place."""
    named = tuple(row for row in rows if row.is_declared_member)
    reported = sum(row.standing == MembershipStanding.REPORTED for row in named)
    return Declared(initiative.declared_size, named, reported)


def parties_of(meeting, rows) -> Declared:
    """Named parties of a delegation or event, without those who convene or govern a country."""
    named = tuple(
        row
        for row in rows
        if row.role not in CONVENING_ROLES and row.organisation.kind not in CONVENING_KINDS
    )
    return Declared(meeting.declared_parties, named)


def signatories_of(agreement, rows) -> Declared:
    """Named parties of an agreement, without embassies and national governments beside them."""
    named = tuple(row for row in rows if row.party.kind not in CONVENING_KINDS)
    return Declared(agreement.declared_parties, named)
