"""Entrances and headers that no single page owns."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_healthz_says_ok_and_asks_the_database_once(visitor, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = visitor.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_healthz_says_so_when_the_database_does_not_answer(staff, monkeypatch):
    def fail(*args):
        raise OperationalError("down")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", fail)
        response = staff.get("/healthz")

    assert response.status_code == 503
    assert response.content == b"the database does not answer\n"


@pytest.mark.django_db
def test_healthz_does_not_change_with_the_language(visitor):
    assert visitor.get("/ja/healthz").status_code == 404
    assert visitor.get("/healthz", headers={"Accept-Language": "ja"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ja", "ja"), ("/hi", "hi")])
def test_the_admin_speaks_each_language_under_its_prefix(visitor, prefix, language):
    response = visitor.get(f"{prefix}/admin/login/", headers={"Accept-Language": "fr"})

    assert response.status_code == 200
    assert response["Content-Language"] == language


@pytest.mark.django_db
def test_every_page_carries_the_strict_headers(visitor):
    headers = visitor.get("/admin/login/").headers

    assert sorted(headers["Content-Security-Policy"].split("; ")) == [
        "base-uri 'self'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/admin/login/", {"username": "a"}).status_code == 403


@pytest.mark.django_db
def test_another_host_name_is_refused(visitor):
    assert visitor.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
