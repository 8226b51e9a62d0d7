"""The filters of the tile map: ties by initiative, sector and the year in which they began."""

from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import YearFilter, filters, initiative, sector

TieMapFilters = filters(
    "TieMapFilters",
    {**initiative(), **sector(), "year": YearFilter(label=_("Begun in the year"))},
)
