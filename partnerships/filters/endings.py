"""The filter of agreements by how their term comes to an end."""

from django.utils.translation import gettext_lazy as _

from partnerships.choices import EndsWithin
from partnerships.filters.base import ManyFilter


class EndingFilter(ManyFilter):
    """Signed agreements by their end as of today."""

    def __init__(self, label):
        super().__init__(label=label, choices=EndsWithin.choices)

    def chains(self, model):
        return False

    def find(self, found, values, user, *, every):
        return found.ending(values, user, self.parent.request.today)


def ending() -> dict:
    return {"ending": EndingFilter(_("Ends"))}
