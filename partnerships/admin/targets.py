from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, TITLES_IN_LANGUAGES, WHO_SEES_IT, RecordAdmin
from partnerships.admin.evidence import FigureRows
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.dates import span_display


class TargetAdmin(RecordAdmin):
    intro = _("A target is a goal that somebody set, with its number, its period and its source.")
    sections = (
        section(
            _("What is aimed at"),
            "title", ("value_number", "value_basis", "value_text"), ("unit", "hedge"),
            "counting_rule",
        ),
        section(_("By when"), ("start", "end"), "period_text", note=DATES_UNDERSTOOD),
        section(_("Of what"), "initiative", "partnership", "region", "sectors"),
        section(_("What was reported"), FigureRows),
        TITLES_IN_LANGUAGES,
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )  # fmt: skip
    list_links = ("initiative", "partnership", "region")
    list_display = ["named", "aim", "when", "of", "hedge", "visibility"]
    list_filter = ["hedge", "visibility"]

    @admin.display(description=_("value"), ordering="value_number")
    def aim(self, record):
        return record.value_in_words

    @admin.display(description=_("period"), ordering="start_earliest")
    def when(self, record):
        return record.period_text or span_display(record.start, record.end)

    @admin.display(description=_("of"))
    def of(self, record):
        return record.initiative or record.partnership or record.region
