"""The button of a partnership's page by which an official confirms what stands there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from partnerships.admin.versions import in_words
from partnerships.services.confirming import confirm
from partnerships.services.records import StaleVersion


class Confirming:
    """Sets `checked_on` to today, for the version that the page showed."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.confirm_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_confirm"
        return [path("<path:object_id>/confirm/", view, name=name), *super().get_urls()]

    def confirm_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        self._confirm(request, record)
        return HttpResponseRedirect(record.get_absolute_url())

    def _confirm(self, request, record) -> None:
        seen = self.version_seen(request, record)
        try:
            changed = confirm(record, on=request.today, by=request.user, expected_version=seen)
        except (StaleVersion, ValidationError) as refusal:
            self.message_user(request, in_words(refusal), messages.ERROR)
            return
        told = _("Confirmed as of today.") if changed else _("It was confirmed today already.")
        self.message_user(request, told, messages.SUCCESS)
