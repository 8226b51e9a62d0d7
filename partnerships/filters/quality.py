"""The filter of records by what is missing or doubtful in them."""

from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import ManyFilter, among
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
        return among(found, keys, every=every)


def quality(model) -> dict:
    return {"quality": QualityFilter(_("To be mended"), model)}
