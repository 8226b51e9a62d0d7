import factory

from partnerships.choices import DelegationStatus, Direction, PartyRole
from partnerships.models import Attendance, Delegation, DelegationParty, Stop
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class DelegationFactory(RecordFactory):
    """A planned mission to India, undated and without parties.

    `lead=` and `host=` name one organisation each; `completed` is one that took place.
    """

    class Meta:
        model = Delegation

    class Params:
        completed = factory.Trait(status=DelegationStatus.COMPLETED)

    title = factory.Sequence(lambda n: f"Made-up mission {n}")
    direction = Direction.JAPAN_TO_INDIA
    sectors = links("sectors")
    initiatives = links("initiatives")
    partnerships = links("partnerships")

    @factory.post_generation
    def lead(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, role=PartyRole.LEAD)

    @factory.post_generation
    def host(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, role=PartyRole.HOST)


class DelegationPartyFactory(RowFactory):
    class Meta:
        model = DelegationParty

    delegation = factory.SubFactory(DelegationFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class StopFactory(RowFactory):
    class Meta:
        model = Stop

    delegation = factory.SubFactory(DelegationFactory)
    place = factory.Sequence(lambda n: f"Nowhere {n}")


class AttendanceFactory(RowFactory):
    """A person by name as printed; `person=` ties it to a record instead."""

    class Meta:
        model = Attendance

    delegation = factory.SubFactory(DelegationFactory)
    name = factory.Sequence(lambda n: f"Printed Name {n}")
