"""The book of imports in the admin: its list, the upload, and the page of each import."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.importing.pages import PlanPages
from partnerships.admin.importing.sections import importable, label_of, upload_url
from partnerships.admin.importing.steps import StepPages
from partnerships.admin.importing.uploading import UploadForm
from partnerships.admin.scope import ScopedAdmin
from partnerships.choices import ImportState
from partnerships.exports.templates import write_template
from partnerships.models import ImportBatch
from partnerships.models.visibility import may_enter_admin
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running, workers
from partnerships.services.importing.rows import Verdict
from partnerships.services.importing.running import ImportRefused

PAGE, TEMPLATE = "partnerships_importbatch_page", "partnerships_importbatch_template"


class ImportBatchAdmin(StepPages, PlanPages, ScopedAdmin):
    """Everybody's own imports; administrators look at all. An import is addressed by its token."""

    change_list_template = "admin/partnerships/importing/batch_list.html"
    list_display = ["file", "section_label", "by", "created_at", "state", "told_counts"]
    list_display_links = None
    list_filter = ["state"]
    list_select_related = ["user"]
    search_fields = ["file_name"]
    ordering = ["-created_at", "-pk"]

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("template/<slug:slug>.xlsx", view(self.template_view), name=TEMPLATE),
            path("<uuid:token>/", view(self.batch_view), name=PAGE),
            *self.step_urls(),
        ]
        return [*own, *super().get_urls()]

    # Rights

    def has_module_permission(self, request):
        return super().has_module_permission(request) and self.has_add_permission(request)

    def has_add_permission(self, request):
        user = request.user
        return may_enter_admin(user) and bool(importable(self.admin_site, request))

    def has_change_permission(self, request, obj=None):
        return False

    # The list

    def changelist_view(self, request, extra_context=None):
        words = {"title": _("Imports")}
        return super().changelist_view(request, {**words, **(extra_context or {})})

    @admin.display(description=gettext_lazy("file"), ordering="file_name")
    def file(self, batch):
        address = reverse(f"admin:{PAGE}", args=[batch.token])
        return format_html('<a href="{}">{}</a>', address, batch.file_name)

    @admin.display(description=gettext_lazy("section"), ordering="section")
    def section_label(self, batch):
        return label_of(batch)

    @admin.display(description=gettext_lazy("by"), ordering="user__username")
    def by(self, batch):
        return name_of(batch.user)

    @admin.display(description=gettext_lazy("rows"))
    def told_counts(self, batch):
        told = [
            f"{verdict.label} {batch.counts[verdict]}"
            for verdict in Verdict
            if batch.counts.get(verdict)
        ]
        return " · ".join(told) or "-"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        if batch is None:
            raise Http404
        return redirect(f"admin:{PAGE}", batch.token)

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    # The upload

    def add_view(self, request, form_url="", extra_context=None):
        sections = importable(self.admin_site, request)
        if not sections:
            raise PermissionDenied
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            sections=sections,
            initial={"section": request.GET.get("section", "")[:40]},
        )
        if request.method == "POST" and form.is_valid():
            batch = self._kept(request, form)
            if batch is not None:
                return redirect(f"admin:{PAGE}", batch.token)
        chosen = sections.get(form["section"].value() or "")
        context = {
            **self.frame(request, _("Import from a file")),
            "form": form,
            "starts": [_start(one) for one in ([chosen] if chosen else sections.values())],
        }
        return TemplateResponse(request, "admin/partnerships/importing/upload.html", context)

    def template_view(self, request, slug):
        """The workbook to start from, in the reader's language."""
        chosen = importable(self.admin_site, request).get(slug)
        if chosen is None:
            raise Http404
        file = write_template(chosen.table)
        return FileResponse(file, as_attachment=True, filename=f"{slug}-template.xlsx")

    def _kept(self, request, form) -> ImportBatch | None:
        """The import that begins; what refuses the file is told on the form."""
        workers.remove_old(timezone.now())
        values = form.cleaned_data
        table = form.sections[values["section"]].table
        file = values["file"]
        try:
            batch = running.keep(
                table,
                file.name,
                file.chunks(),
                user=request.user,
                policy=values["policy"],
                reason=values["reason"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return None
        self.begin(request, batch, workers.PREPARE)
        return batch

    # The page of an import

    def batch_view(self, request, token):
        batch = self.visible_batch(request, token)
        template, context = self.page_of(request, batch)
        title = _("Import into %(section)s") % {"section": label_of(batch)}
        context = {**self.frame(request, title), **self.facts_of(request, batch), **context}
        return TemplateResponse(request, f"admin/partnerships/importing/{template}.html", context)

    def visible_batch(self, request, token) -> ImportBatch:
        """The import; hidden and missing ones are answered alike."""
        found = ImportBatch.objects.visible_to(request.user).select_related("user")
        batch = found.filter(token=token).first()
        is_known = batch is not None and batch.section in IMPORT_TABLES
        if not is_known or not self.has_view_permission(request):
            raise Http404
        return batch

    def facts_of(self, request, batch) -> dict:
        return {
            "batch": batch,
            "section_label": label_of(batch),
            "by": name_of(batch.user),
            "is_mine": self.may_decide(request, batch),
            "is_kept": workers.is_kept(batch),
            "upload_url": upload_url(batch.section),
        }

    def frame(self, request, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
        }

    def begin(self, request, batch, step) -> None:
        """Take a step; what refuses it is told as a message, what goes wrong on the page."""
        table = self.table_of(batch)
        try:
            workers.begin(batch, table, step)
        except ImportRefused as refused:
            self.tell_refused(request, batch, refused)
        except Exception:
            batch.refresh_from_db()
            if batch.state != ImportState.FAILED:  # else it is logged, and the page tells
                raise


def name_of(user) -> str:
    if user is None:
        return "-"
    return user.get_full_name() or user.get_username()


def _start(one) -> dict:
    """What to start from: an empty table with notes, and what is recorded now."""
    return {
        "label": one.section.label,
        "template_url": reverse(f"admin:{TEMPLATE}", args=[one.section.slug]),
        "export_url": f"{one.section.list_url()}?_export=xlsx",
    }
