"""What the forms of delegations and events share."""

from dataclasses import replace

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from partnerships.admin.announcing import BOXES, AnnouncedForm
from partnerships.admin.base import WHO_SEES_IT, RecordAdmin, site_address
from partnerships.admin.forms import EditForm
from partnerships.admin.from_text import LoggedFromText
from partnerships.admin.rows import RowsInBlocks
from partnerships.admin.stages import StatesAtOnce
from partnerships.choices import PartyRole
from partnerships.dates import span_display
from partnerships.metrics.replies import replies_of
from partnerships.services import repeating

HEADCOUNT = ("headcount_number", "headcount_basis", "headcount_text")
DECLARED = ("declared_parties", "declared_parties_text")
COUNTS_TOWARDS = ("partnerships", "partnerships_chosen")
WHO_SEES_A_MEETING = replace(WHO_SEES_IT, parts=(*WHO_SEES_IT.parts, *BOXES))


class MeetingForm(AnnouncedForm, EditForm):
    def clean(self):
        """Choosing partnerships is choosing by hand, also when the box beside is not ticked."""
        cleaned = super().clean()
        if "partnerships" in self.changed_data and "partnerships_chosen" not in self.changed_data:
            cleaned["partnerships_chosen"] = True
        return cleaned


class PartyRows(RowsInBlocks):
    fields = [("organisation", "role", "remark"), (*HEADCOUNT, "reply", "reply_by")]
    named_by = ("organisation__region",)
    extra_when_new = 2

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.form.base_fields["headcount_number"].label = _("Head-count")
        return formset


class PeopleRows(RowsInBlocks):
    fields = [("person", "name", "title"), ("organisation", "order", "leads")]
    named_by = ("person",)
    extra_when_new = 1


class MeetingAdmin(LoggedFromText, StatesAtOnce, RecordAdmin):
    form = MeetingForm
    list_links = ("parties",)

    def saving(self, request, form):
        return {**super().saving(request, form), "announced": form.announced}

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.repeat_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_repeat"
        return [path("<path:object_id>/repeat/", view, name=name), *super().get_urls()]

    def repeat_view(self, request, object_id):
        """The add form filled with what this meeting and the next have in common."""
        record = self._visible_or_404(request, object_id)
        return self.open_filled(request, repeating.as_new(record, request.user))

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not self.has_add_permission(request):
            return tools
        return [
            *tools,
            {"label": _("Repeat it as a new one"), "url": self._page("repeat", record.pk)},
        ]

    def panels(self, request, record):
        """Who answered the invitation, once somebody was invited."""
        beside = super().panels(request, record)
        if record is None or record.pk is None:
            return beside
        rows = record.parties.visible_to(request.user).for_reading()
        replies = replies_of(rows, request.today)
        if not replies.invited.rows:
            return beside
        return [*beside, {"template": "admin/partnerships/replies_panel.html", "replies": replies}]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new record offers a row for the lead and one for the host."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PartyRows) and (obj is None or obj.pk is None):
            options.setdefault("initial", [{"role": PartyRole.LEAD}, {"role": PartyRole.HOST}])
        return options

    @admin.display(description=gettext_lazy("when"), ordering="start_earliest")
    def when(self, record):
        return span_display(record.start, record.end)

    @admin.display(description=gettext_lazy("parties"))
    def who(self, record):
        """Who travels or gathers → who receives them; the others after them."""
        hosts = record.parties_in(PartyRole.HOST)
        others = [row for row in record.parties.all() if row.role != PartyRole.HOST]
        sides = [", ".join(str(row.organisation) for row in rows) for rows in (others, hosts)]
        return " → ".join(filter(None, sides)) or "-"

    def told_after(self, request, record):
        return [*super().told_after(request, record), self._told_partnerships(request, record)]

    def _told_partnerships(self, request, record):
        found = list(record.partnerships.visible_to(request.user))
        if not found:
            return _("It counts towards no partnership yet.")
        links = format_html_join(
            ", ", '<a href="{}">{}</a>', ((site_address(tie) or "#", tie) for tie in found)
        )
        told = ngettext(
            "It counts towards the partnership {links}.",
            "It counts towards the partnerships {links}.",
            len(found),
        )
        return format_html(told, links=links)
