"""What holds for every request."""

import gzip
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.middleware import RefuseNulMiddleware, TodayMiddleware

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "path",
    ["/admin/%00/", "/%00", "/admin/login/?next=%00", "/admin/login/?%00=1", "/admin/?q=%E6%00"],
)
def test_a_nul_in_the_address_is_refused_in_words(visitor, path):
    response = visitor.get(path)

    assert response.status_code == 400
    assert "holds a NUL character" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_raw_nul_in_the_query_is_refused(visitor):
    assert visitor.get("/admin/login/", QUERY_STRING="next=\0").status_code == 400


def test_a_nul_in_a_cookie_is_refused(visitor):
    # As a header: newer releases of Python let no client make such a cookie.
    answer = visitor.get("/admin/", headers={"cookie": "setuhashi_session=a\0b"})

    assert answer.status_code == 400


@pytest.mark.parametrize("body", ["username=a%00b", "username=a\0b"])
def test_a_nul_in_a_form_is_refused(visitor, body):
    assert visitor.post("/admin/login/", body, content_type=FORM).status_code == 400


def test_a_form_without_one_arrives_whole():
    request = RequestFactory().post("/", "name=%E9%9D%99%E5%B2%A1&rate=5%2500", content_type=FORM)

    response = RefuseNulMiddleware(lambda got: HttpResponse(got.POST["name"]))(request)

    assert response.content.decode() == "静岡"


def test_a_percent_sign_before_two_noughts_is_no_nul(visitor):
    assert visitor.get("/admin/login/?next=%2500").status_code == 200


def test_pages_of_a_signed_in_user_are_kept_by_nobody(staff):
    assert staff.get("/admin/")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_pages_of_a_visitor_say_nothing_of_the_kind(visitor):
    response = visitor.get("/nowhere/")

    assert "no-store" not in response.get("Cache-Control", "")


@pytest.mark.django_db
def test_pages_come_compressed_and_files_as_they_are(visitor):
    accepting = {"accept-encoding": "gzip"}
    page = visitor.get("/methods/", headers=accepting)
    file = visitor.get("/events/?_export=csv", headers=accepting)

    assert page["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page["Vary"]
    assert gzip.decompress(page.content) == visitor.get("/methods/").content
    assert not file.has_header("Content-Encoding")


@pytest.mark.django_db
def test_a_closed_site_sends_visitors_to_sign_in(visitor, settings):
    settings.SETUHASHI_PUBLIC = False

    response = visitor.get("/admin/jsi18n/")

    assert response.status_code == 302
    assert response["Location"] == "/admin/login/?next=/admin/jsi18n/"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/admin/login/"])
def test_a_closed_site_still_lets_people_in_and_says_it_lives(visitor, settings, path):
    settings.SETUHASHI_PUBLIC = False

    assert visitor.get(path).status_code == 200


def test_today_is_the_date_in_the_sites_own_zone(settings, monkeypatch):
    settings.TIME_ZONE = "Asia/Kolkata"
    evening_in_london = datetime(2026, 3, 31, 19, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening_in_london)
    request = RequestFactory().get("/")

    TodayMiddleware(lambda got: HttpResponse())(request)

    assert request.today == date(2026, 4, 1)


@pytest.mark.parametrize("number", [2**63, 10**40])
def test_a_number_that_no_database_counts_to_names_nothing(administrator, number):
    address = f"/admin/partnerships/office/{number}/members/"

    assert administrator.get(address).status_code == 404


def test_an_empty_name_of_a_key_is_none(administrator):
    key = administrator.user.pk

    page = administrator.get(f"/admin/partnerships/user/{key}/change/?_to_field=")

    assert page.status_code == 200
