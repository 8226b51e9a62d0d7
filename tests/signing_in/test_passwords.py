"""Changing one's password, and a new one by mail."""

import re

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client

from partnerships.models import AccessEvent

pytestmark = pytest.mark.django_db
OLD, NEW = "an invented phrase", "quite another invention"
CHANGE, RESET = "/account/password/", "/password-reset/"


@pytest.fixture
def account():
    make = get_user_model().objects.create_user
    return make("reader", email="reader@office.example", password=OLD, language="ja")


@pytest.fixture
def here(account) -> Client:
    return signed_in()


@pytest.fixture(autouse=True)
def _sent_at_once(monkeypatch):
    """The mail goes within the request, so that a test may look at it."""

    class Now:
        def __init__(self, target, args, daemon):
            self.start = lambda: target(*args)

    monkeypatch.setattr("partnerships.views.account.passwords.Thread", Now)


def signed_in(password=OLD) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": "reader", "password": password})
    return client


def change(client, old=OLD, new=NEW, again=None):
    given = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(CHANGE, given)


def is_in(client) -> bool:
    return client.get("/account/security/").status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others(here):
    elsewhere = signed_in()

    assert change(here).headers["Location"] == "/account/security/"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert SESSION_KEY in signed_in(NEW).session
    assert AccessEvent.objects.filter(reason="Password changed.").count() == 1


@pytest.mark.parametrize("new", ["short", "1234567890123", "password1234", "reader1234"])
def test_a_weak_password_is_refused(here, new):
    answer = change(here, new=new)

    assert answer.status_code == 200
    assert answer.context["form"].errors["new_password2"]
    assert SESSION_KEY in signed_in().session


def test_the_old_password_is_guessed_no_oftener_than_at_the_door(here):
    for _time in range(5):
        change(here, old="wrong")

    assert change(here).status_code == 200
    assert SESSION_KEY not in signed_in(NEW).session


def test_the_admins_own_page_leads_to_the_one_page(administrator):
    assert administrator.get("/admin/password_change/").headers["Location"] == CHANGE
    assert administrator.post("/admin/password_change/", {}).headers["Location"] == CHANGE


def test_a_link_by_mail_holds_once_and_ends_all_sessions(here, visitor, mailoutbox, settings):
    settings.SETUHASHI_ADDRESS = "https://setuhashi.example"
    visitor.post(RESET, {"email": "Reader@Office.example"}, headers={"Host": "localhost"})
    link = re.search(r"https://setuhashi\.example(/ja/password-reset/\S+)", mailoutbox[0].body)[1]

    form = visitor.get(link).headers["Location"]
    assert link.split("/")[-2] not in form  # the token leaves the address
    visitor.post(form, {"new_password1": NEW, "new_password2": NEW})

    assert not is_in(here)
    assert SESSION_KEY in signed_in(NEW).session
    assert visitor.get(link).context["validlink"] is False
    assert AccessEvent.objects.get(reason="Password reset by mail.").account == "reader"


def test_the_answer_is_the_same_whether_an_account_has_the_address(account, visitor, mailoutbox):
    get_user_model().objects.create_user("gone", email="gone@office.example", is_active=False)
    addresses = ("reader@office.example", "nobody@office.example", "gone@office.example")
    pages = {visitor.post(RESET, {"email": address}).content for address in addresses}

    assert len(pages) == 1
    assert [mail.to for mail in mailoutbox] == [["reader@office.example"]]


def test_nobodys_box_is_filled(account, visitor, mailoutbox):
    for _time in range(5):
        assert visitor.post(RESET, {"email": "reader@office.example"}).status_code == 200

    assert len(mailoutbox) == 3


def test_without_mail_there_is_no_such_page(visitor, settings):
    assert RESET in visitor.get("/sign-in/").content.decode()
    settings.SENDS_MAIL = False

    assert visitor.get(RESET).status_code == 404
    assert RESET not in visitor.get("/sign-in/").content.decode()


def test_a_closed_site_lets_people_ask_for_a_new_password(visitor, settings):
    settings.SETUHASHI_PUBLIC = False

    assert visitor.get(RESET).status_code == 200
    assert visitor.get(f"{RESET}a/b/").status_code == 200


@pytest.mark.parametrize("link", ["a/b/", "MQ/set-password/", "OTk5OTk5OTk5OTk5OTk5OTk5OTk/x-y/"])
def test_a_made_up_link_opens_nothing(account, visitor, link):
    page = visitor.get(f"{RESET}{link}")

    assert page.status_code == 200
    assert page.context["validlink"] is False
