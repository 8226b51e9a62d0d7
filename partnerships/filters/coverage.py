"""The filters of the matrix of states and prefectures."""

import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.filters import fields
from partnerships.filters.base import LinkFilter, ManyFilter, filters, period, sector, year
from partnerships.metrics.coverage import Cover
from partnerships.models import Initiative


class MembersFilter(LinkFilter):
    """Narrows the regions to the members of initiatives; finds no record by itself."""

    def __init__(self, label):
        super().__init__(label, Initiative, "initiatives")

    def chains(self, model):
        return False

    def filter(self, qs, value):
        return qs


class CoverFilter(ManyFilter):
    """Narrows the pairs to those in some states; finds no record by itself."""

    def __init__(self, label):
        super().__init__(label=label, choices=Cover.choices)

    def chains(self, model):
        return False

    def filter(self, qs, value):
        return qs


class SwitchFilter(django_filters.Filter):
    """Off, or on with `1`; finds no record by itself."""

    field_class = fields.ChoiceField

    def __init__(self, label, off, on):
        super().__init__(label=label, choices=[("", off), ("1", on)])

    def filter(self, qs, value):
        return qs


#: Bound to partnerships, and asked of delegations too.
CoverageFilters = filters(
    "CoverageFilters",
    {
        "initiative": MembersFilter(_("Members of")),
        **sector(),
        **year(),
        "cell": CoverFilter(_("State of the pair")),
        "all": SwitchFilter(_("Regions"), _("with records"), _("all regions")),
        "unconfirmed": SwitchFilter(
            _("Unconfirmed and exploratory ties"), _("left out"), _("shown")
        ),
        **period(),
    },
)
