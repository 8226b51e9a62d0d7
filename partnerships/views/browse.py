"""The two views of every section: its list, also as a file, and a record's page."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import View

from partnerships.models.visibility import may_add
from partnerships.sections import PRIVATE, SECTIONS, Section
from partnerships.views.exporting import export
from partnerships.views.finding import is_respelt, record_at
from partnerships.views.frame import frame
from partnerships.views.listing import PER_PAGE_CHOICES, CountedPaginator, Listing
from partnerships.views.pages import CONTEXTS
from partnerships.views.see_as import links as see_as_links
from partnerships.views.see_as import seen_as

_SECTIONS = {section.slug: section for section in (*SECTIONS, *PRIVATE)}
#: How many filters stand in the row before "More filters".
IN_ROW = 5


class ListView(View):
    """`/<section>/`: the records that the query string asks for, or with `_export` their file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, section_slug):
        section = _SECTIONS[section_slug]
        if section in PRIVATE and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        listing = Listing(section, request)
        if "_export" in request.GET:
            return export(listing)
        return render(
            request,
            "partnerships/generic/list.html",
            {**frame(request), **list_context(listing, request)},
        )


def list_context(listing: Listing, request) -> dict:
    """What generic/list.html draws; see the head of that template."""
    section = listing.section
    table = _table(listing, request)
    count, visible = listing.counts.passing, listing.counts.visible
    chips = listing.chips()
    listing.tell_the_rest()
    return {
        "page_title": section.label,
        "count_label": _count_label(listing, count, visible),
        "primary_action": _add_action(section, request.user),
        "secondary_actions": _papers(section),
        "filter": listing.filters,
        "chips": chips,
        "clear_url": listing.clear_url(),
        "more_filters_open": _uses_more(listing.filters),
        "keep_parameters": listing.kept(),
        "notices": [{"kind": "warning", "text": text} for text in listing.notices],
        "table": table,
        "per_page": listing.per_page,
        "per_page_choices": PER_PAGE_CHOICES,
        "exports": _exports(listing, count),
        "empty_title": _("Nothing to show") if listing.is_valid else _("A filter is wrong"),
        "empty_text": _empty_text(listing, visible),
        # Without a filter there is none to clear.
        "empty_url": listing.clear_url() if chips or not listing.is_valid else "",
    }


def _table(listing, request):
    section = listing.section
    order = listing.sort or (section.table.default_sort,)
    # The table is not given the request: it would read sort and page by itself, unchecked.
    table = section.table(listing.records, order_by=order)
    table.today = request.today
    count = listing.counts.passing
    table.paginate(CountedPaginator, per_page=listing.per_page, count=count)
    number = listing.page_number(table.paginator)
    if number > 1:
        table.page = table.paginator.page(number)
    return table


def _count_label(listing, count, visible) -> str:
    section = listing.section
    if not listing.is_valid:
        return ""
    if count == visible:
        return section.count_words(count)
    return section.match_words(count, visible)


def _empty_text(listing, visible) -> str:
    if not listing.is_valid:
        return _("No record is shown until the filter marked above is corrected.")
    if visible:
        return _("No record matches all filters. Remove one, or write less.")
    return _("Nothing has been recorded here yet.")


def _add_action(section: Section, user) -> dict | None:
    """The button to the admin's form, for those who may enter it."""
    if not (section.words.add and may_add(user)):
        return None
    try:
        url = reverse(f"admin:partnerships_{section.model._meta.model_name}_add")
    except NoReverseMatch:
        return None
    return {"label": section.words.add, "url": url}


def _papers(section: Section) -> list[dict]:
    """The papers that hold the whole of a section."""
    if section.slug != "partnerships":
        return []
    return [{"label": _("Annexure of all pairs"), "url": reverse("annexure")}]


def _uses_more(filters) -> bool:
    more = list(filters.filters)[IN_ROW:]
    return any(name in more for name, *_rest in filters.chosen())


def _exports(listing, count) -> list[dict]:
    """The first is the button, the others stand in its menu."""
    if not count:
        return []
    whole = [
        (listing.section.export_words(count), {"_export": "csv"}),
        (_("Excel workbook (.xlsx)"), {"_export": "xlsx"}),
        (_("JSON"), {"_export": "json"}),
    ]
    rows = [
        (ROW_LABELS[name](), {"_export": "csv", "rows": name})
        for name in listing.section.sheet.rows_for(listing.request.user)
    ]
    return [
        {"label": label, "url": listing.export_url(**parameters)}
        for label, parameters in whole + rows
    ]


ROW_LABELS = {
    "parties": lambda: _("One row a party (CSV)"),
    "stops": lambda: _("One row a stop (CSV)"),
    "people": lambda: _("One row a person (CSV)"),
    "cohorts": lambda: _("One row a cohort (CSV)"),
    "due_changes": lambda: _("One row a change of a due date (CSV)"),
    "posts": lambda: _("One row a post held (CSV)"),
    "contacts": lambda: _("Contact data (CSV)"),
}


@method_decorator(seen_as, name="get")
class DetailView(View):
    """`/<section>/<key>/`: a record that the reader may see, else 404.

    The address of a record that was merged away leads to the one that stands for it, for now: a
    merge can be undone.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, section_slug, key):
        section = _SECTIONS[section_slug]
        visible = section.model.objects.visible_to(request.user)
        found = visible.for_detail(request.user)
        if section.as_of:
            found = section.as_of(found, request.user, request.today)
        record = record_at(section, key, found, request.user)
        if key != record.key:
            query = request.META.get("QUERY_STRING", "")
            address = record.get_absolute_url()
            permanent = is_respelt(section, key, record)
            return redirect(f"{address}?{query}" if query else address, permanent=permanent)
        context = CONTEXTS[section.slug](record, request.user, request.today)
        if request.guise:
            context["history_url"] = request.guise.keep(context["history_url"])
        beside = {**frame(request), **_addresses_of(request, section, record)}
        beside["see_as"] = see_as_links(record, request.user)
        return render(request, f"partnerships/{section.slug}_detail.html", {**beside, **context})


def _addresses_of(request, section, record) -> dict:
    """The address to cite a record by, alike in every language, and that to report an error at."""
    with override(settings.LANGUAGE_CODE):
        permalink = request.build_absolute_uri(record.get_absolute_url())
    report = reverse(f"{section.slug}_report_error", args=[record.key])
    return {"permalink": permalink, "report_url": report}
