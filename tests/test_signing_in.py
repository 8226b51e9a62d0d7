"""Officials sign in on the site; the admin stays closed to them."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return get_user_model().objects.create_user("reader", password="made-up-password")


def sign_in(client, password="made-up-password", next_page=""):
    return client.post("/sign-in/", {"username": "reader", "password": password, "next": next_page})


def test_an_official_signs_in_and_goes_on_to_the_page_asked_for(visitor, account):
    response = sign_in(visitor, next_page="/delegations/")

    assert response.headers["Location"] == "/delegations/"
    assert "Sign out" in visitor.get("/").content.decode()


def test_a_wrong_password_is_told_and_the_name_kept(visitor, account):
    response = sign_in(visitor, "wrong")

    assert response.status_code == 200
    assert 'value="reader"' in response.content.decode()
    assert "Sign out" not in visitor.get("/").content.decode()


def test_signing_in_leads_to_no_other_site(visitor, account):
    response = sign_in(visitor, next_page="https://elsewhere.example/")

    assert response.headers["Location"] == "/"


def test_an_official_signs_out(official):
    response = official.post("/sign-out/")

    assert response.headers["Location"] == "/"
    assert "Sign in" in official.get("/").content.decode()


def test_the_admin_does_not_let_an_official_in(official):
    assert official.get("/admin/").status_code == 302


def test_a_closed_site_sends_visitors_to_sign_in(visitor, settings):
    settings.SETUHASHI_PUBLIC = False

    assert visitor.get("/delegations/").headers["Location"] == "/sign-in/?next=/delegations/"
    assert visitor.get("/sign-in/").status_code == 200
