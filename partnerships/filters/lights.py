"""The filter of partnerships by the light they show."""

from django.utils.translation import gettext_lazy as _

from partnerships.choices import Light
from partnerships.filters.base import ManyFilter
from partnerships.metrics.lights import in_light


class LightFilter(ManyFilter):
    """Ties in force by their last recorded contact as of today."""

    def __init__(self, label):
        super().__init__(label=label, choices=Light.choices)

    def chains(self, model):
        return False

    def find(self, found, values, user, *, every):
        return in_light(found, values, user, self.parent.request.today)


def light() -> dict:
    return {"light": LightFilter(_("Light"))}
