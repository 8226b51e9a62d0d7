"""What the doctor finds: each thing that may be wrong with a site, nothing where all is well."""

import json
import shutil
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from reversion.models import Revision

from partnerships.management import backups, doctor
from partnerships.management.backups.manifest import Manifest
from tests.factories import AttachmentFactory, UserFactory
from tests.mail_server import Mailbox, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    """A site whose newest backup is an hour old."""
    settings.SETUHASHI_VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    tmp_path.chmod(0o700)
    backed_up(tmp_path, hours=1)
    return settings


def backed_up(var, hours):
    shutil.rmtree(var / "backups", ignore_errors=True)
    made = timezone.now() - timedelta(hours=hours)
    folder = var / "backups" / backups.making.stamped(made)
    folder.mkdir(parents=True)
    Manifest(made.isoformat(), "0", connection.vendor, "0", [], {}).write(folder)


def found() -> dict[str, str]:
    """State and words of what is not ok, by what was looked at."""
    out = StringIO()
    with suppress(CommandError):
        call_command("doctor", "--json", stdout=out)
    told: dict[str, str] = {}
    for row in json.loads(out.getvalue()):
        if row["state"] != "ok":
            line = f"{row['state']}: {row['text']}"
            told[row["about"]] = f"{told[row['about']]}; {line}" if row["about"] in told else line
    return told


def test_nothing_is_found_where_all_is_well():
    assert found() == {}
    out = StringIO()
    call_command("doctor", stdout=out)
    looks = [line.split()[:2] for line in out.getvalue().splitlines()]
    words = "database files folders disk clock backup mail settings accounts"
    assert looks == [["ok", about] for about in words.split()]


def test_a_failing_look_ends_with_an_error():
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    with pytest.raises(CommandError, match=r"1 of 9 fail\."):
        call_command("doctor", stdout=StringIO())
    assert found()["database"].startswith("fail: its tables are of another release")


def test_a_file_of_no_record_is_told():
    default_storage.save("nobody.pdf", ContentFile(b"made up"))

    assert found() == {"files": "warn: 1 belong to no record, such as nobody.pdf"}


def test_a_lost_file_of_a_record_is_told_and_one_that_is_there_is_not():
    AttachmentFactory()
    lost = AttachmentFactory(stored=b"")

    told = f"fail: 1 that records name are not stored, such as {lost.stored_name}"
    assert found() == {"files": told}


@pytest.mark.parametrize(("free", "state"), [(100, "fail"), (1000, "warn")])
def test_a_disk_that_fills_up_is_told(monkeypatch, free, state):
    usage = SimpleNamespace(total=10_000 * doctor.MEGABYTE, free=free * doctor.MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    assert found()["disk"].startswith(f"{state}: {free} MB free")


@pytest.mark.parametrize(("hours", "state"), [(25, None), (30, "warn"), (9 * 24, "fail")])
def test_a_backup_that_is_late_is_told(site, hours, state):
    backed_up(site.SETUHASHI_VAR, hours)

    assert found().get("backup", "None")[:4] == str(state)


def test_no_backup_at_all_fails_in_production(site):
    shutil.rmtree(site.SETUHASHI_VAR / "backups")

    assert found()["backup"].startswith("warn: there is none in")
    site.PRODUCTION = True
    assert found()["backup"].startswith("fail: there is none in")


def test_a_clock_that_is_behind_its_own_records_is_told():
    Revision.objects.create(date_created=timezone.now() + timedelta(hours=3))

    assert found()["clock"].endswith("which is yet to come")


def test_a_clock_apart_from_the_others_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "_disk_clock", lambda: -70.0)

    assert found() == {"clock": "fail: this machine's clock is -70 s ahead of the disk's"}


def test_a_folder_open_to_others_is_told(site):
    site.SETUHASHI_VAR.chmod(0o755)

    assert found()["folders"].startswith("warn:")


def test_a_mail_server_is_asked(site):
    site.EMAIL_BACKEND = f"{EmailBackend.__module__}.EmailBackend"
    site.EMAIL_HOST = "127.0.0.1"
    mailbox = Mailbox()
    with serving(mailbox) as port:
        site.EMAIL_PORT = port
        assert found() == {}
    assert mailbox.recipients() == []
    assert found()["mail"].startswith(f"fail: 127.0.0.1:{port} does not take mail:")


def test_production_is_held_to_the_deployment_checks(site):
    site.PRODUCTION = True
    site.SECURE_HSTS_SECONDS = 0

    assert "security.W004" in found()["settings"]


def test_demo_accounts_fail_in_production(site):
    UserFactory(username="demo-lead")

    assert found()["accounts"].startswith("warn: 1 are of a demonstration")
    site.PRODUCTION = True
    assert found()["accounts"].startswith("fail:")
