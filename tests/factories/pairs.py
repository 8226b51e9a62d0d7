import factory

from partnerships.choices import Country, PartnershipKind, Standing
from partnerships.models import Partnership, PartnershipParty
from partnerships.text import slug_from
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class PartnershipFactory(RecordFactory):
    """A tie in force without parties; `india=` and `japan=` name one organisation of each side."""

    class Meta:
        model = Partnership

    title = factory.Sequence(lambda n: f"Madeup Pradesh – Kakuu {n}")
    slug = factory.LazyAttribute(lambda tie: slug_from(tie.title))
    kind = PartnershipKind.SISTER
    standing = Standing.IN_FORCE
    sectors = links("sectors")
    initiatives = links("initiatives")

    @factory.post_generation
    def india(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, side=Country.INDIA)

    @factory.post_generation
    def japan(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, side=Country.JAPAN)


class PartnershipPartyFactory(RowFactory):
    class Meta:
        model = PartnershipParty

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    side = Country.INDIA
