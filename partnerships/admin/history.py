"""The history of a record in the admin: who changed what, when and why, and the way back."""

from collections import defaultdict
from itertools import zip_longest

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reversion.errors import RevertError
from reversion.models import Version

from partnerships.models.facts import fact_of_columns, facts_in_words
from partnerships.services import history, records

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
        page = Paginator(history.versions_of(record), PER_PAGE).get_page(request.GET.get("p"))
        states = self._states(request, record, page)
        context = self._context(request, record, _("History of %(record)s") % {"record": record})
        in_full = self.has_change_permission(request, record)
        context |= {"states": states, "page": page, "in_full": in_full, **(extra_context or {})}
        return TemplateResponse(request, self.object_history_template, context)

    def _states(self, request, record, page) -> list[dict]:
        """The states on the page; the current one and one that may not be restored have no link."""
        may_edit = self.has_change_permission(request, record)
        states = []
        for version, changes in with_changes(record, page, in_full=may_edit):
            is_current = page.number == 1 and not states
            may = may_edit and not is_current
            states.append(
                {
                    "revision": version.revision,
                    "changes": changes or [],
                    "is_first": changes is None,
                    "is_current": is_current,
                    "restore_url": self._restore_url(record, version) if may else "",
                }
            )
        return states

    def restore_view(self, request, object_id, version_id):
        record = self._visible_or_404(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        version = get_object_or_404(history.versions_of(record), pk=version_id)
        if request.method == "POST":
            return self._restore(request, record, version)
        context = self._context(request, record, _("Restore %(record)s") % {"record": record})
        context |= {"version": version, "expected_version": record.version}
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
                expected_version=_version_in(request.POST),
                reason=reason or _("Restored"),
            )
        except records.StaleVersion as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        except (RevertError, ProtectedError, IntegrityError, ValidationError):
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

    def _restore_url(self, record, version):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_restore"
        return reverse(name, args=[record.pk, version.pk])

    def _context(self, request, record, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
        }


def _version_in(posted) -> int:
    """The version that the page was opened with; 0, which no record has, for anything else."""
    expected = posted.get("expected_version", "")
    return int(expected) if expected.isdecimal() and len(expected) < 10 else 0


def _day_of(version) -> str:
    return version.revision.date_created.strftime("%Y-%m-%d %H:%M")


def with_changes(record, page, *, in_full) -> list[tuple[Version, list[str] | None]]:
    """Each version of the page with what it changed, in words; None for the first on record.

    `in_full` is for those who may edit the record. Others are told of its own columns alone: links
    and rows may lead to what is hidden from them, and even their number would give it away.
    Two queries whatever the number of versions; one where no rows are told.
    """
    shown = list(page)
    older = list(page.paginator.object_list[page.end_index() : page.end_index() + 1])
    versions = [*shown, *older]
    rows = _rows_of(record, [version.revision_id for version in versions]) if in_full else {}
    told: list[tuple[Version, list[str] | None]] = []
    for version, before in zip_longest(shown, versions[1:]):
        if version is None:
            continue
        if before is None:
            told.append((version, None))
            continue
        changes = _changed_facts(type(record), before.field_dict, version.field_dict, in_full)
        if in_full:
            changes += _changed_rows(record, rows[before.revision_id], rows[version.revision_id])
        told.append((version, changes))
    return told


def _changed_facts(model, before, after, with_links) -> list[str]:
    words = facts_in_words(model)
    facts = [(model._meta.get_field(name), fact) for name, fact in fact_of_columns(model).items()]
    columns = {f.attname: fact for f, fact in facts if with_links or not f.is_relation}
    changed = {fact for column, fact in columns.items() if before.get(column) != after.get(column)}
    return [capfirst(words[fact]) for fact in words if fact in changed]


def _rows_of(record, revisions) -> dict:
    """{revision: {relation: {key of row: its columns}}} of the record's own rows."""
    relations = {name: record._meta.get_field(name) for name in history.row_names(record)}
    kinds = {
        ContentType.objects.get_for_model(relation.related_model).pk: name
        for name, relation in relations.items()
    }
    found = defaultdict(lambda: defaultdict(dict))
    stored = Version.objects.filter(revision__in=revisions, content_type__in=kinds)
    for version in stored:
        name, columns = kinds[version.content_type_id], version.field_dict
        if _belongs(record, relations[name], columns):
            found[version.revision_id][name][version.object_id] = columns
    return found


def _belongs(record, relation, columns) -> bool:
    if isinstance(relation, GenericRelation):
        kind = ContentType.objects.get_for_model(record)
        return (columns["content_type_id"], columns["object_id"]) == (kind.pk, record.pk)
    return columns[relation.field.attname] == record.pk


def _changed_rows(record, before, after) -> list[str]:
    told = []
    for name in history.row_names(record):
        label = capfirst(record._meta.get_field(name).related_model._meta.verbose_name_plural)
        old, new = before[name], after[name]
        changed = sum(old[key] != new[key] for key in old.keys() & new.keys())
        parts = _counted(len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed)
        if parts:
            told.append(_("%(rows)s: %(changes)s") % {"rows": label, "changes": ", ".join(parts)})
    return told


def _counted(added, removed, changed) -> list[str]:
    parts = []
    if added:
        parts.append(ngettext("%(n)d added", "%(n)d added", added) % {"n": added})
    if removed:
        parts.append(ngettext("%(n)d removed", "%(n)d removed", removed) % {"n": removed})
    if changed:
        parts.append(ngettext("%(n)d changed", "%(n)d changed", changed) % {"n": changed})
    return parts
