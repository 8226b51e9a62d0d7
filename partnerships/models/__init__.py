"""The records of India-Japan subnational partnerships; one module a concept."""

from partnerships.models.access import AccessEvent
from partnerships.models.accounts import Office, OfficeMember, User
from partnerships.models.agreements import Agreement, Signature
from partnerships.models.attachments import Attachment
from partnerships.models.changes import Change
from partnerships.models.contacts import Contact
from partnerships.models.delegations import (
    Attendance,
    Delegation,
    DelegationParty,
    Stop,
)
from partnerships.models.error_reports import ErrorReport
from partnerships.models.events import Event, EventAttendance, EventParty
from partnerships.models.follow_ups import FollowUp, FollowUpTemplate, Note
from partnerships.models.handovers import Handover
from partnerships.models.imports import ImportBatch, ImportedRow
from partnerships.models.initiatives import Initiative, InitiativeAim, Membership
from partnerships.models.invitations import Invitation
from partnerships.models.merges import MergedRecord
from partnerships.models.organisations import Organisation
from partnerships.models.pairs import Partnership, PartnershipParty
from partnerships.models.people import Holding, Person, Post
from partnerships.models.pledges import Pledge, PledgeDueChange, PledgeReview
from partnerships.models.programmes import Cohort, ExchangeProgramme, ProgrammeParty
from partnerships.models.regions import (
    Prefecture,
    Region,
    RegionAlias,
    RegionSuccession,
    State,
)
from partnerships.models.register import ReferenceCounter, Reminder, SeededRow
from partnerships.models.sectors import Sector
from partnerships.models.signing_in import OpenIdIdentity, RecoveryCode, SignInTry
from partnerships.models.sources import Citation, Source
from partnerships.models.targets import Figure, Target

__all__ = [
    "AccessEvent",
    "Agreement",
    "Attachment",
    "Attendance",
    "Change",
    "Citation",
    "Cohort",
    "Contact",
    "Delegation",
    "DelegationParty",
    "ErrorReport",
    "Event",
    "EventAttendance",
    "EventParty",
    "ExchangeProgramme",
    "Figure",
    "FollowUp",
    "FollowUpTemplate",
    "Handover",
    "Holding",
    "ImportBatch",
    "ImportedRow",
    "Initiative",
    "InitiativeAim",
    "Invitation",
    "Membership",
    "MergedRecord",
    "Note",
    "Office",
    "OfficeMember",
    "OpenIdIdentity",
    "Organisation",
    "Partnership",
    "PartnershipParty",
    "Person",
    "Pledge",
    "PledgeDueChange",
    "PledgeReview",
    "Post",
    "Prefecture",
    "ProgrammeParty",
    "RecoveryCode",
    "ReferenceCounter",
    "Region",
    "RegionAlias",
    "RegionSuccession",
    "Reminder",
    "Sector",
    "SeededRow",
    "SignInTry",
    "Signature",
    "Source",
    "State",
    "Stop",
    "Target",
    "User",
]
