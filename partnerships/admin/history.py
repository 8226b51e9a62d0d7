"""The history of a record in the admin: who changed what, when and why, and the way back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reversion.errors import RevertError

from partnerships.admin.versions import in_words
from partnerships.models import Change
from partnerships.services import book, history, records
from partnerships.services.restoring import OutOfReach

PER_PAGE = 50


class HistoryPages:
    """The page of a record's earlier states, and the one that asks before bringing one back."""

    object_history_template = "admin/partnerships/object_history.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        own = [path("<path:object_id>/history/<int:version_id>/restore/", view, name=name)]
        return own + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        record = self._visible_or_404(request, object_id)
        page, has_more = self._page_of_entries(request, record)
        context = self._context(request, record, _("History of %(record)s") % {"record": record})
        context |= {
            "states": self._states(request, record, page),
            "page": page,
            "most": book.MOST if has_more else None,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _page_of_entries(self, request, record) -> tuple[Page, bool]:
        """A page of entries, and whether there are more changes than were gone through.

        Who may edit pages through all changes, others through those that tell them something.
        """
        if not self.has_change_permission(request, record):
            told, has_more = book.told_of(record, request.user)
            return Paginator(told, PER_PAGE).get_page(request.GET.get("p")), has_more
        changes = Change.objects.visible_to(request.user).of(record).for_list(request.user)
        page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
        page.object_list = book.entries(page.object_list, request.user, in_full=True)
        return page, False

    def _states(self, request, record, page) -> list[dict]:
        """The states on the page; the current one and one that may not be restored have no link."""
        may_edit = self.has_change_permission(request, record)
        versions = _versions_in(record, page) if may_edit else {}
        current = self._current(request, record, page)
        return [
            {
                "entry": entry,
                "revision": entry.change.revision,
                "is_current": entry.change == current,
                "restore_url": self._restore_url(record, versions.get(entry.change.revision_id))
                if entry.change != current
                else "",
            }
            for entry in page.object_list
        ]

    def _current(self, request, record, page) -> Change | None:
        """The change since which the reader sees nothing else; what is hidden may be newer."""
        if not page.object_list or page.number > 1:
            return None
        last = page.object_list[0].change
        may_edit = self.has_change_permission(request, record)
        return last if book.stands(last, record, request.user, in_full=may_edit) else None

    def restore_view(self, request, object_id, version_id):
        record = self._visible_or_404(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        version = get_object_or_404(history.versions_of(record), pk=version_id)
        told = Change.objects.visible_to(request.user).of(record)
        if not told.filter(revision=version.revision_id).exists():
            raise Http404
        if request.method == "POST":
            return self._restore(request, record, version)
        return self._ask_to_restore(request, record, version)

    def _ask_to_restore(self, request, record, version, **more):
        change = Change.objects.of(record).filter(revision=version.revision_id).first()
        context = self._context(request, record, _("Restore %(record)s") % {"record": record})
        context |= {
            "version": version,
            "expected_version": record.version,
            "what": book.would_change(record, change, request.user) if change else None,
            **more,
        }
        return TemplateResponse(request, "admin/partnerships/restore.html", context)

    def _restore(self, request, record, version):
        reason = request.POST.get("reason", "")[:500]
        address = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[record.pk]
        )
        try:
            records.restore(
                record,
                version,
                by=request.user,
                expected_version=version_in(request.POST),
                reason=reason,
            )
        except (records.StaleVersion, OutOfReach) as refusal:
            self.message_user(request, in_words(refusal), messages.ERROR)
        except (RevertError, ProtectedError, IntegrityError, ValidationError) as refusal:
            if "reason" in getattr(refusal, "error_dict", ()):
                errors = refusal.message_dict["reason"]
                return self._ask_to_restore(request, record, version, errors=errors)
            told = _("That state cannot be restored: something it needs is gone or was replaced.")
            self.message_user(request, told, messages.ERROR)
        else:
            self.log_change(request, record, _("Restored an earlier state."))
            told = _("The state of %(date)s is restored.")
            self.message_user(request, told % {"date": _day_of(version)}, messages.SUCCESS)
        return HttpResponseRedirect(address)

    def _visible_or_404(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        return record

    def _restore_url(self, record, version) -> str:
        if version is None:
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_restore"
        return reverse(name, args=[record.pk, version])

    def _context(self, request, record, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
        }


def version_in(posted) -> int:
    """The version that the page was opened with; 0, which no record has, for anything else."""
    expected = posted.get("expected_version", "")
    return int(expected) if expected.isdecimal() and len(expected) < 10 else 0


def _day_of(version) -> str:
    return version.revision.date_created.strftime("%Y-%m-%d %H:%M")


def _versions_in(record, page) -> dict[int, int]:
    """{revision: key of the record's version} of the page; one query."""
    revisions = [entry.change.revision_id for entry in page.object_list]
    found = history.versions_of(record).filter(revision__in=revisions)
    return dict(found.values_list("revision_id", "pk"))
