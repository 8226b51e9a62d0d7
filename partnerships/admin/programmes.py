from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, IN_LANGUAGES, WHO_SEES_IT, RecordAdmin
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.admin.rows import RowsInBlocks, RowsInTable
from partnerships.admin.stages import StatesAtOnce
from partnerships.dates import span_display
from partnerships.models import Cohort, ProgrammeParty


class ProgrammePartyRows(RowsInTable):
    model = ProgrammeParty
    fields = ["organisation", "role", "remark"]
    named_by = ("organisation__region",)
    extra_when_new = 2


class CohortRows(RowsInBlocks):
    model = Cohort
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("start", "end", "period_text"),
                    ("planned_number", "planned_basis", "planned_text"),
                    ("actual_number", "actual_basis", "actual_text"),
                    "remark",
                ]
            },
        )
    ]


class ExchangeProgrammeAdmin(StatesAtOnce, RecordAdmin):
    intro = _("A programme sends people, again and again; each group that goes is a cohort.")
    sections = (
        section(_("What"), "title", ("kind", "kind_as_stated"), ("direction", "stage"), "summary"),
        section(_("When"), ("start", "end"), "period_text", note=DATES_UNDERSTOOD),
        section(_("Who"), ProgrammePartyRows),
        section(_("How many"), CohortRows, FigureRows),
        section(_("What it belongs to"), "sectors", "initiatives", "partnerships", "agreements"),
        IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )
    list_links = ("parties",)
    list_display = ["named", "when", "who", "kind", "direction", "stage", "visibility"]
    list_filter = ["stage", "kind", "direction", "visibility"]

    @admin.display(description=_("when"), ordering="start_earliest")
    def when(self, record):
        return span_display(record.start, record.end)

    @admin.display(description=_("parties"))
    def who(self, record):
        return ", ".join(str(row.organisation) for row in record.parties.all()) or "-"
