"""Merging two records: everything moves, nothing is lost, and it can be undone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships import models
from partnerships.choices import PartyRole, Visibility
from partnerships.models import Delegation, MergedRecord, Organisation, Person, Source
from partnerships.services import history, records
from partnerships.services.merging import merge, plan, undo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.UserFactory(administrator=True)


@pytest.fixture
def body():
    return factories.OrganisationFactory(name="Made-up Chamber", slug="made-up-chamber")


@pytest.fixture
def twin():
    return factories.OrganisationFactory(
        name="Chamber of Madeup", name_ja="架空商工会議所", slug="chamber-of-madeup"
    )


def merged(kept, gone, by, **values) -> MergedRecord:
    kept.refresh_from_db()
    gone.refresh_from_db()
    return merge(
        kept,
        gone,
        by=by,
        expected_version=kept.version,
        expected_version_of_gone=gone.version,
        **values,
    )


def refusal(kept, gone, by, **values) -> str:
    with pytest.raises(ValidationError) as refused:
        merged(kept, gone, by, **values)
    assert MergedRecord.objects.count() == 0
    assert type(gone).objects.filter(pk=gone.pk).exists()
    return " ".join(refused.value.messages)


def state(*rows) -> list:
    return [history.snapshot(type(row).objects.get(pk=row.pk)) for row in rows]


def test_every_row_that_names_an_organisation_names_the_other(admin, body, twin):
    mission = factories.DelegationFactory(lead=twin)
    stop = factories.StopFactory(delegation=mission, host=twin)
    member = factories.OrganisationFactory(parent=twin)
    figure = factories.FigureFactory(record=mission, organisation=twin)
    merged(body, twin, admin)
    for row in (mission.parties.get(), stop, member, figure):
        row.refresh_from_db()
    assert mission.parties.get().organisation == stop.host == member.parent == body
    assert figure.organisation == body
    assert not Organisation.objects.filter(pk=twin.pk).exists()


def test_each_record_that_is_touched_has_it_in_its_history(admin, body, twin):
    mission = factories.DelegationFactory(lead=twin)
    merged(body, twin, admin, reason="One and the same")
    mission.refresh_from_db()
    told = "Merged “Chamber of Madeup” into “Made-up Chamber”: One and the same"
    assert mission.version == 2
    assert history.last_change(mission).comment == told
    assert history.last_change(body).comment == told
    assert history.versions_of(twin)[0].revision.comment == told


def test_the_other_names_of_an_organisation_stay_names_of_it(admin, body, twin):
    Organisation.objects.filter(pk=twin.pk).update(other_names="CoM\nMADE-UP CHAMBER")
    merged(body, twin, admin)
    body.refresh_from_db()
    assert body.name_ja == "架空商工会議所"
    assert body.other_names.splitlines() == ["Chamber of Madeup", "CoM"]
    assert Organisation.objects.visible_to(admin).filter(search_text__contains="madeup").get()


def test_a_fact_is_taken_from_the_other_where_one_has_none_or_it_is_chosen(admin):
    kept = factories.DelegationFactory(title="One", start="2025-07", purpose="To see")
    gone = factories.DelegationFactory(
        title="Two", start="2025-07-28", outcome="Seen", purpose="To look", headcount=70
    )
    merged(kept, gone, admin, choices={"start": "gone", "purpose": "both"})
    kept.refresh_from_db()
    assert (kept.title, kept.outcome, kept.headcount.number) == ("One", "Seen", 70)
    assert kept.start.file_form() == "2025-07-28"
    assert kept.purpose == "To see\n\nTo look"


def test_a_choice_that_there_is_not_is_refused(admin):
    kept, gone = factories.DelegationFactory(title="One"), factories.DelegationFactory(title="Two")
    assert "“both” is no choice" in refusal(kept, gone, admin, choices={"title": "both"})
    assert "is not a fact" in refusal(kept, gone, admin, choices={"reference": "gone"})


def test_a_merge_shows_nothing_to_more_people_unless_chosen(admin):
    kept = factories.DelegationFactory(title="One")
    gone = factories.DelegationFactory(title="One", for_office=True)
    merged(kept, gone, admin)
    kept.refresh_from_db()
    assert kept.visibility == Visibility.OFFICE


def test_rows_that_say_the_same_are_folded_with_their_citations(admin, body, twin):
    mission = factories.DelegationFactory(lead=body)
    other = mission.parties.create(organisation=twin, role=PartyRole.LEAD, headcount_number=5)
    source = factories.SourceFactory()
    factories.CitationFactory(record=mission, source=source, field="parties", row=other.pk)
    merged(body, twin, admin)
    row = mission.parties.get()
    assert (row.organisation, row.headcount_number) == (body, 5)
    assert mission.citations.get().row == row.pk


def test_rows_that_differ_and_cannot_both_stand_are_named(admin, body, twin):
    mission = factories.DelegationFactory(title="Mission", lead=body, host=twin)
    before = state(body, twin, mission)
    told = refusal(body, twin, admin)
    assert "“Chamber of Madeup” and" in told
    assert mission.reference in told
    assert "cannot both stand, and they differ: role." in told
    assert state(body, twin, mission) == before


def test_posts_of_one_title_become_one_with_all_who_held_it(admin, body, twin):
    ours = factories.PostFactory(organisation=body, title="President")
    theirs = factories.PostFactory(organisation=twin, title="President")
    holding = factories.HoldingFactory(post=theirs)
    merged(body, twin, admin)
    holding.refresh_from_db()
    assert holding.post == ours
    assert models.Post.objects.count() == 1


def test_citations_of_two_sources_for_one_statement_are_folded(admin):
    one, other = factories.SourceFactory(), factories.SourceFactory()
    mission = factories.DelegationFactory()
    for source in (one, other):
        factories.CitationFactory(record=mission, source=source, field="start")
    factories.CitationFactory(record=mission, source=other, field="start", value_as_stated="July")
    factories.CitationFactory(record=factories.RegionFactory(), source=other)
    merged(one, other, admin)
    assert sorted(mission.citations.values_list("source", "value_as_stated")) == [
        (one.pk, ""),
        (one.pk, "July"),
    ]
    assert one.uses.count() == 3


def test_what_is_stated_otherwise_is_followed_no_longer(admin):
    kept = factories.DelegationFactory(title="One", headcount=60)
    gone = factories.DelegationFactory(title="One", headcount=70)
    for record in (kept, gone):
        factories.CitationFactory(record=record, field="headcount", accepted=True)
    merged(kept, gone, admin)
    assert [c.accepted for c in kept.citations.order_by("pk")] == [True, False]


def test_links_of_both_and_to_both_are_united(admin):
    one, two = factories.SectorFactory(), factories.SectorFactory()
    tie = factories.PartnershipFactory()
    kept = factories.DelegationFactory(sectors=[one])
    gone = factories.DelegationFactory(sectors=[one, two], partnerships=[tie])
    Delegation.objects.filter(pk=gone.pk).update(partnerships_chosen=True)
    event = factories.EventFactory(delegations=[gone])
    merged(kept, gone, admin)
    kept.refresh_from_db()
    assert set(kept.sectors.all()) == {one, two}
    assert (list(kept.partnerships.all()), kept.partnerships_chosen) == ([tie], True)
    assert list(event.delegations.all()) == [kept]


def test_a_regional_government_is_not_merged_away(admin, body):
    government = factories.StateGovernmentFactory()
    assert "acts for its region" in refusal(body, government, admin)
    merged(government, body, admin, choices={"name": "kept"})
    government.refresh_from_db()
    assert government.is_regional_government
    told = "has to stay its region's government"
    other = factories.OrganisationFactory()
    with pytest.raises(ValidationError, match=told):
        merged(government, other, admin, choices={"kind": "gone"})


@pytest.mark.parametrize("way", [0, 1])
def test_a_member_and_what_it_is_a_member_of_are_two(admin, body, way):
    part = factories.OrganisationFactory(parent=factories.OrganisationFactory(parent=body))
    assert "hang on each other" in refusal(*[(body, part), (part, body)][way], admin)


def test_one_who_signs_on_behalf_of_the_other_is_another(admin, body, twin):
    factories.SignatureFactory(organisation=body, on_behalf_of=twin)
    assert "names both" in refusal(body, twin, admin)


def test_only_an_editor_of_both_merges_and_only_what_they_saw(admin, body, twin):
    with pytest.raises(PermissionDenied):
        merged(body, twin, factories.UserFactory(staff=True))
    with pytest.raises(records.StaleVersion):
        merge(body, twin, by=admin, expected_version=1, expected_version_of_gone=9)
    with pytest.raises(ValidationError, match="Only two"):
        merged(body, factories.PersonFactory(), admin)
    assert "into itself" in refusal(body, body, admin)
    assert Organisation.objects.count() == 2


def test_a_person_met_twice_under_two_records_is_one(admin):
    kept = factories.PersonFactory(name="Nobody Real")
    gone = factories.PersonFactory(name="Real Nobody", name_local="架空 太郎")
    mission = factories.DelegationFactory()
    for person in (kept, gone):
        factories.AttendanceFactory(delegation=mission, person=person, name="", title="Governor")
    factories.EventAttendanceFactory(person=gone)
    merged(kept, gone, admin)
    kept.refresh_from_db()
    assert (kept.name_local, kept.other_names) == ("架空 太郎", "Real Nobody")
    assert [row.person for row in mission.attendances.all()] == [kept]
    assert models.EventAttendance.objects.get().person == kept


def test_undoing_gives_both_back_as_they_were(admin, body, twin):
    mission = factories.DelegationFactory(lead=body)
    row = mission.parties.create(organisation=twin, role=PartyRole.LEAD, headcount_number=5)
    factories.CitationFactory(record=mission, field="parties", row=row.pk)
    factories.FigureFactory(record=twin)
    theirs = factories.PostFactory(organisation=twin, title="President")
    factories.PostFactory(organisation=body, title="President")
    holding = factories.HoldingFactory(post=theirs)
    touched = (body, twin, mission, holding.person)
    before = state(*touched)
    undo(merged(body, twin, admin), by=admin)
    assert state(*touched) == before
    assert MergedRecord.objects.count() == 0
    twin.refresh_from_db()
    assert (twin.slug, twin.version) == ("chamber-of-madeup", 2)
    assert history.last_change(twin).comment == "Took back the merge of “Chamber of Madeup”"


def test_two_merges_are_undone_last_one_first(admin, body, twin):
    third = factories.OrganisationFactory(name="Third")
    first = merged(body, twin, admin)
    second = merged(body, third, admin)
    with pytest.raises(ValidationError, match="was changed since"):
        undo(first, by=admin)
    undo(second, by=admin)
    undo(first, by=admin)
    assert Organisation.objects.filter(pk__in=[twin.pk, third.pk]).count() == 2


def test_a_record_merged_on_leads_to_the_last_and_is_undone_from_there(admin, body, twin):
    third = factories.OrganisationFactory(name="Third")
    first = merged(twin, third, admin)
    merged(body, twin, admin)
    found = MergedRecord.objects.target_of(Organisation, key=third.slug)
    assert found == body.pk
    with pytest.raises(ValidationError, match="was merged itself since"):
        undo(first, by=admin)


def test_what_was_changed_since_forbids_to_undo_and_is_named(admin, body, twin):
    mission = factories.DelegationFactory(lead=twin)
    done = merged(body, twin, admin)
    row = mission.parties.get()
    records.save(mission, [row.delete], by=admin, reason="No party")
    with pytest.raises(ValidationError, match="a row that it moved was removed since"):
        undo(done, by=admin)
    body.refresh_from_db()
    body.remark = "Changed"
    records.save(body, by=admin)
    with pytest.raises(ValidationError, match=f"was changed since. {admin} changed it on"):
        undo(done, by=admin)
    with pytest.raises(PermissionDenied):
        undo(done, by=factories.UserFactory())


def test_a_plan_writes_nothing_and_says_what_moves(admin, body, twin):
    factories.DelegationFactory(lead=twin)
    before = state(body, twin)
    drawn = plan(body, twin, admin)
    assert [type(move.row) for move in drawn.moves] == [models.DelegationParty]
    assert {d.name: d.default for d in drawn.differences} == {"name": "kept", "name_ja": "gone"}
    assert state(body, twin) == before


@pytest.mark.parametrize("model", [Delegation, Organisation, Person, Source])
def test_every_key_that_leads_to_a_kind_is_followed(model):
    """A relation that hangs on a record and is not followed would stop every merge."""
    from partnerships.services.merging import relations

    known = {field.name for field in relations.foreign_keys_to(model)}
    hanging = {
        relation.field.name
        for relation in model._meta.related_objects
        if relation.one_to_many or relation.one_to_one
    }
    assert hanging <= known
