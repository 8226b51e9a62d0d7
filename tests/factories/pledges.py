from datetime import date

import factory

from partnerships.choices import PledgeState, ReviewFinding
from partnerships.models import Pledge, PledgeDueChange, PledgeReview
from tests.factories.base import RecordFactory, RowFactory


class PledgeFactory(RecordFactory):
    """An open pledge of nobody named, made in no record; `kept` and `dropped` are over."""

    class Meta:
        model = Pledge

    class Params:
        kept = factory.Trait(state=PledgeState.KEPT, evidence="Made-up opening of the desk")
        dropped = factory.Trait(state=PledgeState.DROPPED, dropped_because="Made-up lack of funds")

    text = factory.Sequence(lambda n: f"Made-up promise {n}")


class PledgeReviewFactory(RowFactory):
    class Meta:
        model = PledgeReview

    pledge = factory.SubFactory(PledgeFactory)
    day = date(2026, 4, 1)
    found = ReviewFinding.NO_NEWS


class PledgeDueChangeFactory(RowFactory):
    """A slip by a year."""

    class Meta:
        model = PledgeDueChange

    pledge = factory.SubFactory(PledgeFactory)
    old = "2026"
    new = "2027"
    reason = "Made-up delay"
