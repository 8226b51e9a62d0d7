"""The access log as administrators read it, and as the file that they take along."""

from django.contrib import admin
from django.http import HttpResponseNotAllowed, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.scope import ReadOnlyAdmin
from partnerships.csvtext import BOM, csv_line, escape
from partnerships.exports.taken import log_export

COLUMNS = (
    "at", "kind", "account", "address", "method", "path", "section", "format", "query", "rows",
    "reason", "times", "request_id",
)  # fmt: skip
NAME = "partnerships_accessevent"
AT_ONCE = 2_000


class AccessEventAdmin(ReadOnlyAdmin):
    """Read by administrators; nobody adds, changes or removes a row.

    Found by kind and day, and by account or address through the links of each line.
    """

    change_list_template = "admin/partnerships/access_log.html"
    fields = COLUMNS
    list_display = ["at", "kind", "by_account", "by_address", "what", "rows", "times"]
    list_filter = ["kind"]
    empty_value_display = ""
    date_hierarchy = "at"
    search_fields = ["account", "=address", "path", "section", "reason", "=request_id"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [path("export.csv", view, name=f"{NAME}_export"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        address = reverse(f"admin:{NAME}_export")
        query = request.GET.urlencode()
        told = {"title": _("Access log"), "export_url": f"{address}?{query}" if query else address}
        return super().changelist_view(request, {**told, **(extra_context or {})})

    @admin.display(description=gettext_lazy("account"), ordering="account")
    def by_account(self, event):
        return _all_of("account", event.account) if event.account else ""

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def by_address(self, event):
        return _all_of("address", event.address) if event.address else ""

    @admin.display(description=gettext_lazy("what"))
    def what(self, event):
        told = [event.section, event.format, event.query, _(event.reason) if event.reason else ""]
        return " · ".join(filter(None, told)) or event.path

    def export_view(self, request):
        """The rows of the list as it is filtered, as CSV; itself told in the log."""
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        answer = self.changelist_view(request)
        found = getattr(answer, "context_data", {}).get("cl")
        if found is None:  # an address that the list does not understand
            return answer
        rows = found.queryset.select_related(None)
        log_export("access-log", "csv", found.result_count, request)
        response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
        name = f"access-log-{request.today.isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _all_of(column, value):
    """The value, leading to all rows that have it."""
    return format_html('<a href="?{}">{}</a>', urlencode({column: value}), value)


def _lines(rows):
    yield BOM + csv_line(COLUMNS)
    for row in rows.values_list(*COLUMNS).iterator(AT_ONCE):
        yield csv_line([_cell(value) for value in row])


def _cell(value) -> str:
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="seconds")
    return "" if value is None else escape(str(value))
