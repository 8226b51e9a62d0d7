"""The page of data quality: which sections are checked, and what it is narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.filters import fields
from partnerships.filters.base import filters, regions
from partnerships.metrics.quality import checks_of
from partnerships.sections import SECTIONS, Section

#: The sections that a check is asked of; `quality` is a filter of each.
CHECKED: tuple[Section, ...] = tuple(section for section in SECTIONS if checks_of(section.model))


class SectionFilter(django_filters.Filter):
    """One of the sections; finds nothing by itself."""

    field_class = fields.ChoiceField

    def filter(self, qs, value):
        return qs


DataQualityFilters = filters(
    "DataQualityFilters",
    {
        "section": SectionFilter(
            label=_("Section"),
            choices=[("", _("All sections")), *((one.slug, one.label) for one in CHECKED)],
        ),
        **regions(),
    },
)
