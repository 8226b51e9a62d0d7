import factory

from partnerships.choices import FigureKind, FigureStage, Visibility
from partnerships.models import Figure, Target
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.delegations import DelegationFactory
from tests.factories.sources import SourceFactory


class TargetFactory(RecordFactory):
    """A goal without number and period, on nothing in particular."""

    class Meta:
        model = Target

    title = factory.Sequence(lambda n: f"Made-up goal {n}")
    unit = "people"
    sectors = links("sectors")


class FigureFactory(RowFactory):
    """A public figure of a delegation; `for_office` hides it like a cost."""

    class Meta:
        model = Figure

    class Params:
        for_office = factory.Trait(visibility=Visibility.OFFICE)

    record = factory.SubFactory(DelegationFactory)
    kind = FigureKind.OTHER
    what = factory.Sequence(lambda n: f"made-up things {n}")
    stage = FigureStage.REPORTED
    source = factory.SubFactory(SourceFactory)
    visibility = Visibility.PUBLIC
