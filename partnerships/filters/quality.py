"""The filter of records by what is missing or doubtful in them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import ManyFilter
from partnerships.metrics.quality import checks_of, flawed


class QualityFilter(ManyFilter):
    """Records with one of these flaws as of today, or with `match=all` every one."""

    def __init__(self, label, model):
        super().__init__(
            label=label, choices=[(check.value, check.label) for check in checks_of(model)]
        )

    def find(self, found, values, user, *, every):
        on = self.parent.request.today
        visible = found.model.objects.visible_to(user)
        keys = [flawed(visible, value, user, on).order_by().values("pk") for value in values]
        if every:
            for one in keys:
                found = found.filter(pk__in=one)
            return found
        rule = Q()
        for one in keys:
            rule |= Q(pk__in=one)
        return found.filter(rule)


def quality(model) -> dict:
    return {"quality": QualityFilter(_("To be mended"), model)}
