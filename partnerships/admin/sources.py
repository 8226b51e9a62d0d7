from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import WHO_SEES_IT, RecordAdmin
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section


class SourceAdmin(RecordAdmin):
    intro = _("A page, release, paper or statement that facts rest on.")
    sections = (
        section(
            _("What"),
            "title",
            ("publisher", "level"),
            ("published", "source_language"),
            note=DATES_UNDERSTOOD,
        ),
        section(_("Where it is found"), "url", "file_name", "remark"),
        WHO_SEES_IT,
    )  # fmt: skip
    list_display = ["title", "publisher", "when", "level", "visibility"]
    list_filter = ["level", "source_language", "visibility"]

    @admin.display(description=_("published"), ordering="published_earliest")
    def when(self, record):
        return record.published.display()
