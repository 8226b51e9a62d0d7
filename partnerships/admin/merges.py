"""The book of merges, and the page that asks before one is undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.scope import ReadOnlyAdmin
from partnerships.admin.versions import in_words
from partnerships.services import merging
from partnerships.services.records import StaleVersion

UNDO = "partnerships_mergedrecord_undo"


class MergedRecordAdmin(ReadOnlyAdmin):
    fields = ["content_type", "key", "title", "stands", "at", "by", "reason", "undo_link"]
    readonly_fields = ["stands", "undo_link"]
    list_display = ["title", "content_type", "stands", "at", "by", "undo_link"]
    list_filter = ["content_type"]
    list_select_related = ["content_type", "by"]
    search_fields = ["key", "title"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("target")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:merge_id>/undo/", view, name=UNDO), *super().get_urls()]

    @admin.display(description=gettext_lazy("stands for it"))
    def stands(self, merge):
        return str(merge.target) if merge.target else "-"

    @admin.display(description=gettext_lazy("undo"))
    def undo_link(self, merge):
        address = reverse(f"admin:{UNDO}", args=[merge.pk])
        return format_html('<a href="{}">{}</a>', address, _("Undo the merge"))

    def undo_view(self, request, merge_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        merge = self.get_queryset(request).filter(pk=merge_id).first()
        if merge is None:
            raise Http404
        if request.method == "POST":
            return self._undo(request, merge)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Undo a merge"),
            "opts": self.opts,
            "merge": merge,
        }
        return TemplateResponse(request, "admin/partnerships/undo_merge.html", context)

    def _undo(self, request, merge):
        try:
            reason = request.POST.get("reason", "")[:500]
            record = merging.undo(merge, by=request.user, reason=reason)
        except (StaleVersion, ValidationError) as refusal:
            self.message_user(request, in_words(refusal), messages.ERROR)
            return redirect(f"admin:{UNDO}", merge.pk)
        told = _("The merge is undone: “%(record)s” is there again.") % {"record": record}
        self.message_user(request, told, messages.SUCCESS)
        meta = record._meta
        return redirect(f"admin:{meta.app_label}_{meta.model_name}_change", record.pk)
