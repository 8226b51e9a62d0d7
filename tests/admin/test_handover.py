"""Somebody leaves an office: their open work on one page, and to a successor in one step."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from partnerships.choices import OfficeRole, Visibility
from partnerships.dates import day_display, parse
from partnerships.metrics.digest import digest_of
from partnerships.metrics.open_work import open_work
from partnerships.models import FollowUp, Handover, OfficeMember, Pledge, User
from partnerships.services import handing_over, history, records
from tests import factories as make
from tests.admin.posting import queries_of
from tests.conftest import TODAY
from tests.offices_world import member

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def office():
    return make.OfficeFactory(name="Made-up Division")


@pytest.fixture
def leaver(office):
    return member(office)


@pytest.fixture
def successor(office):
    return member(office)


@pytest.fixture
def lead(office):
    return signed_in(member(office, OfficeRole.LEAD))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def task(office, person, **values) -> FollowUp:
    record = make.DelegationFactory(office=office, for_office=True, title="Made-up mission")
    visibility = Visibility.OFFICE
    given = {"office": office, "person": person, "visibility": visibility, "record": record}
    return make.FollowUpFactory(**{**given, **values})


def pledge_by(user, office, text="Made-up promise") -> Pledge:
    pledge = Pledge(text=text, office=office, responsible_office=office)
    records.save(pledge, by=user)
    return pledge


def page_of(user, what="handover") -> str:
    row = user.memberships.get()
    return f"/admin/partnerships/office/{row.office_id}/members/{row.pk}/{what}/"


def desk(user) -> str:
    return f"desk-{user.pk}-{user.memberships.get().office_id}-to"


def disable_page(*users) -> str:
    return "/admin/partnerships/user/disable/?" + "&".join(f"account={u.pk}" for u in users)


def test_one_page_shows_the_open_work_and_one_step_hands_it_over(lead, office, leaver, successor):
    row = task(office, leaver, what="Book the hall")
    pledge_by(leaver, office, "Open a desk")
    page = lead.get(page_of(leaver)).content.decode()
    assert "Book the hall" in page
    assert "Open a desk" in page

    lead.post(page_of(leaver), {desk(leaver): successor.pk, "reason": "She moves"})

    row.refresh_from_db()
    assert row.person == successor
    change = history.last_change(row.record)
    assert (change.user, "She moves" in change.comment) == (lead.user, True)
    assert Handover.objects.get().follow_ups == 1
    assert "Open a desk" in signed_in(successor).get(page_of(successor)).content.decode()
    assert "Open a desk" not in lead.get(page_of(leaver)).content.decode()


def test_the_successor_is_told_at_once_and_by_the_next_reminder(lead, office, leaver, successor):
    task(office, leaver)
    lead.post(page_of(leaver), {desk(leaver): successor.pk})

    told = signed_in(successor).get("/admin/").content.decode()
    assert f"The work of {leaver} is yours now" in told
    assert page_of(successor) in told
    until = timezone.now() + timedelta(days=1)
    headings = [part.heading for part in digest_of(successor, TODAY, LONG_AGO, until).parts]
    assert headings == ["Handed over to you"]


def test_what_is_recorded_after_a_handover_is_not_the_successor_s(office, leaver, successor):
    pledge_by(leaver, office, "Before")
    the_desk = handing_over.Desk(leaver, office)
    handing_over.hand_over(the_desk, successor, by=leaver)
    pledge_by(leaver, office, "After")
    third = member(office)
    handing_over.hand_over(handing_over.Desk(successor, office), third, by=successor)

    def pledges(user):
        return [pledge.text for pledge in open_work(user, office, user, TODAY).pledges]

    assert (pledges(leaver), pledges(successor), pledges(third)) == (["After"], [], ["Before"])


def test_drafts_and_next_dates_are_those_that_they_recorded(office, leaver):
    for title, start in (("Ahead", "2199-05"), ("Over", "2001-05")):
        record = make.DelegationFactory.build(title=title, start=start, office=office)
        record.visibility = Visibility.OFFICE
        records.save(record, by=leaver)
    make.DelegationFactory(title="Of others", start="2199", office=office)

    work = open_work(leaver, office, leaver, TODAY)

    assert [record.title for record in work.coming] == ["Ahead"]
    assert [record.title for record in work.drafts] == ["Ahead", "Over"]


def test_it_has_to_be_said_who_takes_it_over(lead, office, leaver):
    row = task(office, leaver)

    assert lead.post(page_of(leaver), {desk(leaver): ""}).status_code == 200
    stranger = member(make.OfficeFactory())
    assert lead.post(page_of(leaver), {desk(leaver): stranger.pk}).status_code == 200
    row.refresh_from_db()
    assert row.person == leaver
    lead.post(page_of(leaver), {desk(leaver): "nobody"})
    row.refresh_from_db()
    assert row.person is None


@pytest.mark.parametrize("who", ["colleague", "stranger", "official"])
def test_the_work_of_somebody_is_for_leads_and_themselves(office, leaver, successor, who):
    row = task(office, leaver)
    users = {"colleague": successor, "official": make.UserFactory()}
    client = signed_in(users.get(who) or member(make.OfficeFactory(), OfficeRole.LEAD))

    assert client.get(page_of(leaver)).status_code in (302, 404)
    assert client.post(page_of(leaver), {desk(leaver): successor.pk}).status_code in (302, 404)
    assert client.post(page_of(leaver, "end")).status_code in (302, 404)
    assert client.post(disable_page(leaver)).status_code in (302, 404)
    row.refresh_from_db()
    leaver.refresh_from_db()
    assert (row.person, leaver.is_active, leaver.memberships.count()) == (leaver, True, 1)
    assert signed_in(leaver).get(page_of(leaver)).status_code == 200


def test_a_lead_hands_over_only_what_they_may_see(lead, office, leaver, successor):
    other = make.OfficeFactory()
    make.OfficeMemberFactory(user=leaver, office=other)
    hidden = task(other, leaver, what="Hidden task")
    own = leaver.memberships.get(office=office)
    url = f"/admin/partnerships/office/{office.pk}/members/{own.pk}/handover/"
    task(office, leaver)

    assert "Hidden task" not in lead.get(url).content.decode()
    lead.post(url, {f"desk-{leaver.pk}-{office.pk}-to": successor.pk})
    hidden.refresh_from_db()
    assert hidden.person == leaver
    assert lead.post(disable_page(leaver)).status_code == 403


def test_ending_a_membership_asks_for_the_open_work(lead, office, leaver, successor):
    row = task(office, leaver)
    end, key = page_of(leaver, "end"), desk(leaver)

    assert lead.post(end).status_code == 200
    assert leaver.memberships.exists()
    assert lead.post(end, {key: successor.pk}).status_code == 302
    row.refresh_from_db()
    assert row.person == successor
    assert not leaver.memberships.exists()


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_disabling_asks_for_the_open_work_and_ends_the_sessions(
    request, who, lead, office, leaver, successor
):
    client = lead if who == "lead" else request.getfixturevalue("administrator")
    session = signed_in(leaver)
    assert session.get("/follow-ups/").status_code == 200
    row, key = task(office, leaver), desk(leaver)

    assert client.post(disable_page(leaver)).status_code == 200
    leaver.refresh_from_db()
    assert leaver.is_active
    assert client.post(disable_page(leaver), {key: successor.pk}).status_code == 302
    row.refresh_from_db()
    leaver.refresh_from_db()
    assert (row.person, leaver.is_active) == (successor, False)
    assert session.get("/follow-ups/").status_code == 302
    User.objects.update(is_active=True)
    assert session.get("/follow-ups/").status_code == 302


def test_all_chosen_accounts_are_disabled_or_none(administrator, office, leaver, successor):
    task(office, leaver)
    idle = make.UserFactory()

    chosen = {"action": "disable_accounts", "_selected_action": [leaver.pk, idle.pk]}
    page = administrator.post("/admin/partnerships/user/", chosen)["Location"]
    assert administrator.post(page).status_code == 200
    assert User.objects.filter(pk__in=[leaver.pk, idle.pk], is_active=True).count() == 2
    administrator.post(page, {desk(leaver): "nobody"})
    assert not User.objects.filter(pk__in=[leaver.pk, idle.pk], is_active=True).exists()


def test_the_form_of_an_account_enables_and_does_not_disable(administrator, leaver):
    form = admin.site.get_model_admin(User)
    request = type("Request", (), {"user": administrator.user})()

    assert "is_active" in form.get_readonly_fields(request, leaver)
    leaver.is_active = False
    assert "is_active" not in form.get_readonly_fields(request, leaver)
    page = administrator.get(f"/admin/partnerships/user/{leaver.pk}/change/").content.decode()
    assert disable_page(leaver) in page


@pytest.mark.any_database
@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "x"])
def test_an_address_with_an_odd_key_is_answered(administrator, key):
    for way in ("office/{}/members/", "office/1/members/{}/handover/", "user/disable/?account={}"):
        address = f"/admin/partnerships/{way.format(key)}"
        assert administrator.get(address).status_code in (302, 404)
    for model in ("office", "user"):
        assert administrator.get(f"/admin/partnerships/{model}/{key}/change/").status_code == 302


def test_nobody_closes_their_own_account_and_no_lead_an_administrator_s(lead, office):
    boss = make.UserFactory(administrator=True)
    make.OfficeMemberFactory(user=boss, office=office, role=OfficeRole.OFFICIAL)

    assert lead.post(disable_page(boss)).status_code == 403
    assert lead.post(disable_page(lead.user)).status_code == 403
    assert signed_in(boss).post(disable_page(boss)).status_code == 403


def test_unused_accounts_are_listed_for_administrators_and_leads(administrator, lead, office):
    now = timezone.now()
    used = {"idle": 91, "busy": 89}
    for name, days in used.items():
        user = make.UserFactory(username=name, last_login=now - timedelta(days=days))
        OfficeMember.objects.create(user=user, office=office, role=OfficeRole.OFFICER)
    for name, days in {"never": 16, "fresh": 13}.items():
        make.UserFactory(username=name, date_joined=now - timedelta(days=days))
    make.UserFactory(username="gone", is_active=False, last_login=now - timedelta(days=400))

    listed = administrator.get("/admin/partnerships/user/?use=unused").context["cl"].queryset
    assert {user.username for user in listed} == {"idle", "never"}
    assert "2 accounts are not used" in administrator.get("/admin/").content.decode()
    assert "1 account is not used" in lead.get("/admin/").content.decode()
    members = lead.get(f"/admin/partnerships/office/{office.pk}/members/").content.decode()
    assert members.count("Not used for 90 days") == 1


@pytest.mark.any_database
def test_the_page_takes_the_same_queries_however_much_is_open(lead, office, leaver):
    task(office, leaver)
    pledge_by(leaver, office)
    few = queries_of(lead, page_of(leaver))
    for _number in range(3):
        task(office, leaver)
        pledge_by(leaver, office)
    assert queries_of(lead, page_of(leaver)) == few


def test_open_work_says_of_which_day_it_is(lead, leaver):
    today = day_display(timezone.localdate())
    assert f"As of {today}" in lead.get(page_of(leaver)).content.decode()


def test_open_work_says_what_is_overdue(lead, office, leaver):
    task(office, leaver, what="Made-up late task", due=parse("1999-12"))
    row = OfficeMember.objects.get(user=leaver)

    page = lead.get(f"/admin/partnerships/office/{office.pk}/members/{row.pk}/handover/")
    assert "badge--overdue" in page.content.decode()


def delete_page(user) -> str:
    return f"/admin/partnerships/user/{user.pk}/delete/"


def traces_of(office) -> dict:
    """Ways in which an account stays named, each of an account of its own."""
    recorder, tasked, done, successor = (member(office) for _number in range(4))
    pledge_by(recorder, office)
    task(office, tasked)
    task(office, done, done_on=timezone.localdate(), done_by=done)
    desk_of = handing_over.Desk(member(office), office)
    handing_over.hand_over(desk_of, successor, by=make.UserFactory(administrator=True))
    return {"records": recorder, "task": tasked, "done task": done, "handover": successor}


def test_an_account_that_left_traces_is_disabled_instead_of_removed(administrator, office):
    for what, account in traces_of(office).items():
        posted = administrator.post(delete_page(account), {"post": "yes"}, follow=True)

        assert User.objects.filter(pk=account.pk).exists(), what
        assert posted.redirect_chain == [(disable_page(account), 302)], what
        assert "Disable it instead" in posted.content.decode(), what
        form = administrator.get(f"/admin/partnerships/user/{account.pk}/change/")
        assert delete_page(account) not in form.content.decode(), what


def test_a_disabled_account_that_left_traces_stays(administrator, office, leaver):
    task(office, leaver)
    User.objects.filter(pk=leaver.pk).update(is_active=False)

    posted = administrator.post(delete_page(leaver), {"post": "yes"}, follow=True)

    assert "It stays" in posted.content.decode()
    assert User.objects.filter(pk=leaver.pk).exists()


def test_an_account_made_by_mistake_is_removed(administrator, leaver):
    form = administrator.get(f"/admin/partnerships/user/{leaver.pk}/change/")
    assert delete_page(leaver) in form.content.decode()
    administrator.post(delete_page(leaver), {"post": "yes"})
    assert not User.objects.filter(pk=leaver.pk).exists()


def test_accounts_are_not_removed_by_the_list_nor_by_themselves(administrator, leaver):
    changelist = "/admin/partnerships/user/"
    chosen = {"action": "delete_selected", "_selected_action": [leaver.pk], "post": "yes"}

    administrator.post(changelist, chosen)
    administrator.post(delete_page(administrator.user), {"post": "yes"})

    assert User.objects.filter(pk__in=[leaver.pk, administrator.user.pk]).count() == 2
