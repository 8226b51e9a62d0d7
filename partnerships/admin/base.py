"""What the admin of every record shares."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.completeness import CompletenessShown
from partnerships.admin.evidence import CitationRows
from partnerships.admin.follow_ups import PapersOnForm
from partnerships.admin.history import HistoryPages
from partnerships.admin.importing.sections import ImportTool
from partnerships.admin.layout import section
from partnerships.admin.lists import FoldedSearch
from partnerships.admin.lookalikes import LookAlikesBeside
from partnerships.admin.merging import MergePages
from partnerships.admin.saving import SavingAdmin
from partnerships.admin.seen_by import SeenByShown
from partnerships.admin.sight import AsksBeforeSightChanges
from partnerships.admin.versions import SeenVersions
from partnerships.models.languages import SUMMARIES, TITLES
from partnerships.models.visibility import is_administrator
from partnerships.services import ownership, records, reference
from partnerships.services.told import names_told

ACCORDING_TO_WHOM = section(gettext_lazy("According to whom"), CitationRows)
TITLES_IN_LANGUAGES = section(
    gettext_lazy("In other languages"),
    *TITLES,
    fold=gettext_lazy("Write the title in another language"),
)
IN_LANGUAGES = section(
    gettext_lazy("In other languages"),
    *TITLES,
    *SUMMARIES,
    fold=gettext_lazy("Write the title or a summary in another language"),
)
WHO_SEES_IT = section(
    gettext_lazy("Who sees it"), "visibility", "office", ("public_from", "language")
)


class FoundAdmin(ImportTool, FoldedSearch, SavingAdmin):
    """What is not there and what is hidden are answered alike."""

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def view_on_site(self, record):
        return site_address(record)

    def told_after(self, request, record):
        address = site_address(record)
        if not address:
            return []
        return [format_html('<a href="{}">{}</a>.', address, _("View on site"))]


def site_address(record) -> str | None:
    """The public page of a record, None for a kind without one."""
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return None


class RecordAdmin(
    AsksBeforeSightChanges,
    SeenByShown,
    SeenVersions,
    CompletenessShown,
    MergePages,
    LookAlikesBeside,
    PapersOnForm,
    HistoryPages,
    FoundAdmin,
):
    """A browsable record: saved, removed and restored by the one write path."""

    actions = ["merge_two"]

    @admin.display(description=gettext_lazy("reference and title"), ordering="reference")
    def named(self, record):
        return str(record)

    def write(self, request, form, relations):
        return records.save(form.instance, relations, **self.saving(request, form))

    def saving(self, request, form) -> dict:
        """What the write path is told beside the record; add to `super()`."""
        return {
            "by": request.user,
            "expected_version": form.cleaned_data.get("expected_version"),
            "reason": form.cleaned_data.get("reason", ""),
        }

    def stale_text(self, record, reader=None):
        return records.stale_text(record, reader)

    def has_delete_permission(self, request, obj=None):
        """Removing a record is for its owner; another party may change what it says."""
        if not self.has_change_permission(request, obj):
            return False
        return obj is None or ownership.may_decide(obj, request.user)

    def get_readonly_fields(self, request, obj=None):
        """Who sees a record is for its owner to say."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or ownership.may_decide(obj, request.user):
            return fields
        return [*fields, *ownership.OWNING]

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change, **options)
        if obj is not None and not ownership.may_decide(obj, request.user):
            columns = (self.opts.get_field(name) for name in ownership.OWNING)
            boxes = (
                (column.name, self.formfield_for_dbfield(column, request)) for column in columns
            )
            form.kept_back = dict(boxes)
        return form

    def delete_model(self, request, record):
        records.delete(record, by=request.user, expected_version=self.version_seen(request, record))

    def delete_queryset(self, request, queryset):
        """All of the chosen or none: each is asked by itself, and goes with its history."""
        chosen = list(queryset)
        keys = [record.pk for record in chosen]
        if self.editable(request.user).filter(pk__in=keys).count() != len(keys):
            raise PermissionDenied
        if not all(ownership.may_decide(record, request.user) for record in chosen):
            raise PermissionDenied
        for record in chosen:
            self.delete_model(request, record)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as refusal:
            return self._tell_needed(request, refusal)
        except records.StaleVersion as refusal:
            return self._tell_stale(request, refusal)

    def response_action(self, request, queryset):
        if self.tell_changed(request):
            return HttpResponseRedirect(request.get_full_path())
        if "post" not in request.POST:
            return super().response_action(request, queryset)
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except ProtectedError as refusal:
            return self._tell_needed(request, refusal)
        except records.StaleVersion as refusal:
            return self._tell_stale(request, refusal)

    def _tell_stale(self, request, refusal):
        self.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def _tell_needed(self, request, refusal):
        needing = names_told(refusal.protected_objects, request.user)
        told = _("Nothing was removed: it is needed by %(records)s.") % {"records": needing}
        self.message_user(request, told, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


class ReferenceAdmin(FoundAdmin):
    """Reference data: a version, no visibility; administrators edit."""

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def write(self, request, form, relations):
        reference.save(
            form.instance, relations, expected_version=form.cleaned_data.get("expected_version")
        )
        return True
