from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, IN_LANGUAGES
from partnerships.admin.evidence import FigureRows
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
from partnerships.models import EventAttendance, EventParty


class EventPartyRows(PartyRows):
    model = EventParty


class EventPeopleRows(PeopleRows):
    model = EventAttendance


class EventAdmin(MeetingAdmin):
    intro = _(
        "An event is people who met or gathered, at home, abroad or by telephone. If somebody "
        "travelled between the countries for it, log the journey as a delegation and name it here."
    )
    sections = (
        section(_("What"), "title", ("kind", "kind_as_stated"), "stage"),
        section(
            _("When"),
            ("start", "end"), ("start_time", "end_time", "time_zone"), "date_remark",
            note=DATES_UNDERSTOOD,
        ),
        section(_("Where"), "place", ("country", "region")),
        section(_("Who"), EventPartyRows, EventPeopleRows, HEADCOUNT, DECLARED, "delegations"),
        section(_("What for, and with what result"), "purpose", "outcome", FigureRows),
        section(_("What it belongs to"), "sectors", "initiatives", *COUNTS_TOWARDS),
        IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_A_MEETING,
    )  # fmt: skip
    list_display = ["named", "when", "who", "kind", "stage", "visibility"]
    list_filter = ["stage", "kind", "visibility"]
