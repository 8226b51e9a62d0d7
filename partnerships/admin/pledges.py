from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.admin.base import ACCORDING_TO_WHOM, WHO_SEES_IT, RecordAdmin
from partnerships.admin.forms import DATES_UNDERSTOOD
from partnerships.admin.layout import section
from partnerships.admin.reviewing import Reviewing
from partnerships.admin.rows import RowsInBlocks
from partnerships.models import PledgeReview

#: Other reasons are for colleagues alone; this one tells the public why a promise is late.
WHO_READS_WHY = _("Whoever sees the pledge reads the reason for which its due date was moved.")


class ReviewRows(RowsInBlocks):
    model = PledgeReview
    fields = [("day", "found"), "remark"]


class PledgeAdmin(Reviewing, RecordAdmin):
    intro = _(
        "A pledge is what one party promised another. Name the meeting or paper it was made in, "
        "and cite the source whose words it follows."
    )
    sections = (
        section(_("What was promised"), "text", "quote", "quote_language"),
        section(_("By whom to whom"), "made_by", "made_to"),
        section(_("Where it was made"), "delegation", "event", "agreement"),
        section(
            _("When, and by when"),
            ("made", "due"),
            note=format_lazy("{} {}", DATES_UNDERSTOOD, WHO_READS_WHY),
        ),
        section(
            _("What became of it"),
            ("state", "responsible_office"), "evidence", "dropped_because", ReviewRows,
        ),
        ACCORDING_TO_WHOM,
        WHO_SEES_IT,
    )  # fmt: skip
    list_links = ("made_by", "made_to")
    list_display = ["named", "made_by", "made_to", "due_when", "state", "visibility"]
    list_filter = ["state", "responsible_office", "visibility"]

    def panels(self, request, record):
        """How the due date was moved, once it was."""
        beside = super().panels(request, record)
        if record is None or record.pk is None:
            return beside
        changes = list(record.due_changes.for_reading())
        if not changes:
            return beside
        panel = {"template": "admin/partnerships/due_changes_panel.html", "changes": changes}
        return [*beside, panel]

    @property
    def folded_name(self) -> str:
        return "text_folded"

    @admin.display(description=_("due"), ordering="due_earliest")
    def due_when(self, record):
        return record.due.display()
