"""Agreements that come to an end, in the admin: the list's column and filter, the first page."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.choices import EndsWithin
from partnerships.metrics.endings import ending_of, endings

SHOWN = 8


class EndingListFilter(admin.SimpleListFilter):
    title = _("end")
    parameter_name = "ending"

    def lookups(self, request, model_admin):
        return EndsWithin.choices

    def queryset(self, request, queryset):
        if self.value() not in EndsWithin.values:
            return queryset
        return queryset.ending([self.value()], request.user, request.today)


def ending_column(today):
    """The column of the list: when the term ends, and a warning where there is one."""

    @admin.display(description=_("ends"), ordering="ends_earliest")
    def ends(record):
        if record.is_open_ended:
            return _("without an end")
        ending = ending_of(record, today)
        date = record.ends.display()
        return format_html("{}<br>{}", date, _badge(ending)) if ending else date

    return ends


def _badge(ending) -> str:
    context = {"kind": ending.kind, "text": ending.short_text, "bare": True}
    return render_to_string("partnerships/components/badge.html", context)


def to_renew(user, today) -> dict:
    """What the first page tells: the nearest ends, how many more there are, and the list."""
    found = [ending for ending in endings(user, today) if not ending.is_over]
    return {
        "lines": [
            {
                "title": str(ending.agreement),
                "url": reverse("admin:partnerships_agreement_change", args=[ending.agreement.pk]),
                "badge": {"kind": ending.kind, "text": ending.text},
            }
            for ending in found[:SHOWN]
        ],
        "more": max(len(found) - SHOWN, 0),
        "url": reverse("admin:partnerships_agreement_changelist") + "?ending=180",
    }
