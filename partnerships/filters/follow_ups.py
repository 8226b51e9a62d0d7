"""The filters of follow-ups."""

from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import (
    ManyFilter,
    StartFilter,
    ValueFilter,
    YearFilter,
    filters,
    words,
)
from partnerships.filters.pledges import OfficeFilter, OverdueFilter

DONE, TO_DO = "done", "to_do"


class DoneFilter(ManyFilter):
    """Follow-ups that are done, or still to do."""

    def __init__(self, label):
        super().__init__(label=label, choices=((TO_DO, _("To do")), (DONE, _("Done"))))

    def chains(self, model):
        return False

    def find(self, found, values, user, *, every):
        if len(values) > 1:
            return found
        return found.filter(done_on__isnull=values[0] == TO_DO)


class PersonFilter(ValueFilter):
    """Follow-ups of a person who signs in, by user name."""

    def __init__(self, label):
        super().__init__(label, "person__username", ())

    def choices_for(self, filterset):
        visible = filterset.queryset.model.objects.visible_to(filterset.request.user)
        names = visible.filter(person__isnull=False).order_by(self.column)
        return [(name, name) for name in names.values_list(self.column, flat=True).distinct()]


FollowUpFilters = filters(
    "FollowUpFilters",
    {
        **words(),
        "status": DoneFilter(_("State")),
        "overdue": OverdueFilter(_("Overdue")),
        "office": OfficeFilter(_("Office"), "office"),
        "person": PersonFilter(_("Person")),
        "from": StartFilter(_("Due from"), first=True),
        "to": StartFilter(_("Due until"), first=False),
        "year": YearFilter(label=_("Due in the year")),
    },
)
