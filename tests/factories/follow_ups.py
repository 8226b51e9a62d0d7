import factory

from partnerships.choices import Direction, Visibility
from partnerships.models import ErrorReport, FollowUp, FollowUpTemplate, Note
from tests.factories.base import RowFactory
from tests.factories.delegations import DelegationFactory


class PaperFactory(RowFactory):
    """Seen by all who sign in; `for_office` hides it from all but administrators."""

    class Meta:
        abstract = True

    class Params:
        for_office = factory.Trait(visibility=Visibility.OFFICE)

    record = factory.SubFactory(DelegationFactory)
    visibility = Visibility.OFFICIALS


class FollowUpFactory(PaperFactory):
    class Meta:
        model = FollowUp

    what = factory.Sequence(lambda n: f"Made-up thing to do {n}")


class ErrorReportFactory(RowFactory):
    class Meta:
        model = ErrorReport

    follow_up = factory.SubFactory(FollowUpFactory)
    wrong = factory.Sequence(lambda n: f"Made-up mistake {n}")


class FollowUpTemplateFactory(RowFactory):
    class Meta:
        model = FollowUpTemplate

    direction = Direction.INDIA_TO_JAPAN
    what = factory.Sequence(lambda n: f"Made-up step {n}")
    days_before = 30


class NoteFactory(PaperFactory):
    class Meta:
        model = Note

    text = factory.Sequence(lambda n: f"Made-up note {n}")
