"""The filters of pledges. Their state is asked as `status`, since `state` names a region."""

import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.choices import PledgeState
from partnerships.filters import fields
from partnerships.filters.base import (
    BoundFilter,
    LinkFilter,
    ManyFilter,
    StartFilter,
    ValueFilter,
    YearFilter,
    changed,
    filters,
    match,
    organisation,
    regions,
    words,
)
from partnerships.filters.quality import quality
from partnerships.models import Initiative, Partnership, Pledge, Region, Sector
from partnerships.models.reach import organisations_in

YES, NO = "yes", "no"


class OverdueFilter(django_filters.Filter):
    """What is overdue today, or all the rest."""

    field_class = fields.ChoiceField

    def __init__(self, label):
        choices = (("", _("Either")), (YES, _("Overdue")), (NO, _("Not overdue")))
        super().__init__(label=label, choices=choices)

    def filter(self, qs, value):
        if not value:
            return qs
        overdue = qs.model.objects.overdue(self.parent.request.today).values("pk")
        return qs.filter(pk__in=overdue) if value == YES else qs.exclude(pk__in=overdue)


class OfficeFilter(ValueFilter):
    """Rows of an office, named as it is: offices have no code."""

    def __init__(self, label, column):
        super().__init__(label, f"{column}__name", ())
        self.office = column

    def choices_for(self, filterset):
        visible = filterset.queryset.model.objects.visible_to(filterset.request.user)
        names = visible.filter(**{f"{self.office}__isnull": False}).order_by(self.column)
        return [(name, name) for name in names.values_list(self.column, flat=True).distinct()]


class PartyRegionFilter(ManyFilter):
    """Pledges of which the one party, who made it or to whom it was made, is of these regions."""

    model_of_link = Region

    def __init__(self, label, party):
        super().__init__(label=label)
        self.party = party

    def chains(self, model):
        return False

    def choices_for(self, filterset):
        return [(region.code, region.name) for region in filterset.regions]

    def find(self, found, values, user, *, every):
        parties = organisations_in(values, user).values("pk")
        return found.filter(**{f"{self.party}__in": parties})


class DaysFilter(BoundFilter):
    """One end of the period in which a pledge was made or kept, as far as that is known."""

    def __init__(self, label, between, *, first):
        super().__init__(label, first=first)
        self.between = between

    def filter(self, qs, value):
        if not value:
            return qs
        days = (self.day(value), None) if self.first else (None, self.day(value))
        return getattr(qs, self.between)(*days)


class MadeUnderFilter(LinkFilter):
    """Pledges made in a record that is linked to one of these, or to every one."""

    def chains(self, model):
        return True

    def find(self, found, values, user, *, every):
        for group in [[value] for value in values] if every else [values]:
            chosen = self.model_of_link.objects.visible_to(user).filter(self._named(group))
            found = found.made_under(self.relation, chosen.values("pk"))
        return found


PledgeFilters = filters(
    "PledgeFilters",
    {
        **words(),
        **regions(),
        "status": ValueFilter(_("State of the pledge"), "state", PledgeState.choices),
        "overdue": OverdueFilter(_("Overdue")),
        "office": OfficeFilter(_("Responsible office"), "responsible_office"),
        "made_by": PartyRegionFilter(_("Made by (region)"), "made_by"),
        "made_to": PartyRegionFilter(_("Made to (region)"), "made_to"),
        "from": StartFilter(_("Due from"), first=True),
        "to": StartFilter(_("Due until"), first=False),
        "year": YearFilter(label=_("Due in the year")),
        "promised_from": DaysFilter(_("Made from"), "made_between", first=True),
        "promised_to": DaysFilter(_("Made until"), "made_between", first=False),
        "kept_from": DaysFilter(_("Kept from"), "kept_between", first=True),
        "kept_to": DaysFilter(_("Kept until"), "kept_between", first=False),
        "sector": MadeUnderFilter(_("Sector"), Sector, "sectors"),
        "initiative": MadeUnderFilter(_("Initiative"), Initiative, "initiatives"),
        "partnership": MadeUnderFilter(_("Partnership"), Partnership, "partnerships"),
        **organisation(),
        **quality(Pledge),
        **changed(),
        **match(),
    },
)
