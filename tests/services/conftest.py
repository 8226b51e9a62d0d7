"""A delegation with everything on it, saved by the one write path."""

import pytest

from partnerships.choices import PartyRole
from partnerships.services import records
from tests.factories import OrganisationFactory, SectorFactory, SourceFactory
from tests.services.missions import delegation
from tests.services.seeds import filled


@pytest.fixture
def mission():
    """A saved delegation with a party, a stop, a person, a sector and a citation."""
    record = delegation(start="2025-07")
    records.save(
        record,
        [
            lambda: record.parties.create(organisation=OrganisationFactory(), role=PartyRole.LEAD),
            lambda: record.stops.create(place="Nowhere", order=1),
            lambda: record.attendances.create(name="Printed Name", leads=True),
            lambda: record.sectors.add(SectorFactory(slug="made-up")),
            lambda: record.citations.create(source=SourceFactory(), value_as_stated="about 7"),
        ],
        reason="Logged",
    )
    return record


@pytest.fixture
def seeds(tmp_path):
    """A folder of seeds with a made-up delegation."""
    return filled(tmp_path)
