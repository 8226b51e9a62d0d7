"""Follow-ups and notes as rows of every record, and the set of steps before a departure."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.autocomplete import NamedSelect
from partnerships.admin.folding import FoldedForm, FoldedRows
from partnerships.admin.forms import DATES_AGAIN, RowForm
from partnerships.admin.history import version_in
from partnerships.admin.layout import section
from partnerships.admin.office_rows import OfficeRowForm, OfficeRows
from partnerships.admin.scope import AdministratorsAdmin
from partnerships.admin.versions import in_words
from partnerships.models import FollowUp, Note
from partnerships.models.accounts import colleagues_of
from partnerships.models.visibility import is_administrator
from partnerships.services import follow_ups
from partnerships.services.records import StaleVersion


class PaperForm(OfficeRowForm, FoldedForm, RowForm):
    def own_office(self):
        """That of the record for who writes for none: an administrator."""
        return super().own_office() or self.record.office


class FollowUpForm(PaperForm):
    line = (("what",), ("due",), ("office", "person"), ("done_on", "visibility"))
    labelled = ("due", "done_on")

    def clean(self):
        """Who enters the day on which it was done is the one who did it."""
        cleaned = super().clean()
        if "done_on" in self.changed_data:
            self.instance.done_by = self.user if cleaned.get("done_on") else None
        return cleaned


class NoteForm(PaperForm):
    line = (("text",), ("office",), ("visibility",))

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None:
            self.instance.author = self.user
        return cleaned


class PaperRows(OfficeRows, FoldedRows):
    named_by = ("office",)


class FollowUpRows(PaperRows):
    model = FollowUp
    form = FollowUpForm
    fields = [("what", "due", "office", "person", "done_on", "visibility")]

    def get_autocomplete_fields(self, request):
        """Accounts are looked up by administrators alone; others choose among their colleagues."""
        found = super().get_autocomplete_fields(request)
        return found if is_administrator(request.user) else [n for n in found if n != "person"]

    def formfield_for_foreignkey(self, db_field, request, **options):
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "person" and not is_administrator(request.user):
            field.widget = NamedSelect()
            field.queryset = colleagues_of(request.user)
            field.choices = list(field.choices)  # read once for all rows
        return field


class NoteRows(PaperRows):
    model = Note
    form = NoteForm
    fields = ["text", ("office", "visibility")]


PAPERS = section(
    gettext_lazy("What is to be done, and notes"), FollowUpRows, NoteRows, note=DATES_AGAIN
)


class PapersOnForm:
    """The section of follow-ups and notes on the form of every record, before the last one."""

    def get_sections(self, request, obj=None):
        sections = super().get_sections(request, obj)
        last = len(self.sections) - 1
        return (*sections[:last], PAPERS, *sections[last:])


class SetOfFollowUps:
    """Adds the set of a delegation's direction, after a page that shows the steps and days."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.add_set_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_add_set"
        return [path("<path:object_id>/add-follow-ups/", view, name=name), *super().get_urls()]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not self.has_change_permission(request, record):
            return tools
        tool = {
            "label": _("Add the follow-ups before a departure"),
            "url": self._page("add_set", record.pk),
        }
        return [*tools, tool]

    def add_set_view(self, request, object_id):
        record = self._visible_or_404(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return self._add_set(request, record)
        steps = follow_ups.steps_for(record, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Follow-ups before a departure"),
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "steps": steps,
            "adding": sum(not step.is_there for step in steps),
            "is_undated": any(not step.due.is_known for step in steps),
        }
        return TemplateResponse(request, "admin/partnerships/add_follow_ups.html", context)

    def _add_set(self, request, record):
        try:
            added = follow_ups.add_set(
                record, by=request.user, expected_version=version_in(request.POST)
            )
        except (StaleVersion, ValidationError) as refusal:
            self.message_user(request, in_words(refusal), messages.ERROR)
            return HttpResponseRedirect(self._page("add_set", record.pk))
        told = ngettext(
            "%(number)d follow-up was added.", "%(number)d follow-ups were added.", added
        )
        self.message_user(request, told % {"number": added}, messages.SUCCESS)
        return HttpResponseRedirect(self._page("change", record.pk))


class FollowUpTemplateAdmin(AdministratorsAdmin):
    fields = [("direction", "days_before"), "what"]
    search_fields = ["what"]
    list_display = ["what", "direction", "days_before"]
    list_filter = ["direction"]
