"""Records that one partial date places in time: signed, begun, launched, published."""

from django.db import models
from django.db.models import Q

from partnerships.models.base import RecordQuerySet
from partnerships.models.parties import date_order


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


class DueRows(MomentRows):
    """Rows that fall due; `standing` are those that somebody still has to act on."""

    moment = "due"

    def standing(self):
        raise NotImplementedError

    def overdue(self, on):
        """Those still standing whose due date is certainly over on the day `on`."""
        return self.standing().filter(due_latest__lt=on)

    def due_within(self, start, end):
        """Those still standing that fall due at the latest from `start` to `end`, inclusive."""
        return self.standing().filter(due_latest__gte=start, due_latest__lte=end)

    def soonest_first(self):
        """By due date, the unknown last."""
        return self.order_by(*date_order("due"), "pk")


class MomentQuerySet(RecordQuerySet, MomentRows):
    pass
