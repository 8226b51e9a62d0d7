"""Partnerships and their agreements."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import ties as sheets
from partnerships.filters import sections as filters
from partnerships.metrics.lights import with_last_contact
from partnerships.sections.kinds import Section, Words
from partnerships.tables import ties as tables

PARTNERSHIPS = Section(
    slug="partnerships",
    model=records.Partnership,
    key="slug",
    words=Words(
        label=_("Partnerships"),
        count=ngettext_lazy("%(number)d partnership", "%(number)d partnerships", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d partnership matches the filters.",
            "%(number)d of %(total)d partnerships match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this partnership", "Export these %(number)d partnerships", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d partnership without a known beginning is left out.",
            "%(number)d partnerships without a known beginning are left out.",
            "number",
        ),
        add=_("Add a partnership"),
    ),
    table=tables.PartnershipTable,
    filters=filters.PartnershipFilters,
    sheet=sheets.PARTNERSHIPS,
    as_of=with_last_contact,
)

AGREEMENTS = Section(
    slug="agreements",
    model=records.Agreement,
    key="ref",
    words=Words(
        label=_("Agreements"),
        count=ngettext_lazy("%(number)d agreement", "%(number)d agreements", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d agreement matches the filters.",
            "%(number)d of %(total)d agreements match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this agreement", "Export these %(number)d agreements", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d undated agreement is left out.",
            "%(number)d undated agreements are left out.",
            "number",
        ),
        add=_("Add an agreement"),
    ),
    table=tables.AgreementTable,
    filters=filters.AgreementFilters,
    sheet=sheets.AGREEMENTS,
)
