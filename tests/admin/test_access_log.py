"""The access log in the admin: administrators alone read it, find in it and take it along."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnerships.models import AccessEvent
from partnerships.models.access import AccessKind
from partnerships.services import access_log
from tests.factories import AccessEventFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/partnerships/accessevent/"
FILE = f"{LIST}export.csv"


@pytest.fixture
def events(administrator):
    AccessEvent.objects.all().delete()
    kind = AccessKind.EXPORT
    AccessEventFactory(account="asha", address="192.0.2.1")
    AccessEventFactory(account="asha", address="192.0.2.2", kind=kind, query="q=%3D1", rows=3)
    AccessEventFactory(account="ken", address="192.0.2.1", kind=kind, reason="=cmd")


def shown(client, query) -> int:
    return client.get(f"{LIST}?{query}").context["cl"].result_count


def test_it_is_found_by_kind_account_address_day_and_words(administrator, events):
    today = timezone.localtime()
    day = f"at__year={today.year}&at__month={today.month}&at__day={today.day}"

    asked = ("kind__exact=export", "account=asha", "address=192.0.2.1", "q=ken", day)
    assert [shown(administrator, query) for query in asked] == [2, 2, 2, 1, 3]
    assert shown(administrator, "kind__exact=export&account=asha") == 1


def test_it_is_taken_along_as_it_is_filtered_and_that_is_told(administrator, events):
    page = administrator.get(f"{LIST}?account=asha").content.decode()
    assert f'href="{FILE}?account=asha"' in page

    file = administrator.get(f"{FILE}?account=asha")
    text = b"".join(file.streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["account"] for row in rows} == {"asha"}
    assert [row["query"] for row in rows] == ["q=%3D1", ""]
    told = AccessEvent.objects.latest("pk")
    assert (told.section, told.query, told.rows) == ("access-log", "account=asha", 2)


def test_no_cell_of_the_file_is_a_formula(administrator, events):
    text = b"".join(administrator.get(FILE).streaming_content).decode()

    assert '"\'=cmd"' in text


def test_nobody_else_reads_it_and_nobody_changes_it(administrator, staff, events):
    row = AccessEvent.objects.first()
    for page in (LIST, FILE, f"{LIST}{row.pk}/change/"):
        assert staff.get(page).status_code in (302, 403)
    for page in (f"{LIST}add/", f"{LIST}{row.pk}/delete/"):
        assert administrator.get(page).status_code == 403
    administrator.post(f"{LIST}{row.pk}/change/", {"account": "forged"})

    row.refresh_from_db()
    assert row.account != "forged"


def test_hostile_addresses_of_the_file_get_an_answer(administrator, events):
    for query in ("at__year=99999", "nonsense=1", "account__regex=(a%2B)%2B%24", "p=-1", "o=x"):
        assert administrator.get(f"{FILE}?{query}").status_code in (200, 302)


def test_what_is_older_than_it_is_kept_is_removed(monkeypatch, settings, capsys):
    monkeypatch.setattr(access_log, "MOST_AT_ONCE", 2)
    settings.SETUHASHI_ACCESS_LOG_DAYS = 30
    for days in (1, 29, 31, 40, 400, 4_000, 31):
        AccessEventFactory(at=timezone.now() - timedelta(days=days))

    call_command("prune_access_log")

    assert AccessEvent.objects.count() == 2
    assert capsys.readouterr().out == "Access log: 5 rows removed.\n"


def test_a_moment_is_written_as_on_every_page(administrator):
    AccessEvent.objects.all().delete()
    AccessEventFactory(account="asha")
    AccessEvent.objects.update(at=datetime(2026, 3, 5, 11, tzinfo=UTC))

    assert "5 Mar 2026, 16:30" in administrator.get(LIST).content.decode()
