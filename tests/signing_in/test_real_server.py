"""Signing in through the server of production, behind a proxy that speaks TLS for it."""

import os
import re
import subprocess
import sys
from base64 import b32decode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django_otp.plugins.otp_totp.models import TOTPDevice

from partnerships.models import AccessEvent, SignInTry
from tests.proofs.sites import serving, variables_of
from tests.signing_in.codes import code_of, phone_of

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
HOST, PASSWORD = "setuhashi.example", "an invented phrase"
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.1"}
ELSEWHERE = ("https://evil.example/", "//evil.example", r"/\evil.example", "https:evil.example")
ELSEWHERE += ("javascript:alert(1)", "///evil.example", "\thttps://evil.example", "http://" + HOST)


@pytest.fixture(scope="module")
def server(django_db_setup, tmp_path_factory):
    """The address of a site with the settings of production and the database of the tests."""
    variables = variables_of(
        tmp_path_factory.mktemp("site"),
        SETUHASHI_ENV="production",
        SETUHASHI_SECRET_KEY="an-invented-key-for-nothing-but-these-tests-0123456789-abcdef",
        SETUHASHI_HOSTS=f"{HOST},127.0.0.1",
        SETUHASHI_TRUSTED_ORIGINS=f"https://{HOST}",
        SETUHASHI_PUBLIC="1",
        DATABASE_URL=f"sqlite:///{site.DATABASES['default']['NAME']}",
    )
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=site.BASE_DIR, env={**os.environ, **variables}, check=True)
    with serving(variables) as (port, _worker):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def account(settings):
    """Whose password the server understands: the tests' own hasher is too weak for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    return get_user_model().objects.create_user("reader", password=PASSWORD)


class Browser:
    """Sends its cookies as to a TLS address, follows nothing, and keeps what was set."""

    def __init__(self, server):
        self.server, self.cookies, self.said = server, {}, {}

    def ask(self, path, data=None, **headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**PROXY, "Cookie": cookies, "Referer": f"https://{HOST}/", **headers}
        answer = requests.request(
            "POST" if data else "GET",
            f"{self.server}{path}",
            data=data and {**data, "csrfmiddlewaretoken": self.cookies.get("setuhashi_csrf", "")},
            headers=sent,
            allow_redirects=False,
            timeout=60,
        )
        for text in answer.raw.headers.getlist("Set-Cookie"):
            name, _, rest = text.partition("=")
            self.cookies[name], self.said[name] = rest.split(";")[0], text
        return answer

    def sign_in(self, password=PASSWORD, **form):
        self.ask("/sign-in/")
        return self.ask("/sign-in/", {"username": "reader", "password": password, **form})

    def is_led(self, path="/delegations/") -> str:
        return self.ask(path).headers.get("Location", "")


@pytest.fixture
def browser(server):
    return Browser(server)


def test_cookies_travel_by_tls_alone_and_no_script_reads_them(browser, account):
    assert browser.sign_in().headers["Location"] == "/"

    for name in ("setuhashi_csrf", "setuhashi_session"):
        flags = {part.strip().lower() for part in browser.said[name].split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= flags
        assert not [flag for flag in flags if flag.startswith("domain=")]
    assert "Max-Age=7200" in browser.said["setuhashi_session"]


def test_another_host_is_refused_and_a_forwarded_one_not_believed(browser):
    assert browser.ask("/", Host="evil.example").status_code == 400
    assert browser.ask("/", Host=f"{HOST}.evil.example").status_code == 400

    answer = browser.ask("/sign-in/", **{"X-Forwarded-Host": "evil.example", "Forwarded": "host=e"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
    plain = browser.ask("/delegations/?q=a", **{"X-Forwarded-Proto": "http"})
    assert plain.headers["Location"] == f"https://{HOST}/delegations/?q=a"


def test_no_way_in_leads_to_another_site(server, account):
    get_user_model().objects.update(is_staff=True)
    for door, addresses in (("/sign-in/", ELSEWHERE), ("/admin/login/", ELSEWHERE[:3])):
        for address in addresses:
            SignInTry.objects.all().delete()
            browser = Browser(server)
            browser.ask(door)
            form = {"username": "reader", "password": PASSWORD, "next": address}
            assert browser.ask(door, form).headers["Location"] in ("/", "/admin/")
    assert Browser(server).ask("/sign-out/?next=https://evil.example/").status_code == 405


def test_neither_does_the_page_of_the_code(server, account):
    key = phone_of(account)
    for address in ELSEWHERE[:3]:
        TOTPDevice.objects.update(last_t=-1)
        browser = Browser(server)
        browser.sign_in()
        answer = browser.ask("/sign-in/code/", {"code": code_of(key), "next": address})
        assert answer.headers["Location"] == "/"


def test_of_many_tries_at_once_five_are_looked_at(server, account):
    browsers = [Browser(server) for _number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda browser: browser.sign_in("wrong"), browsers))

    looked_at = AccessEvent.objects.filter(reason__startswith="Wrong password").count()
    assert looked_at <= 5
    assert Browser(server).sign_in().status_code == 200  # the right password, still refused


def test_an_administrator_needs_a_phone_and_its_code_in_production(server, account):
    get_user_model().objects.update(is_superuser=True, is_staff=True)
    first = Browser(server)
    first.sign_in()
    for path in ("/", "/admin/", "/admin/partnerships/user/", "/account/security/"):
        assert first.is_led(path).startswith("/account/security/set-up/")

    page = first.ask("/account/security/set-up/").text
    words = re.findall(r"<span>([A-Z2-7]{4})</span>", page)
    key = _key("".join(words))
    assert "recovery codes" in first.ask("/account/security/set-up/", {"code": code_of(key)}).text
    assert first.is_led("/admin/") == ""

    second = Browser(server)
    second.sign_in()
    assert second.is_led("/admin/").startswith("/sign-in/code/")


def _key(letters: str) -> str:
    return b32decode(letters).hex()


def test_one_code_sent_twice_at_once_lets_one_in(server, account):
    key = phone_of(account)
    browsers = [Browser(server) for _number in range(4)]
    for browser in browsers:
        browser.sign_in()
    code = code_of(key)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: one.ask("/sign-in/code/", {"code": code}), browsers))

    assert Counter(answer.status_code for answer in answers) == {302: 1, 200: 3}


def test_disabling_an_account_ends_its_session_at_once(browser, account):
    browser.sign_in()
    assert "Sign out" in browser.ask("/methods/").text

    get_user_model().objects.update(is_active=False)
    assert "Sign out" not in browser.ask("/methods/").text


def test_a_session_from_before_signing_in_is_worth_nothing_after_it(browser, account):
    browser.ask("/sign-in/")
    browser.cookies["setuhashi_session"] = "a" * 32
    browser.sign_in()

    assert browser.cookies["setuhashi_session"] != "a" * 32
