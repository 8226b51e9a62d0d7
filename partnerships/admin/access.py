"""The access log as administrators read it."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.scope import ReadOnlyAdmin


class AccessEventAdmin(ReadOnlyAdmin):
    """Read by administrators; nobody adds, changes or removes a row."""

    fields = [
        "at", "kind", "account", "address", "method", "path", "section", "format", "query", "rows",
        "reason", "times", "request_id",
    ]  # fmt: skip
    list_display = ["at", "kind", "who", "address", "what", "rows", "times"]
    list_filter = ["kind", "format"]
    date_hierarchy = "at"
    search_fields = ["account", "=address", "path", "section", "reason", "=request_id"]

    @admin.display(description=gettext_lazy("account"), ordering="account")
    def who(self, event):
        return event.account or "-"

    @admin.display(description=gettext_lazy("what"))
    def what(self, event):
        told = [event.section, event.format, event.query, _(event.reason) if event.reason else ""]
        return " · ".join(filter(None, told)) or event.path
