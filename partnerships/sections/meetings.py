"""Delegations and events."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import meetings as sheets
from partnerships.filters import sections as filters
from partnerships.sections.kinds import Section, Words
from partnerships.tables import meetings as tables

DELEGATIONS = Section(
    slug="delegations",
    model=records.Delegation,
    key="ref",
    words=Words(
        label=_("Delegations"),
        count=ngettext_lazy("%(number)d delegation", "%(number)d delegations", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d delegation matches the filters.",
            "%(number)d of %(total)d delegations match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this delegation", "Export these %(number)d delegations", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d undated delegation is left out.",
            "%(number)d undated delegations are left out.",
            "number",
        ),
        add=_("Log a delegation"),
    ),
    table=tables.DelegationTable,
    filters=filters.DelegationFilters,
    sheet=sheets.DELEGATIONS,
)

EVENTS = Section(
    slug="events",
    model=records.Event,
    key="ref",
    words=Words(
        label=_("Events"),
        count=ngettext_lazy("%(number)d event", "%(number)d events", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d event matches the filters.",
            "%(number)d of %(total)d events match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this event", "Export these %(number)d events", "number"),
        undated=ngettext_lazy(
            "%(number)d undated event is left out.",
            "%(number)d undated events are left out.",
            "number",
        ),
        add=_("Add an event"),
    ),
    table=tables.EventTable,
    filters=filters.EventFilters,
    sheet=sheets.EVENTS,
)
