"""The filters of the calendar and its feeds: one set, asked of records of several kinds."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import LinkFilter, filters, initiative, regions
from partnerships.models import Agreement, Partnership


class TieFilter(LinkFilter):
    """Records of a partnership; meetings count towards several, an agreement belongs to one."""

    def _is_linked(self, model, chosen):
        if model is Agreement:
            return Q(partnership__in=chosen.values("pk"))
        return super()._is_linked(model, chosen)


#: Bound to delegations, whose names of links the others share; `narrow` asks it of all kinds.
CalendarFilters = filters(
    "CalendarFilters",
    {
        **regions(),
        **initiative(),
        "partnership": TieFilter(_("Partnership"), Partnership, "partnerships"),
    },
)
