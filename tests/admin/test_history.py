"""The history of a record: who changed what, when and why, and the way back."""

import pytest

from partnerships.models import Delegation
from partnerships.services import records
from tests.admin.posting import admin_url, post, queries_of
from tests.factories import (
    DelegationFactory,
    FigureFactory,
    InitiativeFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
    StopFactory,
)


@pytest.fixture
def delegation(db):
    return DelegationFactory(lead=StateGovernmentFactory(), title="As first written")


def change(client, delegation, **values):
    return post(client, admin_url(Delegation, "change", delegation.pk), **values)


def states(client, delegation):
    return client.get(admin_url(Delegation, "history", delegation.pk)).context["states"]


def told(state) -> list[str]:
    return state["entry"].what.summary()


def test_each_state_says_what_was_changed_in_words(administrator, delegation):
    sector = SectorFactory()
    change(administrator, delegation, title="First")
    change(
        administrator,
        delegation,
        start="2025-07",
        headcount_number="44",
        sectors=[sector.pk],
        reason="The release gives them",
        **{
            "parties-TOTAL_FORMS": "2",
            "parties-1-organisation": PrefectureGovernmentFactory().pk,
            "parties-1-role": "host",
            "parties-1-headcount_basis": "exact",
            "parties-0-role": "sender",
        },
    )

    newest, first = states(administrator, delegation)
    assert told(newest) == ["Start", "Head-count", "Sectors", "Parties: 1 added, 1 changed"]
    assert first["entry"].is_first


def test_an_earlier_state_comes_back_with_its_rows(administrator, delegation):
    StopFactory(delegation=delegation, place="Nowhere")
    change(administrator, delegation, purpose="To see")
    change(administrator, delegation, title="Changed", **{"stops-0-DELETE": "on"})
    url = states(administrator, delegation)[1]["restore_url"]

    asked = administrator.get(url)
    administrator.post(url, {"expected_version": asked.context["expected_version"]})

    delegation.refresh_from_db()
    assert (delegation.title, delegation.version) == ("As first written", 4)
    assert [stop.place for stop in delegation.stops.all()] == ["Nowhere"]


def test_the_question_says_what_restoring_changes(administrator, delegation):
    StopFactory(delegation=delegation, place="Nowhere")
    change(administrator, delegation, purpose="To see")
    change(administrator, delegation, title="Changed", **{"stops-0-DELETE": "on"})

    asked = administrator.get(states(administrator, delegation)[1]["restore_url"])

    assert asked.context["what"].summary() == ["Title", "Stops: 1 added"]
    assert "<ins>As first written</ins>" in asked.content.decode()


def test_restoring_another_date_asks_why_at_the_reason(administrator, delegation):
    change(administrator, delegation, title="One")
    change(administrator, delegation, start="2025-07", reason="Moved")
    url = states(administrator, delegation)[1]["restore_url"]

    refused = administrator.post(url, {"expected_version": "3"})
    assert "Say why you change this: Start." in refused.content.decode()
    administrator.post(url, {"expected_version": "3", "reason": "It did not move"})

    newest = states(administrator, delegation)[0]
    assert newest["revision"].comment == "It did not move"
    assert Delegation.objects.get().start.file_form() == ""


def test_restoring_over_a_newer_change_is_refused(administrator, delegation):
    change(administrator, delegation, title="One")
    change(administrator, delegation, title="Two")
    url = states(administrator, delegation)[1]["restore_url"]
    expected = administrator.get(url).context["expected_version"]
    change(administrator, delegation, title="Three")

    response = administrator.post(url, {"expected_version": expected}, follow=True)

    assert "while you were editing it" in response.content.decode()
    delegation.refresh_from_db()
    assert delegation.title == "Three"


@pytest.mark.parametrize("expected", ["", "x", "-1", "9" * 30, "9" * 5000])
def test_a_restore_without_its_version_is_refused(administrator, delegation, expected):
    change(administrator, delegation, title="One")
    change(administrator, delegation, title="Two")
    url = states(administrator, delegation)[1]["restore_url"]

    response = administrator.post(url, {"expected_version": expected}, follow=True)

    assert "while you were editing it" in response.content.decode()
    delegation.refresh_from_db()
    assert delegation.title == "Two"


def test_a_state_of_another_record_is_not_restored(administrator, delegation):
    other = DelegationFactory(lead=StateGovernmentFactory())
    change(administrator, other, title="One")
    change(administrator, other, title="Two")
    url = states(administrator, other)[1]["restore_url"]

    wrong = url.replace(f"/{other.pk}/history/", f"/{delegation.pk}/history/")
    assert administrator.get(wrong).status_code == 404


def test_an_officer_reads_the_history_of_a_visible_record_and_restores_nothing(
    administrator, staff, delegation
):
    change(administrator, delegation, title="One")
    change(administrator, delegation, title="Two")
    url = states(administrator, delegation)[1]["restore_url"]

    assert [state["restore_url"] for state in states(staff, delegation)] == ["", ""]
    assert staff.get(url).status_code == 403
    assert staff.post(url, {"expected_version": "3"}).status_code == 403


def test_who_may_not_edit_reads_of_no_hidden_link_or_row(administrator, staff, delegation):
    change(administrator, delegation, title="One")
    hidden = InitiativeFactory(visibility="office")
    FigureFactory(record=delegation, for_office=True, value=3)
    StopFactory(delegation=delegation, place="Nowhere")
    change(administrator, delegation, purpose="To see", initiatives=[hidden.pk])

    newest = states(administrator, delegation)[0]
    assert told(newest) == ["Purpose", "Initiatives", "Stops: 1 added", "Figures: 1 added"]
    assert told(states(staff, delegation)[0]) == ["Purpose", "Stops: 1 added"]


def test_a_change_of_a_hidden_row_alone_is_not_told_at_all(administrator, staff, delegation):
    FigureFactory(record=delegation, for_office=True, value=3)
    change(administrator, delegation, title="One")
    row = "partnerships-figure-content_type-object_id-0"
    change(administrator, delegation, **{f"{row}-DELETE": "on"})

    assert told(states(administrator, delegation)[0]) == ["Figures: 1 removed"]
    assert len(states(staff, delegation)) == 1


def test_who_may_only_read_is_told_of_no_page_that_hidden_changes_would_fill(
    administrator, staff, delegation, monkeypatch
):
    monkeypatch.setattr("partnerships.admin.history.PER_PAGE", 1)
    change(administrator, delegation, title="One")
    sector = SectorFactory()
    change(administrator, delegation, sectors=[sector.pk])
    sector.delete()
    url = admin_url(Delegation, "history", delegation.pk)

    read = staff.get(url)

    assert read.context["page"].paginator.count == len(read.context["states"]) == 1
    assert "?p=2" not in read.content.decode()
    assert administrator.get(url).context["page"].paginator.count == 2


def test_a_long_history_says_that_older_changes_are_not_gone_through(
    administrator, staff, delegation, monkeypatch
):
    change(administrator, delegation, title="One")
    change(administrator, delegation, title="Two")
    monkeypatch.setattr("partnerships.services.book.MOST", 1)

    page = staff.get(admin_url(Delegation, "history", delegation.pk))

    assert len(page.context["states"]) == 1
    assert "Of more than 1 changes the newest 1 are gone through here" in page.content.decode()


def test_the_page_shows_what_stood_before_and_after(administrator, delegation):
    change(administrator, delegation, title="First")
    change(administrator, delegation, title="Second")

    page = administrator.get(admin_url(Delegation, "history", delegation.pk)).content.decode()
    assert "<del>First</del>" in page
    assert "<ins>Second</ins>" in page


def test_the_history_of_a_record_that_was_hidden_since_is_hidden(administrator, staff, delegation):
    change(administrator, delegation, title="One")
    Delegation.objects.filter(pk=delegation.pk).update(visibility="office")

    page = staff.get(admin_url(Delegation, "history", delegation.pk))
    assert page.status_code == 404


@pytest.mark.any_database
def test_the_history_asks_as_much_for_fifty_states_as_for_one(administrator, staff, delegation):
    url = admin_url(Delegation, "history", delegation.pk)
    change(administrator, delegation, title="Title 0")
    asked = []
    for more in (1, 2, 47):
        for number in range(more):
            stored = Delegation.objects.get()
            stored.title = f"Title {stored.version} {number}"
            records.save(stored, by=administrator.user)
        asked.append((queries_of(administrator, url), queries_of(staff, url)))
    assert asked == [(11, 12)] * 3
