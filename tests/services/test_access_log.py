"""The access log tells who came, took files or was refused, and never stands in the way."""

import logging
import threading
from contextlib import closing

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory

from partnerships.models import AccessEvent, User
from partnerships.models.access import AccessKind
from partnerships.services import access_log
from partnerships.services.access_log import record_access
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(path="/delegations/", user=None, **meta):
    request = RequestFactory().get(path, **meta)
    request.user, request.resolver_match = user or AnonymousUser(), None
    return request


def test_a_row_says_who_from_where_and_what():
    user = make.UserFactory(username="asha")

    record_access(
        AccessKind.EXPORT, asked("/events/?q=secret", user), section="events", format="csv", rows=3
    )

    event = AccessEvent.objects.get()
    assert (event.user, event.account, event.address) == (user, "asha", "127.0.0.1")
    assert (event.method, event.path, event.query) == ("GET", "/events/", "")
    assert (event.section, event.format, event.rows, event.times) == ("events", "csv", 3, 1)


def test_the_name_of_an_account_outlives_it():
    user = make.UserFactory(username="asha")
    record_access(AccessKind.SIGN_OUT, asked(user=user))

    User.objects.filter(pk=user.pk).delete()

    assert AccessEvent.objects.values_list("user", "account").get() == (None, "asha")


def test_an_address_is_taken_from_our_own_proxy_alone(settings):
    settings.TRUSTED_PROXIES = {"192.0.2.1"}
    for sender in ("192.0.2.1", "192.0.2.2"):
        said = {"REMOTE_ADDR": sender, "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}
        record_access(AccessKind.REFUSAL, asked(**said))

    told = AccessEvent.objects.order_by("pk").values_list("address", flat=True)
    assert list(told) == ["198.51.100.7", "192.0.2.2"]


def test_signs_that_no_log_can_hold_are_replaced():
    record_access(AccessKind.REFUSAL, asked(), reason="a\0b\nc\ud800d" + "x" * 9_000)

    assert AccessEvent.objects.get().reason == ("a�b�c�d" + "x" * 9_000)[:500]


def test_signing_in_and_out_is_told():
    user = make.UserFactory(username="asha")
    user.set_password("made-up-password")
    user.save()
    client = Client()

    client.post("/sign-in/", {"username": "asha", "password": "made-up-password"})
    client.post("/sign-out/")

    told = AccessEvent.objects.order_by("pk").values_list("kind", "user", "path")
    assert list(told) == [
        (AccessKind.SIGN_IN, user.pk, "/sign-in/"),
        (AccessKind.SIGN_OUT, user.pk, "/sign-out/"),
    ]


@pytest.mark.parametrize("path", ["/sign-in/", "/admin/login/"])
def test_a_refused_sign_in_names_the_account_and_never_what_else_was_typed(visitor, path, caplog):
    make.UserFactory(username="asha")
    caplog.set_level(logging.INFO)
    for name in ("asha", "hunter2-typed-into-the-wrong-box"):
        visitor.post(path, {"username": name, "password": "hunter2-secret"})

    told = AccessEvent.objects.order_by("pk").values_list("kind", "account", "reason")
    assert list(told) == [
        (AccessKind.SIGN_IN_REFUSED, "asha", "Wrong password, or the account is disabled."),
        (AccessKind.SIGN_IN_REFUSED, "", "No account has this name."),
    ]
    assert "hunter2" not in caplog.text + str(list(AccessEvent.objects.values_list()))


def test_what_a_stranger_repeats_a_thousand_times_takes_a_dozen_rows_of_the_log():
    for _each in range(1_000):
        record_access(AccessKind.EXPORT, asked(), section="events")

    rows = AccessEvent.objects.order_by("pk").values_list("times", flat=True)
    assert len(rows) == 25
    assert sum(rows) == 640


def test_what_an_official_takes_is_told_each_time():
    request = asked(user=make.UserFactory())
    for _each in range(30):
        record_access(AccessKind.EXPORT, request, section="events")

    assert AccessEvent.objects.count() == 30


def test_a_database_that_refuses_breaks_nothing_and_the_row_is_written_later(monkeypatch):
    def full(*args, **options):
        raise DatabaseError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(AccessEvent.objects, "bulk_create", full)
        record_access(AccessKind.SIGN_IN, asked(), account="first")
    assert AccessEvent.objects.count() == 0

    record_access(AccessKind.SIGN_IN, asked(), account="second")

    told = AccessEvent.objects.order_by("pk").values_list("account", flat=True)
    assert list(told) == ["first", "second"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
@pytest.mark.django_db(transaction=True)
def test_another_writer_is_waited_for_shortly(monkeypatch):
    monkeypatch.setattr(access_log, "PATIENCE", 0.05)

    def write_meanwhile():
        with closing(connection):
            record_access(AccessKind.SIGN_IN, asked(), account="first")

    with transaction.atomic():
        make.UserFactory()
        other = threading.Thread(target=write_meanwhile)
        other.start()
        other.join(10)
    record_access(AccessKind.SIGN_IN, asked(), account="second")

    assert set(AccessEvent.objects.values_list("account", flat=True)) == {"first", "second"}
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
