"""The forms of an officer: what they name, offer and let change is what the officer may."""

import pytest

from partnerships.admin.evidence import CitationForm
from partnerships.models import Agreement, Delegation, Note, Person, Post, Source
from partnerships.models.access import AccessEvent, AccessKind
from partnerships.services.told import names_told
from tests.admin.posting import admin_url, errors_of, held, post, queries_of, shown
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    DelegationFactory,
    DelegationPartyFactory,
    FigureFactory,
    FollowUpFactory,
    HoldingFactory,
    InitiativeFactory,
    NoteFactory,
    OfficeFactory,
    OfficeMemberFactory,
    OrganisationFactory,
    PartnershipFactory,
    PersonFactory,
    PostFactory,
    PrefectureGovernmentFactory,
    SignatureFactory,
    SourceFactory,
    StateGovernmentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
_APART = (
    "Choose an organisation in the same region that you may edit; an administrator moves a post "
    "to another."
)
FIGURES, FOLLOW_UPS, NOTES = (
    f"partnerships-{kind}-content_type-object_id" for kind in ("figure", "followup", "note")
)


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def prefecture():
    return PrefectureGovernmentFactory()


@pytest.fixture
def own(state):
    return office_for(state)


@pytest.fixture
def client(own):
    return officer_of(own)


def told(client, url) -> str:
    return client.get(url).content.decode()


# Removing


def test_the_page_that_asks_names_nothing_hidden(client, own, state):
    hidden = InitiativeFactory(for_office=True)
    record = DelegationFactory(lead=state, office=own, initiatives=[hidden])
    NoteFactory(record=record, for_office=True, text="Hidden remark")

    page = told(client, admin_url(Delegation, "delete", record.pk))

    assert str(state) in page
    assert "Hidden remark" not in page
    assert "nitiative" not in page.split("<main")[-1]


@pytest.mark.parametrize("bulk", [False, True])
def test_what_is_needed_by_a_hidden_record_stays_without_naming_it(client, own, bulk):
    record = DelegationFactory(office=own)
    DelegationFactory(title="Seen part", parent=record)
    DelegationFactory(title="Hidden part", parent=record, for_office=True)
    asked = {"action": "delete_selected", "_selected_action": [record.pk]} if bulk else {}
    page = ("changelist",) if bulk else ("delete", record.pk)

    answer = client.post(admin_url(Delegation, *page), {**asked, "post": "yes"}, follow=True)

    text = answer.content.decode()
    assert "Seen part" in text
    assert "other records" in text
    assert "Hidden part" not in text
    assert Delegation.objects.filter(pk=record.pk).exists()


def test_rows_of_hidden_records_are_not_named_either(client, own):
    source = SourceFactory(office=own)
    record = DelegationFactory(for_office=True)
    CitationFactory(record=record, source=source, value_as_stated="Hidden words")
    FigureFactory(record=record, source=source, what="hidden things", value=3)

    page = told(client, admin_url(Source, "delete", source.pk)).lower()

    assert "other records" in page
    assert "hidden words" not in page
    assert "hidden things" not in page


def test_a_refusal_names_records_as_far_as_they_are_seen(client):
    records = [DelegationFactory(title="Seen"), DelegationFactory(title="Hidden", for_office=True)]

    assert names_told(records, client.user) == f"{records[0]}, other records"
    assert names_told(records, None) == ", ".join(sorted(map(str, records)))


# Facts


def test_the_box_of_facts_names_no_hidden_row(client, state):
    record = DelegationFactory(lead=state)
    hidden = OrganisationFactory(name="Hidden Chamber", for_office=True)
    DelegationPartyFactory(delegation=record, organisation=hidden)

    assert "Hidden Chamber" not in told(client, change_url(record))


def test_the_facts_of_one_request_are_not_those_of_another(client, state):
    told(client, change_url(DelegationFactory(lead=state)))

    assert CitationForm.base_fields["fact"].choices == []


# Figures, follow-ups and notes


@pytest.fixture
def shared(state, prefecture):
    """A record of both, with a row of each kind that belongs to the office of the other."""
    other = office_for(prefecture)
    record = DelegationFactory(lead=state, host=prefecture)
    FigureFactory(record=record, office=other, what="stated things", value=3)
    FollowUpFactory(record=record, office=other, what="Stated step")
    NoteFactory(record=record, office=other, text="Stated remark")
    return record


def stated(record) -> list[str]:
    rows = (record.figures, record.follow_ups, record.notes)
    return [str(row) for relation in rows for row in relation.all()]


@pytest.mark.parametrize(
    "changed",
    [
        {f"{FIGURES}-0-what": "taken over", f"{FIGURES}-0-visibility": "public"},
        {f"{FOLLOW_UPS}-0-what": "Taken over"},
        {f"{NOTES}-0-text": "Taken over"},
        {f"{kind}-0-DELETE": "on" for kind in (FIGURES, FOLLOW_UPS, NOTES)},
    ],
)
def test_rows_of_another_office_are_shown_and_stay(client, shared, changed):
    before = stated(shared)
    assert "Stated remark" in told(client, change_url(shared))

    crafted = post(client, change_url(shared), purpose="Made-up purpose", **changed)
    answer = post(client, change_url(shared), purpose="Made-up purpose")

    stays = ["This row is another office's; it stays as it is."]
    assert stays in errors_of(crafted).values()
    assert AccessEvent.objects.filter(kind=AccessKind.REFUSAL).count() == 1
    assert answer.status_code == 302, errors_of(answer)
    assert stated(shared) == before
    shared.refresh_from_db()
    assert shared.purpose == "Made-up purpose"


def test_a_stale_form_brings_no_removed_row_of_another_office_back(client, shared):
    drawn = shown(client, change_url(shared))
    posted = {name: value for name, value in drawn.items() if not name.startswith(f"{NOTES}-0-")}
    posted |= {f"{NOTES}-0-id": shared.notes.get().pk, "purpose": "Made-up purpose"}
    shared.notes.all().delete()
    Delegation.objects.update(version=2)

    refused = client.post(change_url(shared), posted)
    again = client.post(change_url(shared), held(refused))

    assert again.status_code == 302, errors_of(again)
    assert not shared.notes.exists()


def test_own_rows_and_those_that_name_the_officer_are_changed(client, own, state):
    record = DelegationFactory(lead=state)
    FigureFactory(record=record, office=own, value=3)
    FollowUpFactory(record=record, office=OfficeFactory(), person=client.user)
    NoteFactory(record=record, office=own)
    changed = {f"{FIGURES}-0-what": "said", f"{FOLLOW_UPS}-0-what": "Said", f"{NOTES}-0-text": "So"}

    answer = post(client, change_url(record), **changed)

    assert answer.status_code == 302, errors_of(answer)
    assert stated(record) == ["said: 3", "Said", "So"]


def test_no_row_is_given_to_an_office_of_others(client, own, state):
    record = DelegationFactory(lead=state)
    kept = NoteFactory(record=record, office=own)
    stranger = OfficeFactory()
    new = {f"{NOTES}-TOTAL_FORMS": "2", f"{NOTES}-1-text": "New", f"{NOTES}-1-visibility": "office"}
    given = {f"{NOTES}-{row}-office": stranger.pk for row in (0, 1)}

    answer = post(client, change_url(record), **new, **given)

    refused = ["Choose an office that you are an officer of."]
    assert errors_of(answer) == dict.fromkeys(given, refused)
    assert list(Note.objects.values_list("pk", "office")) == [(kept.pk, own.pk)]


def test_a_follow_up_names_a_colleague_and_nobody_else(client, own, state):
    record = DelegationFactory(lead=state)
    colleague = OfficeMemberFactory(office=own, role="official").user
    stranger = UserFactory()
    row = {f"{FOLLOW_UPS}-TOTAL_FORMS": "1", f"{FOLLOW_UPS}-0-what": "Made-up step"}
    row[f"{FOLLOW_UPS}-0-visibility"] = "office"
    person = f"{FOLLOW_UPS}-0-person"

    page = told(client, change_url(record))
    refused = post(client, change_url(record), **row, **{person: stranger.pk})
    post(client, change_url(record), **row, **{person: colleague.pk})

    assert colleague.username in page
    assert stranger.username not in page
    assert person in errors_of(refused)
    assert record.follow_ups.get().person == colleague


def test_more_rows_take_no_more_queries(client, own, state):
    record = DelegationFactory(lead=state)
    FollowUpFactory(record=record, office=own, person=client.user)
    FigureFactory(record=record, office=own)
    few = queries_of(client, change_url(record))

    FollowUpFactory.create_batch(3, record=record, office=own, person=client.user)
    FigureFactory.create_batch(3, record=record, office=OfficeFactory())

    assert queries_of(client, change_url(record)) == few


# Links, people and posts


def test_a_hidden_partnership_is_not_taken_for_a_choice(client, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture, for_office=True)
    record = DelegationFactory(lead=state, host=prefecture, partnerships=[tie])

    post(client, change_url(record), purpose="Made-up purpose", partnerships=None)

    record.refresh_from_db()
    assert (record.purpose, record.partnerships_chosen) == ("Made-up purpose", False)
    assert list(record.partnerships.all()) == [tie]


def test_who_has_moved_left_no_hidden_post(client, state):
    hidden = OrganisationFactory(for_office=True)
    held = HoldingFactory(post=PostFactory(organisation=state))
    HoldingFactory(person=held.person, post=PostFactory(title="Hidden Envoy", organisation=hidden))

    page = told(client, admin_url(Person, "move", held.person_id))

    assert held.post.title in page
    assert "Hidden Envoy" not in page


def test_nobody_is_anonymised_by_an_office(client, own):
    person = PersonFactory(office=own)
    url = admin_url(Person, "anonymise", person.pk)

    assert url not in told(client, change_url(person))
    assert client.get(url).status_code == 403
    assert client.post(url, {"expected_version": 1, "sure": "on", "asked": "1"}).status_code == 403


def test_a_post_is_one_of_an_organisation_that_the_officer_edits(client, state):
    stranger = OrganisationFactory()
    add = admin_url(Post, "add")

    refused = post(client, add, title="Made-up Envoy", organisation=stranger.pk)
    post(client, add, title="Made-up Envoy", organisation=state.pk)
    made = Post.objects.get()
    moved = post(client, admin_url(Post, "change", made.pk), organisation=stranger.pk)

    assert errors_of(refused) == {"organisation": ["Choose an organisation that you may edit."]}
    assert errors_of(moved)["organisation"] == [_APART]
    assert made.organisation == state


def test_a_post_moves_within_its_region_alone(client, own, state):
    """Whom the records of its holders concern hangs on where it lies."""
    elsewhere = OrganisationFactory(office=own)
    beside = OrganisationFactory(office=own, region=state.region)
    held = HoldingFactory(post=PostFactory(organisation=elsewhere))
    move = admin_url(Post, "change", held.post_id)

    refused = post(client, move, organisation=state.pk)
    post(
        client,
        admin_url(Post, "change", PostFactory(organisation=state).pk),
        organisation=beside.pk,
    )

    assert errors_of(refused)["organisation"] == [_APART]
    assert beside.posts.count() == 1


# New records beside those of others


def test_a_party_adds_its_part_to_the_mission_of_another_office(client, own, state, prefecture):
    mission = DelegationFactory(
        lead=state, host=prefecture, for_parties=True, office=office_for(prefecture)
    )
    row = {"title": "Made-up part", "lead": state.pk, "headcount_number": "3"}
    row["headcount_basis"] = "exact"
    posted = {f"sub_parties-0-{name}": value for name, value in row.items()}

    answer = post(client, change_url(mission), **posted, **{"sub_parties-TOTAL_FORMS": "1"})

    assert answer.status_code == 302, errors_of(answer)
    assert mission.sub_parties.get().office == own


def test_a_renewal_is_offered_for_the_own_office(client, own, state):
    agreement = AgreementFactory(office=OfficeFactory())
    SignatureFactory(agreement=agreement, organisation=state)

    assert shown(client, admin_url(Agreement, "renew", agreement.pk))["office"] == own.pk
