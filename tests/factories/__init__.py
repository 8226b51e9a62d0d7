"""A factory for every model: the least that makes a valid row, traits for the rest.

All names are made up and look it. Related records are asked for by name, never made unasked.
"""

from tests.factories.accounts import (
    HandoverFactory,
    InvitationFactory,
    OfficeFactory,
    OfficeMemberFactory,
    OpenIdIdentityFactory,
    RecoveryCodeFactory,
    SignInTryFactory,
    UserFactory,
)
from tests.factories.agreements import AgreementFactory, SignatureFactory
from tests.factories.attachments import AttachmentFactory
from tests.factories.delegations import (
    AttendanceFactory,
    DelegationFactory,
    DelegationPartyFactory,
    StopFactory,
)
from tests.factories.events import EventAttendanceFactory, EventFactory, EventPartyFactory
from tests.factories.follow_ups import (
    ErrorReportFactory,
    FollowUpFactory,
    FollowUpTemplateFactory,
    NoteFactory,
)
from tests.factories.initiatives import (
    InitiativeAimFactory,
    InitiativeFactory,
    MembershipFactory,
)
from tests.factories.organisations import (
    OrganisationFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)
from tests.factories.pairs import PartnershipFactory, PartnershipPartyFactory
from tests.factories.people import ContactFactory, HoldingFactory, PersonFactory, PostFactory
from tests.factories.pledges import PledgeDueChangeFactory, PledgeFactory, PledgeReviewFactory
from tests.factories.programmes import (
    CohortFactory,
    ExchangeProgrammeFactory,
    ProgrammePartyFactory,
)
from tests.factories.regions import (
    PrefectureFactory,
    RegionAliasFactory,
    RegionFactory,
    RegionSuccessionFactory,
    StateFactory,
)
from tests.factories.register import (
    AccessEventFactory,
    ChangeFactory,
    ImportBatchFactory,
    ImportedRowFactory,
    MergedRecordFactory,
    ReferenceCounterFactory,
    ReminderFactory,
    SeededRowFactory,
)
from tests.factories.sectors import SectorFactory
from tests.factories.sources import CitationFactory, SourceFactory
from tests.factories.targets import FigureFactory, TargetFactory

__all__ = [
    "AccessEventFactory",
    "AgreementFactory",
    "AttachmentFactory",
    "AttendanceFactory",
    "ChangeFactory",
    "CitationFactory",
    "CohortFactory",
    "ContactFactory",
    "DelegationFactory",
    "DelegationPartyFactory",
    "ErrorReportFactory",
    "EventAttendanceFactory",
    "EventFactory",
    "EventPartyFactory",
    "ExchangeProgrammeFactory",
    "FigureFactory",
    "FollowUpFactory",
    "FollowUpTemplateFactory",
    "HandoverFactory",
    "HoldingFactory",
    "ImportBatchFactory",
    "ImportedRowFactory",
    "InitiativeAimFactory",
    "InitiativeFactory",
    "InvitationFactory",
    "MembershipFactory",
    "MergedRecordFactory",
    "NoteFactory",
    "OfficeFactory",
    "OfficeMemberFactory",
    "OpenIdIdentityFactory",
    "OrganisationFactory",
    "PartnershipFactory",
    "PartnershipPartyFactory",
    "PersonFactory",
    "PledgeDueChangeFactory",
    "PledgeFactory",
    "PledgeReviewFactory",
    "PostFactory",
    "PrefectureFactory",
    "PrefectureGovernmentFactory",
    "ProgrammePartyFactory",
    "RecoveryCodeFactory",
    "ReferenceCounterFactory",
    "RegionAliasFactory",
    "RegionFactory",
    "RegionSuccessionFactory",
    "ReminderFactory",
    "SectorFactory",
    "SeededRowFactory",
    "SignInTryFactory",
    "SignatureFactory",
    "SourceFactory",
    "StateFactory",
    "StateGovernmentFactory",
    "StopFactory",
    "TargetFactory",
    "UserFactory",
]
