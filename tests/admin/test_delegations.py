"""Logging and editing a delegation in the admin."""

import pytest

from partnerships.models import Citation, Delegation
from tests.admin.posting import admin_url, errors_of, post, shown
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    SourceFactory,
    StateGovernmentFactory,
)

ADD = "/admin/partnerships/delegation/add/"


@pytest.fixture
def state(db):
    return StateGovernmentFactory()


@pytest.fixture
def prefecture(db):
    return PrefectureGovernmentFactory()


def change_url(delegation):
    return admin_url(Delegation, "change", delegation.pk)


def test_title_direction_and_one_party_are_enough(administrator, state):
    post(
        administrator,
        ADD,
        title="Made-up mission",
        direction="india_to_japan",
        **{"parties-0-organisation": state.pk},
    )

    delegation = Delegation.objects.get()
    assert delegation.title == "Made-up mission"
    assert [(row.organisation, row.role) for row in delegation.parties.all()] == [(state, "lead")]
    assert delegation.version == 1


def test_without_a_party_the_form_says_so(administrator):
    response = post(administrator, ADD, title="Made-up mission", direction="india_to_japan")

    assert errors_of(response) == {
        "parties": ["Name at least one party: who travels, or who is visited."]
    }
    assert not Delegation.objects.exists()


def test_a_whole_release_is_logged_at_once(administrator, state, prefecture):
    source = SourceFactory()
    post(
        administrator,
        ADD,
        **{
            "title": "Made-up mission",
            "direction": "japan_to_india",
            "status": "completed",
            "start": "28 Jul 2025",
            "end": "2025-07-29",
            "parties-0-organisation": prefecture.pk,
            "parties-0-headcount_number": "44",
            "parties-1-organisation": state.pk,
            "attendances-0-name": "Nobody Real",
            "stops-0-date": "2025年7月28日",
            "stops-0-place": "Nowhere",
            "headcount_text": "about 50",
            "partnerships-citation-content_type-object_id-0-source": source.pk,
            "partnerships-citation-content_type-object_id-0-fact": "headcount",
        },
    )

    delegation = Delegation.objects.get()
    assert delegation.start.file_form() == "2025-07-28"
    assert delegation.start.text == "28 Jul 2025"
    assert delegation.reference == "DEL-2025-0001"
    assert delegation.stops.get().date.file_form() == "2025-07-28"
    assert delegation.attendances.get().name == "Nobody Real"
    assert Citation.objects.get().field == "headcount"
    assert Citation.objects.get().record == delegation


def test_the_message_names_the_site_and_the_partnerships(administrator, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    response = post(
        administrator,
        ADD,
        follow=True,
        title="Made-up mission",
        direction="japan_to_india",
        **{"parties-0-organisation": prefecture.pk, "parties-1-organisation": state.pk},
    )

    assert list(Delegation.objects.get().partnerships.all()) == [tie]
    message = str(next(iter(response.context["messages"])))
    assert "was added" in message
    assert "It counts towards the partnership" in message
    assert f">{tie}</a>" in message


def test_partnerships_chosen_on_the_form_stay_chosen(administrator, state):
    tie = PartnershipFactory()
    delegation = DelegationFactory(lead=state)

    post(administrator, change_url(delegation), partnerships=[tie.pk])

    delegation.refresh_from_db()
    assert delegation.partnerships_chosen is True
    assert list(delegation.partnerships.all()) == [tie]


def test_a_save_without_a_change_says_so_and_keeps_the_version(administrator, state):
    delegation = DelegationFactory(lead=state, start="Dec 2024", headcount=7)

    response = post(administrator, change_url(delegation), follow=True)

    assert "nothing was changed" in str(next(iter(response.context["messages"])))
    delegation.refresh_from_db()
    assert delegation.version == 1
    assert delegation.start.text == "Dec 2024"


def test_a_change_keeps_its_reason_in_the_history(administrator, state):
    delegation = DelegationFactory(lead=state)

    post(administrator, change_url(delegation), title="Another", reason="The release was mended")

    page = administrator.get(admin_url(Delegation, "history", delegation.pk))
    assert page.context["states"][0]["revision"].comment == "The release was mended"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2025-02-30", "“2025-02-30”"),
        ("03/04/2025", "“03/04/2025”"),
        ("some day", "“some day”"),
        ("x" * 10_000, "at most 200 characters"),
    ],
)
def test_a_date_that_is_none_is_told_at_its_box(administrator, state, typed, told):
    response = post(
        administrator,
        ADD,
        title="Made-up mission",
        direction="india_to_japan",
        start=typed,
        **{"parties-0-organisation": state.pk, "stops-0-date": typed, "stops-0-place": "Here"},
    )

    errors = errors_of(response)
    assert set(errors) == {"start", "stops-0-date"}
    assert told in errors["start"][0]
    assert f'value="{typed}"' in response.content.decode()
    assert not Delegation.objects.exists()


def test_an_end_before_the_start_is_told_at_the_end(administrator, state):
    delegation = DelegationFactory(lead=state)

    response = post(administrator, change_url(delegation), start="2025-07", end="2025-06-30")

    assert errors_of(response) == {"end": ["The end is before the start."]}


def test_a_party_named_twice_is_told_at_the_second(administrator, state):
    response = post(
        administrator,
        ADD,
        title="Made-up mission",
        direction="india_to_japan",
        **{"parties-0-organisation": state.pk, "parties-1-organisation": state.pk},
    )

    assert errors_of(response) == {
        "parties-1-organisation": ["This party is named already; change its role instead."]
    }
    assert not Delegation.objects.exists()


def test_a_party_may_take_the_place_of_a_removed_one(administrator, state, prefecture):
    delegation = DelegationFactory(lead=state, host=prefecture)

    post(
        administrator,
        change_url(delegation),
        **{"parties-0-organisation": prefecture.pk, "parties-1-DELETE": "on"},
    )

    assert [row.organisation for row in delegation.parties.all()] == [prefecture]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("title", "x" * 10_000, "at most 300 characters"),
        ("title", "NUL \0 here", "ull characters are not allowed"),
        ("title", "bell \x07 here", "control character"),
        ("purpose", "bell \x07 here", "control character"),
        ("direction", "sideways", "Select a valid choice"),
        ("parties-0-organisation", "999999", "Select a valid choice"),
        ("parties-0-role", "king", "Select a valid choice"),
        ("visibility", "everyone", "Select a valid choice"),
        ("headcount_number", "many", "Enter a whole number"),
        ("parties-0-reply_by", "03/04/2025", "“03/04/2025”"),
    ],
)
def test_wrong_input_is_told_at_its_field_and_not_lost(administrator, state, name, typed, told):
    values = {
        "title": "Made-up mission",
        "direction": "india_to_japan",
        "outcome": "A long outcome, typed by hand",
        "parties-0-organisation": state.pk,
        name: typed,
    }
    response = post(administrator, ADD, **values)

    errors = errors_of(response)
    assert set(errors) == {name}
    assert told in errors[name][0]
    assert "A long outcome, typed by hand" in response.content.decode()
    assert not Delegation.objects.exists()


def test_a_stale_form_is_refused_by_name_with_its_text(administrator, state):
    delegation = DelegationFactory(lead=state)
    opened = shown(administrator, change_url(delegation))
    post(administrator, change_url(delegation), title="Saved in between")

    response = administrator.post(
        change_url(delegation), {**opened, "title": "Typed meanwhile", "stops-TOTAL_FORMS": "0"}
    )

    assert "administrator changed this record" in errors_of(response)["__all__"][0]
    assert 'value="Typed meanwhile"' in response.content.decode()
    delegation.refresh_from_db()
    assert delegation.title == "Saved in between"


def test_a_form_that_turns_stale_under_the_lock_is_refused_too(administrator, state, monkeypatch):
    from partnerships.admin import base

    delegation = DelegationFactory(lead=state)
    save = base.records.save

    def save_after_another(record, relations, **options):
        Delegation.objects.filter(pk=record.pk).update(version=5)
        return save(record, relations, **options)

    monkeypatch.setattr(base.records, "save", save_after_another)
    response = post(administrator, change_url(delegation), title="Typed meanwhile")

    assert "while you were editing it" in errors_of(response)["__all__"][0]
    assert 'value="Typed meanwhile"' in response.content.decode()


def test_a_change_without_its_version_is_refused(administrator, state):
    delegation = DelegationFactory(lead=state)

    response = post(administrator, change_url(delegation), title="Other", expected_version=None)

    assert "open it anew" in errors_of(response)["__all__"][0]


def test_a_row_needs_a_place_or_a_region(administrator, state):
    delegation = DelegationFactory(lead=state)

    response = post(
        administrator,
        change_url(delegation),
        **{"stops-TOTAL_FORMS": "1", "stops-0-purpose": "To see", "stops-0-order": "0"},
    )

    assert errors_of(response) == {
        "stops-0-region": ["Write the place of the stop or choose its region."]
    }


def test_a_citation_can_name_one_row(administrator, state):
    delegation = DelegationFactory(lead=state)
    row = delegation.parties.get()
    prefix = "partnerships-citation-content_type-object_id"

    post(
        administrator,
        change_url(delegation),
        **{
            f"{prefix}-TOTAL_FORMS": "1",
            f"{prefix}-0-source": SourceFactory().pk,
            f"{prefix}-0-fact": f"parties:{row.pk}",
        },
    )

    citation = Citation.objects.get()
    assert (citation.field, citation.row) == ("parties", row.pk)


def test_a_new_organisation_is_added_from_the_popup(administrator):
    url = admin_url(OrganisationFactory._meta.model, "add") + "?_popup=1"
    response = post(administrator, url, name="Made-up Hall", kind="city", _popup="1")

    assert "Made-up Hall" in response.content.decode()
    assert response.templates[0].name.endswith("popup_response.html")


def test_the_add_page_says_what_is_a_delegation_and_what_an_event(administrator):
    assert "A delegation is a journey" in administrator.get(ADD).content.decode()
    event = administrator.get("/admin/partnerships/event/add/").content.decode()
    assert "An event is people who met" in event
