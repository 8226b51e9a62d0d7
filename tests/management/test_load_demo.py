"""The accounts of a demonstration, and that production knows none."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from config.demonstration import is_demonstration
from config.environment import SettingError
from partnerships.models import User
from partnerships.services import demo
from tests.factories import InitiativeFactory, PrefectureFactory, StateFactory

pytestmark = pytest.mark.django_db

PASSWORD = "made-up-demo-password"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.SETUHASHI_VAR = tmp_path
    settings.SETUHASHI_DEMO_PASSWORD = PASSWORD
    settings.DEMONSTRATION = True


@pytest.fixture
def places():
    """What the demo offices act for."""
    PrefectureFactory(code="JP-19")
    PrefectureFactory(code="JP-16")
    StateFactory(code="IN-UP")
    InitiativeFactory(slug="nine-prefecture-framework")


def test_each_role_has_an_account_and_two_prefectures_and_a_state_an_officer(places, tmp_path):
    call_command("load_demo", verbosity=0)

    roles = {
        each.username: each.memberships.values_list("role", flat=True).first()
        for each in demo.accounts()
    }
    assert roles == {
        "demo-official": "official",
        "demo-officer-yamanashi": "officer",
        "demo-officer-toyama": "officer",
        "demo-officer-uttar-pradesh": "officer",
        "demo-lead": "lead",
        "demo-secretariat": "secretariat",
        "demo-administrator": None,
    }
    assert [user.username for user in User.objects.filter(is_superuser=True)] == [
        "demo-administrator"
    ]
    assert all(Client().login(username=name, password=PASSWORD) for name in roles)
    assert (tmp_path / "demonstration").exists()


def test_a_second_time_changes_the_password_and_adds_nothing(places, settings):
    call_command("load_demo", verbosity=0)
    before = demo.accounts().count()
    settings.SETUHASHI_DEMO_PASSWORD = "another-made-up-one"
    call_command("load_demo", verbosity=0)

    assert demo.accounts().count() == before
    assert not Client().login(username="demo-lead", password=PASSWORD)
    assert Client().login(username="demo-lead", password="another-made-up-one")


def test_every_page_says_that_it_is_a_demonstration(settings, administrator):
    told = "record nothing here that is real and not public"
    pages = [reverse("home"), reverse("methods"), "/nowhere/", "/ja/", reverse("admin:index")]
    pages += [reverse("admin:partnerships_delegation_add")]
    missing = [page for page in pages if 'class="demonstration"' not in text(administrator, page)]
    settings.DEMONSTRATION = False

    assert missing == []
    assert told not in text(administrator, reverse("home"))


def text(client, page) -> str:
    return client.get(page).content.decode()


@pytest.mark.parametrize(
    ("password", "why"),
    [("", "is missing"), ("short", "is not accepted"), ("1234567890", "is not accepted")],
)
def test_no_account_has_a_weak_password(settings, password, why):
    settings.SETUHASHI_DEMO_PASSWORD = password

    with pytest.raises(CommandError, match=f"SETUHASHI_DEMO_PASSWORD {why}"):
        call_command("load_demo")
    assert not demo.accounts().exists()


def test_without_the_seeds_the_missing_region_is_named():
    with pytest.raises(CommandError, match=r"There is no region JP-19; load the seeds first"):
        call_command("load_demo")
    assert not demo.accounts().exists()


def test_the_setting_alone_stops_a_start_in_production(tmp_path):
    with pytest.raises(SettingError, match="SETUHASHI_DEMO_PASSWORD is set; demo accounts do not"):
        is_demonstration("SETUHASHI_DEMO_PASSWORD", PASSWORD, production=True, var=tmp_path)


def test_production_makes_no_demo_accounts_and_serves_none(places, settings, monkeypatch):
    monkeypatch.setattr("partnerships.management.server.refuse_busy", lambda *_where: None)
    call_command("load_demo", verbosity=0)
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="demo accounts do not belong there"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="there are demo accounts: demo-administrator, demo-"):
        call_command("start", "--prepare-only", verbosity=0)
