import factory

from partnerships.choices import EventKind, PartyRole, Stage
from partnerships.models import Event, EventAttendance, EventParty
from tests.factories.base import RecordFactory, RowFactory, links
from tests.factories.organisations import OrganisationFactory


class EventFactory(RecordFactory):
    """A planned meeting, undated and without parties; `done` is one that took place."""

    class Meta:
        model = Event

    class Params:
        done = factory.Trait(stage=Stage.DONE)

    title = factory.Sequence(lambda n: f"Made-up meeting {n}")
    kind = EventKind.MEETING
    sectors = links("sectors")
    initiatives = links("initiatives")
    partnerships = links("partnerships")
    delegations = links("delegations")

    @factory.post_generation
    def lead(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, role=PartyRole.LEAD)

    @factory.post_generation
    def host(record, create, extracted, **_rest):  # noqa: N805 - factory-boy passes the record
        if create and extracted:
            record.parties.create(organisation=extracted, role=PartyRole.HOST)


class EventPartyFactory(RowFactory):
    class Meta:
        model = EventParty

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class EventAttendanceFactory(RowFactory):
    class Meta:
        model = EventAttendance

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Printed Name {n}")
