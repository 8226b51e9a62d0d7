import factory

from partnerships.choices import AgreementKind, Stage
from partnerships.models import Agreement, Signature
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class AgreementFactory(RecordFactory):
    """A signed memorandum without date or signatures; `planned` is one to come."""

    class Meta:
        model = Agreement

    class Params:
        planned = factory.Trait(stage=Stage.PLANNED)

    title = factory.Sequence(lambda n: f"Made-up memorandum {n}")
    kind = AgreementKind.MOU
    stage = Stage.DONE
    sectors = links("sectors")
    initiatives = links("initiatives")
    delegations = links("delegations")
    events = links("events")


class SignatureFactory(RowFactory):
    class Meta:
        model = Signature

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)
