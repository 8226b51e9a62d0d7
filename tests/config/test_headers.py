"""Every answer, of whatever layer, tells browsers how strictly to take it."""

import pytest
from django.test import Client

from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = (
    "default-src 'none'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'",
    "form-action 'self'", "script-src 'self'", "style-src 'self'",
)  # fmt: skip


def check(response, status):
    assert response.status_code == status, response.request["PATH_INFO"]
    headers = response.headers
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    directives = headers["Content-Security-Policy"].split("; ")
    assert set(POLICY) <= set(directives)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert len(headers["X-Request-ID"]) == 32
    if response.streaming:
        assert b"".join(response)
    for close in response._resource_closers:  # not `close()`, which closes the database too
        close()


ANSWERS = {
    "/": 200,
    "/healthz": 200,
    "/sitemap.xml": 200,
    "/calendar.ics": 200,
    "/events/?_export=csv": 200,
    "/events/?_export=xlsx": 200,
    "/events/?_export=nonsense": 400,
    "/annexure.docx": 200,
    "/nowhere/": 404,
    "/nowhere": 404,
    "/events": 301,
    "/%00": 400,
    "/admin/": 302,
    "/admin/login/": 200,
    "/static/nothing.css": 404,
}


def test_every_answer_to_a_visitor_is_strict(visitor):
    for path, status in ANSWERS.items():
        check(visitor.get(path), status)
    check(visitor.get("/", headers={"Host": "evil.example"}), 400)
    check(Client(enforce_csrf_checks=True).post("/sign-in/"), 403)


def test_a_redirect_to_https_is_strict_too(visitor, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = visitor.get("/")
    check(answer, 301)
    assert answer["Location"] == "https://testserver/"
    check(Client().get("/", headers={"Host": "evil.example"}), 400)


def test_static_files_are_strict_too(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "made-up.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    check(Client().get("/static/made-up.svg"), 200)


@pytest.fixture
def failing(monkeypatch):
    def fail(*args):
        raise RuntimeError("Made-up secret of the system")

    monkeypatch.setattr("partnerships.views.frame.frame", fail)
    monkeypatch.setattr("partnerships.views.methods.frame", fail)


def test_a_fault_is_strict_names_the_request_and_nothing_of_the_system(official, failing):
    official.raise_request_exception = False

    answer = official.get("/methods/")

    check(answer, 500)
    page = answer.content.decode()
    assert f"<code>{answer['X-Request-ID']}</code>" in page
    assert "Made-up secret" not in page
    assert answer["Cache-Control"] == "private, no-store"


def test_what_is_made_for_who_signed_in_is_kept_by_nobody(administrator):
    make.DelegationFactory(reference="DEL-2025-0001", start="2025-07-01")
    for path, status in {
        "/": 200,
        "/delegations/DEL-2025-0001/": 200,
        "/delegations/del-2025-0001/": 301,
        "/delegations": 301,
        "/delegations/?_export=csv": 200,
        "/delegations/DEL-2025-0001/calendar.ics": 200,
        "/annexure.docx": 200,
        "/nowhere/": 404,
        "/admin/": 200,
        "/admin/partnerships/delegation/": 200,
    }.items():
        answer = administrator.get(path)
        check(answer, status)
        assert answer["Cache-Control"] == "private, no-store", path
