"""What an officer learns, and brings back, of a record's past: nothing of what was hidden."""

import pytest
from django.urls import reverse

from partnerships.models import Change, Delegation
from partnerships.services import history, records
from tests.admin.posting import admin_url, post, shown
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.factories import (
    DelegationFactory,
    DelegationPartyFactory,
    FigureFactory,
    InitiativeFactory,
    OfficeFactory,
    StateGovernmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def record(state):
    """A delegation with a first state in its history, at version 2."""
    made = DelegationFactory(lead=state, title="As first written")
    return saved(made, purpose="To see")


@pytest.fixture
def officer(state):
    return officer_of(office_for(state))


def saved(record, *relations, reason="Made-up reason", announced="", by=None, **values):
    """Somebody who may do everything saves the record."""
    stored = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    by = by or UserFactory(administrator=True)
    assert records.save(stored, relations, by=by, reason=reason, announced=announced)
    return stored


def was_hidden(record):
    """The record is open again after a time in which it was for nobody else; at version 4."""
    kiran = UserFactory(username="kiran", administrator=True)
    hidden = {"visibility": "office", "purpose": "Hidden purpose"}
    saved(record, by=kiran, reason="Hidden reason", **hidden)
    opened = {"visibility": "public", "purpose": "Open purpose"}
    return saved(record, announced="Announced meanwhile.", **opened)


def with_hidden_figure(record, by=None):
    return saved(record, lambda: FigureFactory(record=record, for_office=True, value=3), by=by)


def restore_url(record, number) -> str:
    change = Change.objects.of(record).get(number=number)
    version = history.versions_of(record).get(revision=change.revision_id)
    return reverse("admin:partnerships_delegation_restore", args=[record.pk, version.pk])


def bring_back(client, record, number):
    expected = Delegation.objects.get(pk=record.pk).version
    return client.post(restore_url(record, number), {"expected_version": expected}, follow=True)


def states(client, record):
    return client.get(admin_url(Delegation, "history", record.pk)).context["states"]


def test_a_stale_form_tells_nothing_of_a_time_in_which_the_record_was_hidden(officer, record):
    was_hidden(record)

    for began in (2, 3):
        values = {**shown(officer, change_url(record)), "expected_version": began}
        page = officer.post(change_url(record), {**values, "purpose": "Mine"}).content.decode()
        assert "Open purpose" in page
        assert "Hidden" not in page
        assert "kiran" not in page


def test_a_stale_form_names_no_link_that_its_writer_may_not_see(officer, record):
    for name in ("Hidden circle", "Hidden ring"):
        hidden = InitiativeFactory(name=name, for_office=True)
        stored = Delegation.objects.get(pk=record.pk)
        saved(record, lambda hidden=hidden, stored=stored: stored.initiatives.set([hidden]))
    values = {**shown(officer, change_url(record)), "expected_version": 3, "initiatives": []}

    response = officer.post(change_url(record), {**values, "purpose": "Mine"})

    merged = response.context["conflict"]["merged"]
    assert "Hidden" not in response.content.decode()
    assert (merged.taken, merged.clashes) == ([], [])
    assert "initiatives" not in merged.data or merged.data.getlist("initiatives") == [""]


def test_a_state_from_while_a_record_was_hidden_is_not_there(officer, record):
    was_hidden(record)
    url = restore_url(record, 3)

    assert officer.get(url).status_code == 404
    assert officer.post(url, {"expected_version": 4}).status_code == 404
    assert officer.get(restore_url(record, 2)).status_code == 200


def test_who_restores_brings_back_and_removes_no_hidden_row(officer, record):
    with_hidden_figure(record)
    saved(record, title="Changed")

    response = bring_back(officer, record, 2)

    assert "it differs in what you may not see or change" in response.content.decode()
    assert Delegation.objects.get().title == "Changed"
    assert record.figures.exists()


def test_a_hidden_row_that_stays_as_it_is_hinders_no_restoring(officer, record):
    with_hidden_figure(record)
    saved(record, title="One")
    saved(record, title="Two")

    bring_back(officer, record, 4)

    assert Delegation.objects.get().title == "One"
    assert record.figures.exists()


def test_who_restores_changes_no_hidden_link(officer, record):
    hidden = InitiativeFactory(for_office=True)
    saved(record, lambda: record.initiatives.set([hidden]))
    saved(record, title="Changed")

    bring_back(officer, record, 2)

    assert list(record.initiatives.all()) == [hidden]
    assert Delegation.objects.get().title == "Changed"


def test_who_restores_removes_no_row_of_another_office(officer, record):
    row = {"record": record, "office": OfficeFactory(), "visibility": "officials"}
    saved(record, lambda: FigureFactory(**row))

    bring_back(officer, record, 2)

    assert record.figures.exists()


def test_nobody_restores_a_record_out_of_their_reach(officer, state):
    record = saved(DelegationFactory(lead=StateGovernmentFactory()), purpose="To see")
    saved(record, lambda: DelegationPartyFactory(delegation=record, organisation=state))

    bring_back(officer, record, 2)

    assert record.parties.filter(organisation=state).exists()


@pytest.mark.parametrize(("level", "status"), [("public", 200), ("office", 404)])
def test_the_removal_of_a_record_is_told_to_whom_it_was_open(officer, record, level, status):
    values = shown(officer, change_url(record))
    if level != "public":
        saved(record, visibility=level)
    records.delete(Delegation.objects.get(), by=UserFactory(administrator=True))

    assert officer.post(change_url(record), values).status_code == status


def test_the_office_of_a_removed_record_is_told(record):
    own = OfficeFactory()
    saved(record, visibility="office", office=own)
    client = officer_of(own)
    values = shown(client, change_url(record))
    records.delete(Delegation.objects.get(), by=UserFactory(administrator=True))

    response = client.post(change_url(record), values)

    assert "removed this record while you were editing it" in response.content.decode()


def test_who_saved_nothing_but_hidden_rows_is_named_nowhere(officer, record):
    asha, kiran = (UserFactory(username=name, administrator=True) for name in ("asha", "kiran"))
    saved(record, by=asha, title="Changed")
    opened = shown(officer, change_url(record))
    with_hidden_figure(record, by=kiran)

    (edit,) = officer.get("/admin/").context["recent_edits"]
    stale = officer.post(change_url(record), {**opened, "purpose": "Mine"}).content.decode()
    page = officer.post(
        admin_url(Delegation, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [record.pk],
            "seen_version": f"{record.pk}.3",
        },
        follow=True,
    ).content.decode()

    assert edit["by"] == "asha"
    assert "while you were editing it" in stale
    assert "kiran" not in stale
    assert "was changed meanwhile" in page
    assert "kiran" not in page


def current(client, record) -> list[tuple[bool, bool]]:
    """Of each state that is shown, whether it is called current, and whether it has a link."""
    return [(one["is_current"], bool(one["restore_url"])) for one in states(client, record)]


def test_a_state_is_current_for_whom_only_hidden_rows_changed_since(officer, administrator, record):
    saved(record, title="Changed")
    before = current(officer, record)
    assert before == [(True, False), (False, True)]

    with_hidden_figure(record)

    assert current(officer, record) == before
    assert current(administrator, record) == [(True, False), (False, True), (False, True)]


def test_a_state_is_not_current_where_its_reader_sees_what_changed_untold(state, record):
    own = office_for(state)
    officer = officer_of(own)
    row = FigureFactory(record=record, office=own, visibility="office", unit="firms")
    saved(record, purpose="Seen with the figure")

    saved(record, lambda: type(row).objects.filter(pk=row.pk).update(unit="towns"))

    assert current(officer, record)[0] == (False, True)


def test_what_one_office_kept_to_itself_does_not_go_over_to_the_next_owner(record):
    first, second = OfficeFactory(), OfficeFactory()
    saved(record, visibility="office", office=first)
    by = officer_of(first)
    post(by, change_url(record), purpose="Private purpose", reason="Private reason")
    saved(record, office=second, purpose="Handed over")

    page = officer_of(second).get(admin_url(Delegation, "history", record.pk))

    assert page.context["states"][0]["entry"].is_first
    assert "Private" not in page.content.decode()


def test_a_figure_for_the_parties_is_told_to_their_offices_alone(officer, record):
    row = {"record": record, "office": OfficeFactory(), "visibility": "parties"}
    by = UserFactory(administrator=True)
    saved(record, lambda: FigureFactory(**row, value=3), by=by)
    stranger = officer_of(office_for(StateGovernmentFactory()))

    assert states(officer, record)[0]["entry"].what.summary() == ["Figures: 1 added"]
    assert len(states(stranger, record)) == 1
    assert Change.objects.visible_to(officer.user).of(record).count() == 2
    assert Change.objects.visible_to(stranger.user).of(record).count() == 1
