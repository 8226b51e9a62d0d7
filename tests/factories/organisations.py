import factory

from partnerships.choices import OrganisationKind
from partnerships.models import Organisation
from partnerships.text import slug_from
from tests.factories.base import RecordFactory
from tests.factories.regions import PrefectureFactory, StateFactory


class OrganisationFactory(RecordFactory):
    """A body without country or region."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Made-up Body {n}")
    slug = factory.LazyAttribute(lambda body: slug_from(body.name))
    kind = OrganisationKind.OTHER


class _GovernmentFactory(OrganisationFactory):
    """The government of a region of its own; `region` gives it another."""

    class Meta:
        abstract = True

    kind = OrganisationKind.REGIONAL_GOVERNMENT
    name = factory.SelfAttribute("region.name_en")
    country = factory.LazyAttribute(lambda body: body.region.code[:2])


class StateGovernmentFactory(_GovernmentFactory):
    class Meta:
        model = Organisation

    region = factory.SubFactory(StateFactory)


class PrefectureGovernmentFactory(_GovernmentFactory):
    class Meta:
        model = Organisation

    region = factory.SubFactory(PrefectureFactory)
