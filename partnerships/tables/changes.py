"""The list of changes."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from partnerships.dates import day_display
from partnerships.tables.base import Column, Table, unknown
from partnerships.tables.sorting import by_number


class LineColumn(Column):
    """A column that reads the line of its change; the view puts `lines` on the table."""

    def __init__(self, verbose_name, **more):
        super().__init__(verbose_name, accessor="pk", **more)

    def line(self, record, table):
        return table.lines[record.pk]


class WhenColumn(LineColumn):
    def render(self, record):
        when = localtime(record.updated_at)
        return f"{day_display(when.date())}, {when:%H:%M}"


class WhoColumn(LineColumn):
    def render(self, record, table):
        return self.line(record, table).entry.who


class RecordColumn(LineColumn):
    """The record, leading to its page, and what kind it is."""

    def render(self, record, table):
        line = self.line(record, table)
        if line.record is None:
            return line.title
        return format_html(
            '<a href="{}">{}</a> <span class="table__about">{}</span>',
            line.record.get_absolute_url(),
            line.title,
            line.kind_label,
        )


class BetweenColumn(LineColumn):
    def render(self, record, table):
        return self.line(record, table).between or unknown()


class WhatColumn(LineColumn):
    """What was changed by name; opened, before and after."""

    def render(self, record, table):
        line = self.line(record, table)
        return render_to_string(
            "partnerships/components/change.html", {"entry": line.entry, "what": line.what}
        )


class WhyColumn(LineColumn):
    def render(self, record, table):
        return self.line(record, table).entry.why or "–"


class ChangeTable(Table):
    at = WhenColumn(gettext_lazy("When"), sort=by_number("updated_at"), css="date")
    title = RecordColumn(gettext_lazy("Record"))
    between = BetweenColumn(gettext_lazy("Between"))
    what = WhatColumn(gettext_lazy("What was changed"))
    by = WhoColumn(gettext_lazy("Who"))
    reason = WhyColumn(gettext_lazy("Why"))

    default_sort = "-at"
    row_header = "title"

    #: {key of the change: services.changelog.Line}
    lines: dict = {}
