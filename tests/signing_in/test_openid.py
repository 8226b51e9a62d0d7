"""Signing in at a provider of OpenID Connect, proved against a real one in a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import requests
from django.contrib.auth import get_user_model
from django.utils import timezone

from config.environment import SettingError
from config.signing_in import OpenIdProvider, openid_provider
from partnerships.models import AccessEvent, Invitation, OpenIdIdentity
from partnerships.services.signing_in import openid, second_factor
from partnerships.views.account import openid as pages
from tests.factories import InvitationFactory, OfficeMemberFactory
from tests.signing_in.codes import code_of, phone_of

ISSUER, EMAIL = "https://provider.example", "made-up@office.example"


@pytest.fixture(scope="module")
def provider():
    """Where the provider answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, "--require-nonce=true"], env=os.environ, **quiet) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/.well-known/openid-configuration")
            yield address
        finally:
            process.terminate()


def _wait_for(address):
    for _ in range(300):
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError("the provider did not start")


@pytest.fixture
def site(live_server, provider, settings):
    """The site, which knows the provider; gives its address."""
    issuer = requests.get(f"{provider}/.well-known/openid-configuration", timeout=5).json()
    settings.SETUHASHI_ADDRESS = live_server.url
    settings.OPENID_PROVIDER = OpenIdProvider(
        issuer["issuer"], "made-up-client", "made-up-secret", "Made-up Provider"
    )
    yield live_server.url
    pages._client_of.cache_clear()


@pytest.fixture
def account(transactional_db):
    return get_user_model().objects.create_user("reader", email=EMAIL)


def at_provider(provider, subject, **claims):
    """Gives somebody at the provider these claims."""
    told = requests.put(f"{provider}/users/{subject}", json=claims, timeout=5)
    told.raise_for_status()


def sign_in(site, subject, leads_to="/delegations/"):
    """A browser's way: to the provider, its form, and back. Gives the last answer."""
    browser = requests.Session()
    form = browser.get(f"{site}/sign-in/openid/", params={"next": leads_to}, timeout=20)
    assert not form.url.startswith(site)
    answer = browser.post(form.url, data={"sub": subject}, timeout=20)
    answer.browser = browser
    return answer


def test_the_page_to_sign_in_leads_to_the_provider(site):
    page = requests.get(f"{site}/sign-in/?next=/events/", timeout=20).text

    assert re.search(
        r'href="/sign-in/openid/\?next=/events/">\s*Sign in with Made-up Provider', page
    )


def test_who_is_known_there_signs_in_and_goes_on(site, provider, account):
    at_provider(provider, "subject-1", email=EMAIL.upper(), email_verified=True)

    answer = sign_in(site, "subject-1")

    assert answer.url == f"{site}/delegations/"
    assert "Sign out" in answer.text
    assert OpenIdIdentity.objects.get().user == account


def test_later_the_subject_counts_and_not_the_address(site, provider, account):
    OpenIdIdentity.objects.create(user=account, issuer=_issuer(provider), subject="subject-2")
    at_provider(provider, "subject-2", email="moved@office.example", email_verified=True)
    assert "Sign out" in sign_in(site, "subject-2").text

    at_provider(provider, "another", email=EMAIL, email_verified=True)
    refused = sign_in(site, "another")
    assert refused.url == f"{site}/sign-in/"
    assert "Nobody was signed in" in refused.text


def _issuer(provider) -> str:
    known = requests.get(f"{provider}/.well-known/openid-configuration", timeout=5)
    return known.json()["issuer"]


def test_who_has_no_account_gets_none(site, provider, transactional_db):
    at_provider(provider, "stranger", email="stranger@office.example", email_verified=True)

    assert "Nobody was signed in" in sign_in(site, "stranger").text
    assert not get_user_model().objects.exists()
    assert AccessEvent.objects.get().reason.startswith("OpenID Connect: not one account")


def test_the_code_is_asked_after_the_provider_too(site, provider, account, settings):
    key = phone_of(account)
    at_provider(provider, "subject-3", email=EMAIL, email_verified=True, amr=["pwd", "mfa"])
    answer = sign_in(site, "subject-3")
    assert answer.url.startswith(f"{site}/sign-in/code/")

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)[1]
    given = {"code": code_of(key), "csrfmiddlewaretoken": token, "next": "/events/"}
    assert answer.browser.post(answer.url, data=given, timeout=20).url == f"{site}/events/"

    settings.OPENID_PROVIDER = replace(settings.OPENID_PROVIDER, second_factors=frozenset({"mfa"}))
    assert sign_in(site, "subject-3").url == f"{site}/delegations/"


def test_an_administrator_without_a_phone_is_led_to_set_one_up(site, provider, account, settings):
    settings.TWO_FACTOR_ENFORCED = True
    get_user_model().objects.update(is_superuser=True)
    at_provider(provider, "subject-4", email=EMAIL, email_verified=True)

    assert sign_in(site, "subject-4").url.startswith(f"{site}/account/security/set-up/")


def test_it_leads_to_no_other_site(site, provider, account):
    at_provider(provider, "subject-5", email=EMAIL, email_verified=True)

    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", r"/\elsewhere.example"):
        assert sign_in(site, "subject-5", elsewhere).url == f"{site}/"


def test_an_answer_that_nobody_asked_for_signs_nobody_in(site, visitor, transactional_db):
    for query in ("", "?code=a&state=b", "?error=access_denied", "?error=a%0Ab&state[]=1"):
        answer = visitor.get(f"/sign-in/openid/callback/{query}")
        assert answer.headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in visitor.session


def test_a_provider_that_does_not_answer_is_told(visitor, settings, db):
    settings.OPENID_PROVIDER = OpenIdProvider("http://127.0.0.1:9", "client", "secret", "Nobody")

    assert visitor.get("/sign-in/openid/").headers["Location"] == "/sign-in/"
    pages._client_of.cache_clear()


def test_without_a_provider_there_are_no_such_pages(visitor, db):
    assert visitor.get("/sign-in/openid/").status_code == 404
    assert visitor.get("/sign-in/openid/callback/").status_code == 404
    assert "openid" not in visitor.get("/sign-in/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"sub": ""},
        {"sub": 7},
        {"sub": "a" * 256},
        {"sub": "a", "email": EMAIL},
        {"sub": "a", "email": EMAIL, "email_verified": False},
        {"sub": "a", "email": EMAIL, "email_verified": "true"},
        {"sub": "a", "email": [EMAIL], "email_verified": True},
        {"sub": "a", "email": "", "email_verified": True},
        {"sub": "a", "email": "twice@office.example", "email_verified": True},
        {"sub": "a", "email": "gone@office.example", "email_verified": True},
        {"sub": "disabled"},
    ],
)
def test_what_vouches_for_no_one_account_is_refused(claims):
    make = get_user_model().objects.create_user
    make("reader", email=EMAIL)
    make("one", email="twice@office.example")
    make("two", email="Twice@office.example")
    gone = make("gone", email="gone@office.example", is_active=False)
    OpenIdIdentity.objects.create(user=gone, issuer=ISSUER, subject="disabled")

    with pytest.raises(openid.NoAccount):
        openid.account_of(ISSUER, claims)
    assert OpenIdIdentity.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("mailed", "usable"), [(False, False), (True, True)])
def test_what_was_set_by_who_held_a_shown_link_holds_no_more(mailed, usable):
    asked = InvitationFactory(email=EMAIL, accepted_at=timezone.now())
    Invitation.objects.update(sent_at=timezone.now() if mailed else None)
    account = get_user_model().objects.create_user(EMAIL, email=EMAIL, password="made-up")
    OfficeMemberFactory(user=account, office=asked.office)
    phone_of(account)

    found = openid.account_of(ISSUER, {"sub": "a", "email": EMAIL, "email_verified": True})

    assert found == account
    assert (found.has_usable_password(), second_factor.is_on(found)) == (usable, usable)
    assert (found.sessions_ended > account.sessions_ended) is not usable
    assert AccessEvent.objects.filter(kind="account").count() == (0 if usable else 1)


def read(**given):
    names = {f"SETUHASHI_OIDC_{word.upper()}": text for word, text in given.items()}
    return openid_provider(names.get, production=True)


def test_the_settings_name_a_provider_whole_or_not_at_all():
    whole = {"issuer": ISSUER, "client": "c", "secret": "s"}

    assert read() is None
    assert read(**whole, two_factor="mfa, hwk").second_factors == {"mfa", "hwk"}
    with pytest.raises(SettingError, match="SETUHASHI_OIDC_CLIENT and SETUHASHI_OIDC_SECRET miss"):
        read(issuer=ISSUER)
    for issuer in (
        "http://provider.example",
        "provider.example",
        "https://",
        "https://p.example?a",
    ):
        with pytest.raises(SettingError, match="SETUHASHI_OIDC_ISSUER is"):
            read(**{**whole, "issuer": issuer})
