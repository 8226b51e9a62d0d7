import factory

from partnerships.choices import ProgrammeDirection, ProgrammeKind, ProgrammeRole
from partnerships.models import Cohort, ExchangeProgramme, ProgrammeParty
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class ExchangeProgrammeFactory(RecordFactory):
    """A planned programme, undated, without parties and cohorts."""

    class Meta:
        model = ExchangeProgramme

    title = factory.Sequence(lambda n: f"Made-up exchange {n}")
    kind = ProgrammeKind.STUDENT
    direction = ProgrammeDirection.BOTH
    sectors = links("sectors")
    initiatives = links("initiatives")
    partnerships = links("partnerships")
    agreements = links("agreements")


class ProgrammePartyFactory(RowFactory):
    class Meta:
        model = ProgrammeParty

    programme = factory.SubFactory(ExchangeProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = ProgrammeRole.SENDING


class CohortFactory(RowFactory):
    class Meta:
        model = Cohort

    programme = factory.SubFactory(ExchangeProgrammeFactory)
    period_text = factory.Sequence(lambda n: f"Made-up term {n}")
