"""Every model of the register and the admin that edits it; rows are edited with their record."""

from django.contrib import admin
from django.contrib.auth.models import Group

from partnerships import models
from partnerships.admin.access import AccessEventAdmin
from partnerships.admin.accounts import (
    AccountAdmin,
    OfficeAdmin,
    ReferenceCounterAdmin,
    ReminderAdmin,
    SeededRowAdmin,
)
from partnerships.admin.agreements import AgreementAdmin
from partnerships.admin.delegations import DelegationAdmin
from partnerships.admin.events import EventAdmin
from partnerships.admin.follow_ups import FollowUpTemplateAdmin
from partnerships.admin.importing.batches import ImportBatchAdmin
from partnerships.admin.initiatives import InitiativeAdmin
from partnerships.admin.merges import MergedRecordAdmin
from partnerships.admin.organisations import OrganisationAdmin
from partnerships.admin.pairs import PartnershipAdmin
from partnerships.admin.people import PersonAdmin, PostAdmin
from partnerships.admin.pledges import PledgeAdmin
from partnerships.admin.programmes import ExchangeProgrammeAdmin
from partnerships.admin.regions import AllRegionsAdmin, RegionAdmin
from partnerships.admin.sectors import SectorAdmin
from partnerships.admin.sources import SourceAdmin
from partnerships.admin.targets import TargetAdmin

ADMINS = {
    models.Delegation: DelegationAdmin,
    models.Event: EventAdmin,
    models.Agreement: AgreementAdmin,
    models.Partnership: PartnershipAdmin,
    models.Initiative: InitiativeAdmin,
    models.ExchangeProgramme: ExchangeProgrammeAdmin,
    models.Pledge: PledgeAdmin,
    models.Target: TargetAdmin,
    models.Organisation: OrganisationAdmin,
    models.Person: PersonAdmin,
    models.Post: PostAdmin,
    models.Source: SourceAdmin,
    models.State: RegionAdmin,
    models.Prefecture: RegionAdmin,
    models.Region: AllRegionsAdmin,
    models.Sector: SectorAdmin,
    models.FollowUpTemplate: FollowUpTemplateAdmin,
    models.User: AccountAdmin,
    models.Office: OfficeAdmin,
    models.AccessEvent: AccessEventAdmin,
    models.ImportBatch: ImportBatchAdmin,
    models.MergedRecord: MergedRecordAdmin,
    models.ReferenceCounter: ReferenceCounterAdmin,
    models.Reminder: ReminderAdmin,
    models.SeededRow: SeededRowAdmin,
}


def register() -> None:
    """Tell Django's admin of all of them; called once at start.

    Groups are taken out, which Django registers: rights come from offices.
    """
    admin.site.unregister(Group)
    for model, admin_class in ADMINS.items():
        admin.site.register(model, admin_class)
