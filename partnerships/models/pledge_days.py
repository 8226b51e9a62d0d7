"""On which days pledges were made and kept, and how they stood on a day that is over."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from partnerships.choices import PledgeState, ReviewFinding
from partnerships.dates import Precision
from partnerships.models.fields import BOUNDS

#: Where a pledge may have been made; at most one of them is filled.
MADE_IN = ("delegation", "event", "agreement")


class PledgeDays(models.QuerySet):
    def made_between(self, start, end):
        """Those possibly made from `start` to `end` (inclusive; None is open).

        Where it is not stated when, the record that it was made in tells. Undated ones are left
        out.
        """
        places = {place: self.model._meta.get_field(place).related_model for place in MADE_IN}
        rule = _touching("made", start, end)
        for place, records in places.items():
            begun = _touching(f"{place}__{records.dated_by}", start, end)
            rule |= Q(made_precision=Precision.UNKNOWN) & begun
        return self.filter(rule)

    def kept_between(self, start, end):
        """Those kept from `start` to `end` (inclusive; None is open).

        By the day of the review that found them kept, else by the day on which they were possibly
        due. Without either they are left out.
        """
        found = self.with_day_kept().filter(state=PledgeState.KEPT)
        reviewed = Q(found_kept_on__isnull=False)
        if start:
            reviewed &= Q(found_kept_on__gte=start)
        if end:
            reviewed &= Q(found_kept_on__lte=end)
        unreviewed = Q(found_kept_on__isnull=True) & _touching("due", start, end)
        return found.filter(reviewed | unreviewed)

    def with_day_kept(self):
        """Annotate `found_kept_on`: the day of the last review that found it kept, or None."""
        reviews = self._rows("reviews").filter(found=ReviewFinding.KEPT).order_by("-day", "-pk")
        return self.annotate(found_kept_on=Subquery(reviews.values("day")[:1]))

    def with_past(self, on):
        """Annotate `state_then` and the columns of `due_then`, as they were after the day `on`.

        The first review since tells the state before it, the first change of the due date the date
        before it. A state that was changed without a review, and a date removed while there was
        none before, are not in these books: they read as today.
        """
        reviewed = self._rows("reviews").filter(day__gt=on).exclude(state_before="")
        state = Subquery(reviewed.order_by("day", "pk").values("state_before")[:1])
        moved = self._rows("due_changes").filter(at__date__gt=on).order_by("at", "pk")
        known = Subquery(moved.values("old_precision")[:1])
        found = self.annotate(state_then=Coalesce(state, F("state")), moved_since=known)
        return found.annotate(
            **{
                f"due_then_{bound}": models.Case(
                    models.When(moved_since__isnull=True, then=F(f"due_{bound}")),
                    default=Subquery(moved.values(f"old_{bound}")[:1]),
                )
                for bound in BOUNDS
            }
        )

    def _rows(self, name):
        rows = self.model._meta.get_field(name).related_model.objects
        return rows.filter(pledge=OuterRef("pk"))


def _touching(name: str, start, end) -> Q:
    """The condition that the partial date `name` is known and may lie in the period."""
    earliest, latest = f"{name}_earliest", f"{name}_latest"
    rule = Q(**{f"{latest}__isnull": False})
    if end:
        rule &= Q(**{f"{earliest}__isnull": True}) | Q(**{f"{earliest}__lte": end})
    return rule & Q(**{f"{latest}__gte": start}) if start else rule
