from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.attachments import FILES, HoldsFiles
from partnerships.admin.base import ACCORDING_TO_WHOM, IN_LANGUAGES
from partnerships.admin.evidence import FigureRows
from partnerships.admin.follow_ups import SetOfFollowUps
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.admin.meetings import (
    COUNTS_TOWARDS,
    DECLARED,
    HEADCOUNT,
    WHO_SEES_A_MEETING,
    MeetingAdmin,
    PartyRows,
    PeopleRows,
)
from partnerships.admin.rows import RowsInBlocks
from partnerships.admin.sub_parties import SubPartiesAdded, SubPartyRows
from partnerships.models import Attendance, DelegationParty, Stop


class DelegationPartyRows(PartyRows):
    model = DelegationParty
    one_needed = _("Name at least one party: who travels, or who is visited.")


class StopRows(RowsInBlocks):
    model = Stop
    fields = [("order", "date", "place", "country"), ("region", "host", "purpose")]
    named_by = ("region", "host__region")
    extra_when_new = 1


class DelegationPeopleRows(PeopleRows):
    model = Attendance


class DelegationAdmin(HoldsFiles, SetOfFollowUps, SubPartiesAdded, MeetingAdmin):
    intro = _(
        "A delegation is a journey: somebody travelled between the countries, or met in a third "
        "one. People who met or gathered, at home, abroad or by telephone, are an event."
    )
    sections = (
        section(_("What"), "title", ("direction", "status")),
        section(_("When"), ("start", "end"), "date_remark", note=DATES_UNDERSTOOD),
        section(
            _("Who"), DelegationPartyRows, DelegationPeopleRows, HEADCOUNT, DECLARED, SubPartyRows
        ),
        section(_("Where"), StopRows),
        section(_("What for, and with what result"), "purpose", "outcome", FigureRows),
        section(
            _("What it belongs to"),
            "sectors", "initiatives", *COUNTS_TOWARDS, "parent", "answers",
        ),
        FILES,
        IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_A_MEETING,
    )  # fmt: skip
    list_links = ("parties", "attendances")
    list_display = ["named", "when", "who", "led_by", "status", "visibility"]
    list_filter = ["status", "direction", "visibility"]

    @admin.display(description=_("led by"))
    def led_by(self, record):
        return ", ".join(str(row) for row in record.attendances.all() if row.leads) or "-"
