"""A session ends when it rests, at the end of a long day, and when the account is disabled."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.environment import SettingError
from config.signing_in import checked_duration
from partnerships.choices import OfficeRole
from partnerships.services.signing_in import sessions
from tests.factories import OfficeFactory, OfficeMemberFactory, RegionFactory

LIST = "/delegations/"


@pytest.fixture
def clock(monkeypatch):
    """Moves time on for all that asks Django's clock."""
    began, passed = timezone.now(), [timedelta()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: began + passed[0])

    def later(**time):
        passed[0] += timedelta(**time)

    return later


def texts(asked) -> list[str]:
    return [query["sql"] for query in asked.captured_queries]


def is_signed_in(client) -> bool:
    return client.get(LIST).context["user"].is_authenticated


def test_a_session_that_rests_for_two_hours_is_over(clock, official):
    clock(minutes=119)
    assert is_signed_in(official)

    clock(minutes=121)
    assert not is_signed_in(official)


def test_a_session_in_use_lasts_twelve_hours_and_no_longer(clock, official):
    for _hour in range(11):
        clock(hours=1)
        assert is_signed_in(official)

    clock(minutes=59)
    assert is_signed_in(official)
    clock(minutes=2)
    assert not is_signed_in(official)


def test_the_store_itself_keeps_no_session_past_its_end(official):
    kept = Session.objects.get()

    assert kept.expire_date <= timezone.now() + timedelta(hours=2)


def test_pages_read_one_after_the_other_write_no_session(official):
    official.get("/methods/")

    with CaptureQueriesContext(connection) as asked:
        official.get("/methods/")
    assert not [sql for sql in texts(asked) if not sql.startswith("SELECT")]


def test_an_account_comes_with_its_offices_in_one_query(official):
    one, two = RegionFactory.create_batch(2)
    of_regions = OfficeFactory(regions=[one, two])
    OfficeMemberFactory(user=official.user, office=of_regions, role=OfficeRole.OFFICIAL)
    own = OfficeMemberFactory(user=official.user, office=OfficeFactory(), role=OfficeRole.OFFICER)

    with CaptureQueriesContext(connection) as asked:
        acts = official.get("/methods/").context["user"].jurisdiction
    assert len([sql for sql in texts(asked) if '"partnerships_officemember"' in sql]) == 1
    assert acts.regions == {one.pk, two.pk}
    assert acts.offices == {of_regions.pk, own.office_id}
    assert acts.editing_offices == {own.office_id}


def test_disabling_an_account_ends_its_sessions(official):
    official.user.is_active = False
    official.user.save()

    assert not is_signed_in(official)


def test_a_changed_password_ends_its_sessions(official):
    official.user.set_password("another invented phrase")
    official.user.save()

    assert not is_signed_in(official)


def test_all_sessions_of_one_account_are_ended_and_no_others(official, staff):
    sessions.end_all(official.user)

    assert not is_signed_in(official)
    assert is_signed_in(staff)


def test_signing_out_leaves_nothing_in_the_store(official):
    official.post("/sign-out/")

    assert not Session.objects.filter(session_key=official.session.session_key).exists()
    assert SESSION_KEY not in official.session


@pytest.mark.parametrize("given", ["4", "721", "-5", "1.5", "two", "٥٥", "9" * 30, "1e3"])
def test_a_limit_out_of_bounds_is_refused_in_words(given):
    with pytest.raises(SettingError, match="; write minutes from 5 to 720"):
        checked_duration("SETUHASHI_X", given, "minutes", 5, 720)
