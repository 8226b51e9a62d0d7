"""The history of records: who, when and why, restoring and removing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from reversion.models import Revision, Version

from partnerships.choices import PartyRole
from partnerships.models import (
    Citation,
    Delegation,
    Partnership,
)
from partnerships.services import history, records
from tests.factories import (
    CitationFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    SourceFactory,
    StateGovernmentFactory,
    UserFactory,
)
from tests.services.missions import state_of

pytestmark = pytest.mark.django_db


def test_history_says_who_when_and_why(mission):
    user = UserFactory(username="kiran")
    mission.title = "Another title"
    records.save(mission, by=user, reason="Corrected")

    latest = history.last_change(mission)
    assert (latest.user, latest.comment) == (user, "Corrected")
    assert [version.field_dict["title"] for version in history.versions_of(mission)] == [
        "Another title",
        "Made-up mission",
    ]


def test_somebody_who_has_not_signed_in_is_no_author(mission):
    mission.title = "Another title"
    records.save(mission, by=AnonymousUser())

    assert history.last_change(mission).user is None


def test_restoring_brings_back_rows_people_citations_and_links(mission):
    before = state_of(mission)
    first = history.versions_of(mission).get()
    body, sector, source = OrganisationFactory(), SectorFactory(), SourceFactory()

    def rearrange():
        mission.parties.all().delete()
        mission.attendances.all().delete()
        mission.citations.all().delete()
        mission.stops.update(place="Elsewhere")
        mission.parties.create(organisation=body, role=PartyRole.HOST)
        mission.stops.create(place="Added", order=2)
        mission.citations.create(source=source, field="headcount")
        mission.sectors.set([sector])

    mission.title = "Another title"
    records.save(mission, [rearrange])
    user = UserFactory(administrator=True)

    records.restore(mission, first, by=user, expected_version=2, reason="Undone")

    assert state_of(mission) == before
    assert Delegation.objects.get(pk=mission.pk).version == 3
    assert history.versions_of(mission).count() == 3
    assert history.last_change(mission).user == user


def test_a_restored_state_can_itself_be_undone(mission):
    first = history.versions_of(mission).get()
    records.save(mission, [mission.stops.all().delete])
    without_stop = history.versions_of(mission).first()
    records.restore(mission, first, by=UserFactory(), expected_version=2)

    records.restore(mission, without_stop, by=UserFactory(), expected_version=3)

    assert not mission.stops.exists()


def test_restoring_a_stale_record_is_refused(mission):
    first = history.versions_of(mission).get()
    records.save(mission, [mission.stops.all().delete])

    with pytest.raises(records.StaleVersion):
        records.restore(mission, first, by=UserFactory(), expected_version=1)

    assert not mission.stops.exists()


def test_restoring_a_party_that_no_longer_exists_is_refused_with_a_sentence(mission):
    first = history.versions_of(mission).get()
    body = mission.parties.get().organisation
    records.save(mission, [mission.parties.all().delete])
    records.delete(body, by=UserFactory())

    with pytest.raises(ValidationError):
        records.restore(mission, first, by=UserFactory(), expected_version=2)

    assert Delegation.objects.get(pk=mission.pk).version == 2
    assert not mission.parties.exists()


def test_restoring_leaves_out_a_sector_that_no_longer_exists(mission):
    first = history.versions_of(mission).get()
    sector = mission.sectors.get()
    records.save(mission, [mission.sectors.clear])
    sector.delete()

    records.restore(mission, first, by=UserFactory(), expected_version=2)

    assert not mission.sectors.exists()


def test_restoring_a_partnership_leaves_the_delegations_alone(mission):
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    roles = {"role": PartyRole.LEAD}
    records.save(
        mission,
        [lambda: [mission.parties.create(organisation=o, **roles) for o in (state, prefecture)]],
    )
    tie = Partnership(kind="mou", standing="in_force")
    sides = {"IN": state, "JP": prefecture}
    records.save(
        tie,
        [lambda: [tie.parties.create(side=s, organisation=o) for s, o in sides.items()]],
    )
    first = history.versions_of(tie).get()
    tie.summary = "Changed"
    records.save(tie)
    mission.title = "Changed since"
    records.save(mission)

    records.restore(tie, first, by=UserFactory(), expected_version=2)

    assert Delegation.objects.get(pk=mission.pk).title == "Changed since"
    assert mission.partnerships.get() == tie


def test_removing_keeps_the_last_state_with_its_rows(mission):
    place, kept = mission.stops.get().pk, mission.pk
    records.delete(mission, by=UserFactory(username="kiran"), reason="Entered twice")

    last = Version.objects.get_deleted(Delegation).get()
    assert last.field_dict["title"] == "Made-up mission"
    assert (last.revision.comment, last.revision.user.username) == ("Entered twice", "kiran")
    assert str(kept) == last.object_id
    rows = {(row.content_type.model, row.object_id) for row in last.revision.version_set.all()}
    assert ("stop", str(place)) in rows
    assert not Citation.objects.exists()


def test_removing_what_others_need_is_refused_and_leaves_no_trace(mission):
    body = mission.parties.get().organisation
    revisions = Revision.objects.count()

    with pytest.raises(ProtectedError):
        records.delete(body, by=UserFactory())

    assert Revision.objects.count() == revisions


def test_a_citation_of_a_removed_row_stays_with_the_record(mission):
    row = mission.stops.get()
    CitationFactory(record=mission, field="stops", row=row.pk)

    records.save(mission, [mission.stops.all().delete])

    assert mission.citations.get(field="stops").row is None
