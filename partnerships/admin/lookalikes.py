"""Look-alikes beside the form: told while typing, and asked before a new record is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from partnerships.admin.posted import sought_in
from partnerships.metrics.lookalikes import MODELS, look_alikes
from partnerships.services import ownership

#: Posted by the box “This is another one”, with the keys of those that it speaks of.
ANSWER = "another_one"


class LookAlikesBeside:
    """A form that shows which records look like the one in it, with the reasons.

    Without script they are looked for when a new record is saved: the form comes back with the
    list, and saves once “This is another one” is ticked.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.look_alikes_view)
        return [path("look-alikes/", view, name=self._look_alikes_name()), *super().get_urls()]

    def _look_alikes_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_look_alikes"

    @property
    def has_look_alikes(self) -> bool:
        return self.model in MODELS

    def look_alikes_view(self, request):
        """The list as a piece of a page, for the boxes as posted; `?record=` names a stored one."""
        if not self.has_look_alikes:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record = self._asked_of(request)
        found = self.found_look_alikes(request, record)
        context = self._panel(request, record, found)
        return TemplateResponse(request, "admin/partnerships/_look_alikes.html", context)

    def _asked_of(self, request):
        """The stored record whose form is open, None for a new one; only for who may save it."""
        key = request.GET.get("record", "")
        if not key:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        record = self.get_object(request, key)
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def found_look_alikes(self, request, record):
        sought = sought_in(self.model, request.POST, record and record.pk)
        return look_alikes(sought, request.user)

    def _panel(self, request, record, found) -> dict:
        """What `_look_alikes.html` draws."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        strong = [alike.record.key for alike in found if alike.is_strong]
        return {
            "look_alikes": [
                {
                    "record": alike.record,
                    "url": reverse(name, args=[alike.record.pk]),
                    "detail": alike.detail,
                    "reasons": alike.reasons,
                    "is_strong": alike.is_strong,
                    "merge_url": self._merge_with(request, record, alike.record),
                }
                for alike in found
            ],
            "answer": "" if record else " ".join(strong),
            "is_answered": bool(strong) and answered(request.POST) >= set(strong),
        }

    def _merge_with(self, request, record, other) -> str:
        """Where a stored record is merged with its look-alike, "" where it cannot be."""
        if record is None or not getattr(self, "can_be_merged", False):
            return ""
        if not all(ownership.may_decide(one, request.user) for one in (record, other)):
            return ""
        return self.merge_url(kept=record.pk, gone=other.pk)

    # The form

    def panels(self, request, record):
        beside = super().panels(request, record)
        if record is None or record.pk is None:
            record, may_save = None, self.has_add_permission(request)
        else:
            may_save = self.has_change_permission(request, record)
        if not (self.has_look_alikes and may_save):
            return beside
        address = reverse(f"admin:{self._look_alikes_name()}")
        panel = {
            "template": "admin/partnerships/look_alikes_panel.html",
            "url": f"{address}?record={record.pk}" if record else address,
            **self._panel(request, record, getattr(request, "look_alikes", [])),
        }
        return [*beside, panel]

    # The save

    def save_related(self, request, form, formsets, change):
        if not change and self.has_look_alikes:
            self._ask_whether_another(request)
        super().save_related(request, form, formsets, change)

    def _ask_whether_another(self, request):
        """Refuse a new record that looks like others until its writer says that it is another.

        The answer holds for those it was given for: one recorded meanwhile is asked about anew.
        """
        request.look_alikes = self.found_look_alikes(request, None)
        strong = {alike.record.key for alike in request.look_alikes if alike.is_strong}
        if strong - answered(request.POST):
            raise ValidationError(
                _(
                    "This looks like what is recorded already; nothing was saved yet. Open what "
                    "is listed beside the form, or tick “This is another one” and save again."
                )
            )


def answered(posted) -> set[str]:
    """The keys of the records that the writer said this one is not."""
    return set(posted.get(ANSWER, "").split())
