"""The whole site below a path of a host that it shares, behind a proxy that takes the path off."""

import re

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import clear_script_prefix, reverse, set_script_prefix

from config.environment import SettingError, checked_prefix
from partnerships.models import User
from tests.config.test_environment import manage
from tests.factories import DelegationFactory

PREFIX = "/setuhashi"
ADDRESSES = re.compile(r"(?:href|src|action)=\"(/[^\"]*|https?://testserver[^\"]*)\"")


@pytest.fixture
def below(settings):
    """Settings as they are with SETUHASHI_PREFIX."""
    settings.FORCE_SCRIPT_NAME = PREFIX
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{PREFIX}/"
    settings.STATIC_URL = f"{PREFIX}/static/"
    set_script_prefix(f"{PREFIX}/")  # as the server does with each request
    yield settings
    clear_script_prefix()


def outside(text: str) -> set[str]:
    """Addresses on the page that lead out of the site's path."""
    paths = {found.removeprefix("http://testserver") for found in ADDRESSES.findall(text)}
    assert paths
    return {path for path in paths if not path.startswith((f"{PREFIX}/", "/nowhere"))}


@pytest.mark.django_db
def test_every_address_on_its_pages_stays_below_the_prefix(below):
    mission = DelegationFactory(visibility="public")
    client = Client()
    client.force_login(User.objects.create_superuser("administrator"))
    inner = ["/", "/ja/", "/methods/", "/search/?q=a", "/calendar/", "/delegations/", "/admin/"]
    inner += [f"/delegations/{mission.reference}/", "/admin/partnerships/delegation/", "/nowhere/"]

    found = {path: outside(client.get(path).content.decode()) for path in inner}

    assert {path: left for path, left in found.items() if left} == {}


@pytest.mark.django_db
def test_languages_redirects_cookies_and_files_stay_below_it_too(below):
    User.objects.create_user("somebody", password="made-up-password")
    client = Client()
    page = client.get("/delegations/?status=planned").content.decode()
    assert f'href="{PREFIX}/ja/delegations/?status=planned"' in page

    signed = client.post("/sign-in/", {"username": "somebody", "password": "made-up-password"})
    assert signed["Location"] == f"{PREFIX}/"
    assert signed.cookies[site.SESSION_COOKIE_NAME]["path"] == f"{PREFIX}/"
    assert client.get("/delegations")["Location"] == f"{PREFIX}/delegations/"
    assert f"http://testserver{PREFIX}/" in client.get("/sitemap.xml").content.decode()
    assert client.get("/healthz").status_code == 200
    assert reverse("healthz") == f"{PREFIX}/healthz"


def test_production_below_a_prefix_passes_the_deployment_checks(tmp_path):
    said = manage("check", SETUHASHI_VAR=str(tmp_path), SETUHASHI_PREFIX=PREFIX)

    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("prefix", ["setuhashi", "/setuhashi/", "/", "//a", "/a b", "https://a/b"])
def test_a_prefix_begins_with_a_slash_and_ends_without(prefix):
    with pytest.raises(SettingError, match="SETUHASHI_PREFIX is"):
        checked_prefix("SETUHASHI_PREFIX", prefix)
