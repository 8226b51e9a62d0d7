"""A planned visit is made public only with where it was announced, by whatever way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.models import Delegation, Event
from partnerships.services import history, records
from tests import factories as make
from tests.admin.posting import admin_url, errors_of, post
from tests.services.importing.trips import brought, told, verdicts, written

pytestmark = pytest.mark.django_db
ANNOUNCED = {"announced_by": "Made-up Ministry", "announced_on": "2026-03-02"}


@pytest.fixture
def planned():
    lead = make.StateGovernmentFactory()
    return make.DelegationFactory(for_parties=True, lead=lead)


def open_it(client, record, **values):
    url = admin_url(type(record), "change", record.pk)
    return post(client, url, visibility="public", reason="Opened", **values)


def level(record) -> str:
    record.refresh_from_db()
    return record.visibility


def test_the_form_asks_where_it_was_announced_and_loses_nothing(administrator, planned):
    page = open_it(administrator, planned, title="Retitled")

    assert "only once it was announced" in errors_of(page)["announced_by"][0]
    assert 'value="Retitled"' in page.content.decode()
    assert level(planned) == "parties"


def test_a_statement_opens_it_and_stands_in_the_history(administrator, planned):
    asked = open_it(administrator, planned, **ANNOUNCED)
    token = asked.context["sight"]["token"]
    response = open_it(administrator, planned, **ANNOUNCED, sight_confirmed=token)

    assert response.status_code == 302
    assert level(planned) == "public"
    reason = history.last_change(planned).comment
    assert reason == "Announced by Made-up Ministry on 2 Mar 2026. Opened"


@pytest.mark.parametrize("left_out", ANNOUNCED)
def test_half_a_statement_is_none(administrator, planned, left_out):
    page = open_it(administrator, planned, **{**ANNOUNCED, left_out: ""})

    assert left_out in errors_of(page)
    assert level(planned) == "parties"


@pytest.mark.parametrize(
    ("source", "opens"),
    [
        ({"level": "official"}, True),
        ({"level": "press", "url": "", "file_name": "release.pdf"}, True),
        ({"level": "own"}, False),
        ({"level": "verbal", "url": ""}, False),
    ],
)
def test_a_cited_release_or_article_opens_it_and_a_note_of_ones_own_does_not(
    planned, source, opens
):
    make.CitationFactory(record=planned, source=make.SourceFactory(**source))
    planned.visibility = "public"
    by = make.UserFactory(administrator=True)

    if opens:
        assert records.save(planned, by=by, reason="Made-up reason")
    else:
        with pytest.raises(ValidationError, match="announces it"):
            records.save(planned, by=by)


@pytest.mark.parametrize(
    ("stood", "becomes", "asked"),
    [
        ({"visibility": "public", "public_from": date(2999, 1, 1)}, {"public_from": None}, True),
        ({"public_from": date(2999, 1, 1)}, {"public_from": date(2999, 1, 2)}, False),
        ({"public_from": date(2999, 1, 1)}, {"public_from": date(2998, 1, 1)}, True),
        ({"for_parties": True}, {"visibility": "officials"}, False),
        ({"status": "postponed"}, {"status": "confirmed"}, True),
        ({}, {"status": "confirmed"}, False),
        ({"for_parties": True, "status": "completed"}, {"visibility": "public"}, False),
    ],
)
def test_it_is_asked_of_what_the_public_did_not_see_until_then(stood, becomes, asked):
    record = make.DelegationFactory(**stood)
    for name, value in becomes.items():
        setattr(record, name, value)
    save = {"by": make.UserFactory(administrator=True), "reason": "Changed"}

    if asked:
        with pytest.raises(ValidationError, match="announced"):
            records.save(record, **save)
    else:
        assert records.save(record, **save)


def test_a_new_event_that_is_planned_and_public_is_asked_of_too():
    event = Event(title="Made-up seminar", stage="planned", visibility="public", kind="seminar")

    with pytest.raises(ValidationError, match="announced"):
        records.save(event, by=make.UserFactory(administrator=True))
    records.save(event)
    assert Event.objects.get().visibility == "public"


def test_a_part_of_a_public_mission_was_announced_with_it():
    mission = make.DelegationFactory()
    part = Delegation(
        title="A part", parent=mission, direction=mission.direction, visibility="public"
    )

    assert records.save(part, by=make.UserFactory(administrator=True))


def test_the_change_of_several_asks_as_well(administrator):
    record = make.DelegationFactory(status="postponed")
    change = admin_url(Delegation, "change_state")
    asked = {"chosen": f"{record.pk}:1", "value": "planned", "reason": "On again"}

    page = administrator.post(change, asked, follow=True)
    assert "only once it was announced" in " ".join(map(str, page.context["messages"]))
    assert Delegation.objects.get().status == "postponed"

    administrator.post(change, {**asked, **ANNOUNCED})
    assert Delegation.objects.get().status == "planned"
    assert history.last_change(record).comment.startswith("Announced by Made-up Ministry")


@pytest.mark.parametrize("cites", [True, False])
def test_a_row_of_an_import_that_opens_one_needs_a_source(administrator, planned, cites):
    slug = make.SourceFactory(level="press").slug if cites else ""
    cells = {"ref": planned.reference, "version": "1", "visibility": "public"}
    batch = brought(administrator.user, "delegations", written([{**cells, "source_slugs": slug}]))

    if cites:
        assert verdicts(batch) == {"changed": 1}
    else:
        [(row, column, text)] = told(batch)
        assert (row, column) == (2, "visibility")
        assert "Cite the release" in text


def test_an_earlier_state_that_was_public_is_not_brought_back_unasked(planned):
    planned.visibility = "public"
    records.save(planned)
    public = history.versions_of(planned).first()
    planned.visibility = "office"
    records.save(planned)

    by = make.UserFactory(administrator=True)

    with pytest.raises(ValidationError, match="announced"):
        records.restore(planned, public, by=by, expected_version=3, reason="Back")
    assert level(planned) == "office"
