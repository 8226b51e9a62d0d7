import factory

from partnerships.choices import InitiativeKind
from partnerships.models import Initiative, InitiativeAim, Membership
from partnerships.text import slug_from
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class InitiativeFactory(RecordFactory):
    class Meta:
        model = Initiative

    name = factory.Sequence(lambda n: f"Made-up Initiative {n}")
    slug = factory.LazyAttribute(lambda initiative: slug_from(initiative.name))
    kind = InitiativeKind.INITIATIVE
    sectors = links("sectors")


class InitiativeAimFactory(RowFactory):
    class Meta:
        model = InitiativeAim

    initiative = factory.SubFactory(InitiativeFactory)
    text = factory.Sequence(lambda n: f"Made-up aim {n}")


class MembershipFactory(RowFactory):
    class Meta:
        model = Membership

    initiative = factory.SubFactory(InitiativeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
