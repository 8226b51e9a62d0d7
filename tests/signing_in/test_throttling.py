"""Sign-in is throttled at every door, and tells nobody why it failed."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import AccessEvent, SignInTry
from partnerships.services.signing_in import throttling

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "an invented phrase", "another one"


@pytest.fixture(autouse=True)
def account():
    return get_user_model().objects.create_user("reader", password=RIGHT, is_staff=True)


def sign_in(password, username="reader", door="/sign-in/", address="192.0.2.1", **headers):
    """The answer, and whether somebody is signed in."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post(door, {"username": username, "password": password}, headers=headers)
    return answer, SESSION_KEY in client.session


def fail(times, **how):
    for _time in range(times):
        sign_in(WRONG, **how)


def test_after_five_failures_the_right_password_is_refused_too():
    fail(5)

    assert not sign_in(RIGHT)[1]
    assert sign_in(RIGHT, address="192.0.2.2")[1]


@pytest.mark.parametrize("doors", [("/admin/login/", "/sign-in/"), ("/sign-in/", "/admin/login/")])
def test_the_site_and_the_admin_count_together(doors):
    fail(5, door=doors[0])

    assert not sign_in(RIGHT, door=doors[1])[1]


def test_an_address_is_refused_after_thirty_failures_of_whatever_accounts():
    for number in range(30):
        sign_in(WRONG, username=f"invented-{number}")

    assert not sign_in(RIGHT)[1]
    assert sign_in(RIGHT, address="192.0.2.2")[1]


def test_addresses_of_one_ipv6_network_count_together():
    for number in range(5):
        sign_in(WRONG, address=f"2001:db8::{number}")

    assert not sign_in(RIGHT, address="2001:db8::ffff")[1]


def test_a_made_up_forwarded_address_opens_no_door(settings):
    settings.TRUSTED_PROXIES = {"192.0.2.9"}
    for number in range(5):
        sign_in(WRONG, **{"X-Forwarded-For": f"198.51.100.{number}"})

    assert not sign_in(RIGHT, **{"X-Forwarded-For": "198.51.100.77"})[1]


def test_behind_our_proxy_the_address_it_tells_counts(settings):
    settings.TRUSTED_PROXIES = {"192.0.2.1"}
    fail(5, **{"X-Forwarded-For": "198.51.100.1"})

    assert not sign_in(RIGHT, **{"X-Forwarded-For": "198.51.100.1"})[1]
    assert sign_in(RIGHT, **{"X-Forwarded-For": "198.51.100.2"})[1]


def test_every_failure_is_told_alike(account):
    get_user_model().objects.create_user("gone", password=RIGHT, is_active=False)
    asked = {"wrong": "reader", "nobody": "nobody", "disabled": "gone"}
    answers = {
        why: sign_in(RIGHT if why == "disabled" else WRONG, name) for why, name in asked.items()
    }
    fail(5)
    answers["closed"] = sign_in(RIGHT)

    told = {tuple(answer.context["form"].non_field_errors()) for answer, _in in answers.values()}
    assert len(told) == 1
    assert {answer.status_code for answer, _in in answers.values()} == {200}
    assert not any(signed_in for _answer, signed_in in answers.values())


def test_the_door_opens_again_after_a_quarter_of_an_hour():
    fail(5)
    SignInTry.objects.update(at=timezone.now() - throttling.WINDOW - timedelta(seconds=1))

    assert sign_in(RIGHT)[1]
    assert not SignInTry.objects.exists()


def test_signing_in_wipes_out_no_failures_of_another_account():
    get_user_model().objects.create_user("insider", password=RIGHT)
    for _time in range(5):
        sign_in(WRONG)
        sign_in(RIGHT, username="insider")

    assert not sign_in(RIGHT)[1]


def test_a_closed_door_writes_nothing_down():
    fail(5)

    with CaptureQueriesContext(connection) as asked:
        sign_in(WRONG)
    texts = [query["sql"] for query in asked.captured_queries if "signintry" in query["sql"]]
    assert texts
    assert all(text.startswith("SELECT") for text in texts)


def test_tries_sent_at_once_do_not_slip_through_together(monkeypatch):
    """Each of them looks before any other has failed; the count after writing stops them."""
    began = [throttling.begin(throttling.PASSWORDS, "reader", "192.0.2.1") for _time in range(4)]
    look = throttling._refuse_over
    monkeypatch.setattr(
        throttling, "_refuse_over", lambda *a, already: look(*a, already=already) if already else 0
    )
    began.append(throttling.begin(throttling.PASSWORDS, "reader", "192.0.2.1"))

    with pytest.raises(throttling.TooManyTries):
        throttling.begin(throttling.PASSWORDS, "reader", "192.0.2.1")
    assert SignInTry.objects.count() == len(began) == 5


def test_the_access_log_says_that_the_door_was_closed():
    fail(6)

    assert AccessEvent.objects.latest("pk").reason == "Too many tries."


def test_neither_names_nor_addresses_are_kept_in_the_clear():
    sign_in(WRONG, username="a-password-typed-in-the-wrong-box")

    kept = SignInTry.objects.values_list("account", "address").get()
    assert all(len(text) == 64 for text in kept)
