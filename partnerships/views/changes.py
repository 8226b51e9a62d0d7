"""What was changed: the history of one record, and the list of all changes."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.sections import SECTIONS
from partnerships.sections.changes import CHANGES
from partnerships.services import book
from partnerships.services.changelog import lines
from partnerships.services.ownership import may_decide
from partnerships.views.browse import list_context
from partnerships.views.exporting import export
from partnerships.views.finding import is_respelt, record_at
from partnerships.views.frame import frame
from partnerships.views.listing import Listing
from partnerships.views.see_as import seen_as

_SECTIONS = {section.slug: section for section in SECTIONS}
PER_PAGE = 50


class ChangesView(View):
    """`/changes/`: who changed what, as far as the reader may know, or with `_export` the file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        listing = Listing(CHANGES, request)
        if "_export" in request.GET:
            return export(listing)
        context = list_context(listing, request)
        table = context["table"]
        shown = [row.record for row in table.page.object_list]
        table.lines = {line.pk: line for line in lines(shown, request.user)}
        return render(request, "partnerships/changes.html", {**frame(request), **context})


@method_decorator(seen_as, name="get")
class HistoryView(View):
    """`/<section>/<key>/history/`: what each save changed of a record that the reader may see."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, section_slug, key):
        section = _SECTIONS[section_slug]
        visible = section.model.objects.visible_to(request.user)
        record = record_at(section, key, visible.for_reading(), request.user)
        if key != record.key:
            permanent = is_respelt(section, key, record)
            return redirect(f"{section.slug}_history", record.key, permanent=permanent)
        return render(
            request,
            "partnerships/history.html",
            {**frame(request), **_history(request, section, record)},
        )


def _history(request, section, record) -> dict:
    """What history.html draws; see the head of that template."""
    in_full = may_decide(record, request.user)
    told, has_more = book.told_of(record, request.user, in_full=in_full)
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    title = getattr(record, "shown_title", "") or str(record)
    address = record.get_absolute_url()
    return {
        "page_title": _("Changes of “%(record)s”") % {"record": title},
        "trail": [
            {"label": section.label, "url": reverse(f"{section.slug}_list")},
            {"label": title, "url": request.guise.keep(address) if request.guise else address},
        ],
        "entries": page.object_list,
        "page": page,
        "most": book.MOST if has_more else None,
        "restore_url": _restore_url(record) if in_full else "",
    }


def _restore_url(record) -> str:
    return reverse(f"admin:partnerships_{record._meta.model_name}_history", args=[record.pk])
