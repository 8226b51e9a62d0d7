"""DATABASE_REPLICA_URL: what reads from the replica, when, and what is refused."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import resolve
from reversion.models import Version

from config import routing
from config.databases import databases
from config.environment import SettingError
from config.routing import ReplicaMiddleware, ReplicaRouter
from partnerships.models import Delegation, State, User
from tests.config.test_environment import manage

PRIMARY, REPLICA = "postgres://u:p@127.0.0.1:5433/setuhashi", "postgres://127.0.0.1:5434/setuhashi"
SQLITE = "sqlite:////invented/setuhashi.sqlite3"
VAR = Path("/invented/var")


@pytest.fixture(autouse=True)
def _no_choice_left_over():
    yield
    routing._reads_replica.set(False)


def told(request) -> HttpResponse:
    """A view's answer: where it reads delegations."""
    return HttpResponse(ReplicaRouter().db_for_read(Delegation))


def asked(method, path, view=told, **cookies):
    """The answer of the view, through the middleware alone."""
    request = RequestFactory().generic(method, path)
    request.COOKIES |= cookies

    def resolved(got):
        got.resolver_match = resolve(path)
        middleware.process_view(got, view, (), {})
        return view(got)

    middleware = ReplicaMiddleware(resolved)
    return middleware(request)


@pytest.fixture
def router():
    """The router, as within a request that reads."""
    assert asked("GET", "/delegations/").content == b"replica"
    return ReplicaRouter()


@pytest.mark.parametrize("path", ["/", "/delegations/", "/sitemap.xml"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_requests_that_read_ask_the_replica_for_records(method, path):
    response = asked(method, path)

    assert response.content == b"replica"
    assert not response.cookies


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/admin/"),
        ("GET", "/admin/partnerships/delegation/"),
        ("HEAD", "/admin/login/"),
        ("POST", "/sign-in/"),
        ("POST", "/delegations/"),
        ("OPTIONS", "/delegations/"),
    ],
)
def test_the_admin_and_requests_that_write_ask_the_primary(method, path):
    assert asked(method, path).content == b"default"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "from_replica"),
    [("/ja/delegations/", True), ("/ja/admin/login/", False), ("/hi/admin/login/", False)],
)
def test_the_admin_is_known_in_each_language(visitor, settings, path, from_replica):
    settings.MIDDLEWARE = ["config.routing.ReplicaMiddleware", *site.MIDDLEWARE]

    assert visitor.get(path).status_code == 200
    assert routing._reads_replica.get() is from_replica


def test_a_stream_is_read_where_its_request_read():
    def streamed(request):
        return StreamingHttpResponse(told(request).content for _ in range(2))

    assert list(asked("GET", "/delegations/", streamed)) == [b"replica", b"replica"]


def test_each_request_forgets_the_one_before():
    asked("GET", "/delegations/")
    before_the_view = ReplicaMiddleware(told)  # an address that resolves to nothing has no view

    assert before_the_view(RequestFactory().get("/nowhere/")).content == b"default"


def test_who_has_written_reads_from_the_primary_for_some_seconds():
    cookie = asked("POST", "/admin/partnerships/delegation/add/").cookies[routing.WROTE_COOKIE]

    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (10, True, "Lax")
    assert not cookie["secure"]
    assert asked("GET", "/delegations/", setuhashi_wrote=cookie.value).content == b"default"


def test_in_production_the_cookie_travels_by_https_alone(settings):
    settings.SESSION_COOKIE_SECURE = True

    assert asked("POST", "/sign-in/").cookies[routing.WROTE_COOKIE]["secure"]


def test_commands_read_from_the_primary():
    assert ReplicaRouter().db_for_read(Delegation) == "default"


def test_of_the_application_all_but_accounts_rights_and_bookkeeping_is_read_there(router):
    models = apps.get_app_config("partnerships").get_models(include_auto_created=True)

    kept = {model.__name__ for model in models if router.db_for_read(model) == "default"}

    assert kept == routing.ON_PRIMARY | {"User_groups", "User_user_permissions"}


@pytest.mark.parametrize("model", [Session, Group, ContentType, Version])
def test_what_other_applications_keep_is_read_from_the_primary(router, model):
    assert router.db_for_read(model, instance=State(code="IN-UP")) == "default"


def test_writes_go_to_the_primary_wherever_the_row_was_read(router):
    read = Delegation()
    read._state.db = "replica"

    assert router.db_for_write(Delegation, instance=read) == "default"
    assert router.db_for_read(User, instance=read) == "default"
    assert router.allow_relation(read, Delegation())


@pytest.mark.django_db(transaction=True)
def test_a_transaction_reads_what_it_writes(router):
    with transaction.atomic():
        assert router.db_for_read(Delegation) == "default"
    assert router.db_for_read(Delegation) == "replica"


def test_the_replica_gets_its_tables_from_the_primary():
    assert ReplicaRouter().allow_migrate("replica", "partnerships") is False
    assert ReplicaRouter().allow_migrate("default", "partnerships") is None


def test_without_a_replica_there_is_no_router_and_no_middleware():
    assert list(databases(PRIMARY, "", VAR)) == ["default"]
    if "replica" not in site.DATABASES:
        assert site.DATABASE_ROUTERS == []
        assert not any("routing" in name for name in site.MIDDLEWARE)


def test_the_replica_is_told_what_the_primary_is_told_and_to_refuse_writes():
    entry = databases(PRIMARY, f"{REPLICA}?options=-c%20statement_timeout%3D5s", VAR)["replica"]

    assert (entry["PORT"], entry["CONN_HEALTH_CHECKS"]) == (5434, True)
    assert entry["OPTIONS"]["options"].endswith(
        "-c statement_timeout=5s -c default_transaction_read_only=on"
    )


@pytest.mark.parametrize("url", ["nonsense", SQLITE, "mysql://a/b", "postgres://host/"])
def test_a_replica_of_another_kind_is_refused(url):
    with pytest.raises(SettingError, match="DATABASE_REPLICA_URL is not understood; write"):
        databases(PRIMARY, url, VAR)


def test_the_start_stops_with_one_sentence_when_there_is_nothing_to_replicate(tmp_path):
    run = manage(
        "check",
        SETUHASHI_VAR=str(tmp_path),
        DATABASE_URL=SQLITE,
        DATABASE_REPLICA_URL=REPLICA,
    )

    assert run.returncode == 1
    assert run.stderr == (
        "Setuhashi does not start: DATABASE_REPLICA_URL is set, but DATABASE_URL is not of "
        "PostgreSQL, which alone has replicas.\n"
    )
