"""Loading the seeds after records were merged: none comes back, and their names lead on."""

import pytest

from partnerships.models import Delegation, Organisation, Source
from partnerships.services import numbering, records, seeding
from partnerships.services.merging import merge, undo
from tests.factories import DelegationFactory, OrganisationFactory, SourceFactory, UserFactory
from tests.services.seeds import MISSION

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def merged(kept, gone, admin):
    return merge(
        kept,
        gone,
        by=admin,
        expected_version=kept.version,
        expected_version_of_gone=gone.version,
    )


def test_a_merged_record_is_not_made_again(seeds, admin):
    seeding.load(seeds.folder)
    mission = Delegation.objects.get(reference=MISSION)
    kept = DelegationFactory(title="Logged here")
    done = merged(kept, mission, admin)

    report = seeding.load(seeds.folder)

    assert report.of("refused") == []
    assert not Delegation.objects.filter(reference=MISSION).exists()
    told = f"“{MISSION}” is not loaded: “{MISSION}” was merged into “{kept.reference}”."
    assert any(told in line for line in report.of("kept"))
    undo(done, by=admin)
    assert seeding.load(seeds.folder).of("kept") == []


def test_a_merged_record_that_the_files_bring_later_is_not_made(seeds, admin):
    mission = DelegationFactory(reference=MISSION)
    merged(DelegationFactory(), mission, admin)
    report = seeding.load(seeds.folder)
    assert report.of("refused") == []
    assert not Delegation.objects.filter(reference=MISSION).exists()


def test_cells_of_the_files_that_name_a_merged_record_find_the_other(seeds, admin):
    seeding.load(seeds.folder)
    gone = Source.objects.get(slug="made-up-page")
    uses = gone.uses.count()
    kept = SourceFactory()
    merged(kept, gone, admin)

    report = seeding.load(seeds.folder)

    assert report.of("refused") == []
    assert kept.uses.count() == uses > 0
    assert not Source.objects.filter(slug="made-up-page").exists()


def test_the_slug_of_a_merged_record_is_not_given_again(admin):
    gone = OrganisationFactory(name="Made-up Chamber", slug="made-up-chamber")
    merged(OrganisationFactory(), gone, admin)
    new = Organisation(name="Made-up Chamber", kind="chamber")
    records.save(new, by=admin)
    assert new.slug != "made-up-chamber"
    assert numbering.free_slug(new) == new.slug
