"""Records that one partial date places in time: signed, begun, launched, published."""

from django.db import models
from django.db.models import Q

from partnerships.models.base import RecordQuerySet


class MomentRows(models.QuerySet):
    """Rows of any kind with one partial date."""

    #: The name of the partial date.
    moment: str

    def overlapping(self, start, end):
        """Records whose date possibly lies from `start` to `end` (inclusive; None is open).

        Undated ones are left out; callers count them with `undated`.
        """
        found = self.exclude(self._is_undated())
        earliest, latest = f"{self.moment}_earliest", f"{self.moment}_latest"
        if end:
            found = found.filter(
                Q(**{f"{earliest}__isnull": True}) | Q(**{f"{earliest}__lte": end})
            )
        if start:
            found = found.filter(Q(**{f"{latest}__isnull": True}) | Q(**{f"{latest}__gte": start}))
        return found

    def undated(self):
        return self.filter(self._is_undated())

    def _is_undated(self) -> Q:
        bounds = (f"{self.moment}_earliest", f"{self.moment}_latest")
        return Q(**{f"{bound}__isnull": True for bound in bounds})


class MomentQuerySet(RecordQuerySet, MomentRows):
    pass
