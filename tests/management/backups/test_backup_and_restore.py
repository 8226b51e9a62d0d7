"""A backup holds everything, and a restore brings all of it back or leaves all as it was."""

import errno
import json
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.management import backups
from partnerships.management.backups import manifest as manifests
from partnerships.management.backups import postgresql, sqlite, stored
from partnerships.models import Delegation, Office
from tests.factories import DelegationFactory, OfficeFactory

pytestmark = pytest.mark.django_db(transaction=True)
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")

FILES = {
    "memo.pdf": b"%PDF made up",
    "2026/11/programme.txt": "山梨と".encode(),
    "2026/empty": b"",
}


@pytest.fixture
def site(tmp_path, settings):
    """A site with a mission in three scripts and three stored files; its folder of backups."""
    settings.SETUHASHI_VAR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    DelegationFactory(title="Made-up mission", title_ja="架空の訪問団", title_hi="काल्पनिक दल")
    for name, content in FILES.items():
        default_storage.save(name, ContentFile(content))
    return tmp_path / "var" / "backups"


def rows() -> dict[str, list]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def files() -> dict[str, bytes]:
    return {name: content(name) for name in stored.names(default_storage)}


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def backed_up(folder: Path) -> Path:
    call_command("backup", str(folder), verbosity=0)
    return backups.kept_in(folder)[-1]


def restored(backup: Path, capsys) -> str:
    call_command("restore", str(backup), "--yes")
    return capsys.readouterr().out


def change_everything():
    Delegation.objects.update(title="Another title")
    OfficeFactory(name="Made-up office")
    default_storage.delete("memo.pdf")
    default_storage.delete("2026/empty")
    default_storage.save("2026/empty", ContentFile(b"not empty"))
    default_storage.save("later.txt", ContentFile(b"later"))


def test_what_is_restored_equals_the_original_row_for_row_and_file_for_file(site, tmp_path, capsys):
    before = rows(), files()
    backup = backed_up(tmp_path / "copies")
    change_everything()
    changed = rows(), files()

    told = restored(backup, capsys)

    assert (rows(), files()) == before
    assert before[1] == FILES
    kept = Path(told.split("kept in ")[1].split(".\n")[0])
    restored(kept, capsys)
    assert (rows(), files()) == changed


def test_a_restored_site_goes_on_counting_where_it_was(site, tmp_path, capsys):
    backup = backed_up(tmp_path / "copies")
    newest = OfficeFactory(name="Made-up office").pk
    restored(backup, capsys)

    assert OfficeFactory(name="Another office").pk == newest


def test_a_backup_is_for_its_owner_only_and_says_what_it_holds(site, tmp_path):
    backup = backed_up(tmp_path / "copies")
    manifest = backups.checked(backup)

    assert manifest.kind == connection.vendor
    assert manifest.counts["partnerships_delegation"] == 1
    assert {part.name for part in manifest.parts} > {f"files/{name}" for name in FILES}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in backup.rglob("*") if path.is_file()}
    assert (modes, stat.S_IMODE(backup.stat().st_mode)) == ({0o600}, 0o700)


@pytest.fixture
def unharmed(site, tmp_path):
    """A backup to do harm to; what stands then has to stand unchanged."""
    backup = backed_up(tmp_path / "copies")
    change_everything()
    before = rows(), files()
    yield backup
    assert (rows(), files()) == before
    assert not site.exists()


def flip(path: Path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def say(backup: Path, **facts):
    """Write facts into the manifest and seal it anew."""
    said = json.loads((backup / manifests.FILE).read_text()) | facts
    said.pop("sha256")
    seal = manifests._sum_of(said)
    (backup / manifests.FILE).write_text(json.dumps(said | {"sha256": seal}))


HARM = {
    "a byte of the database": (
        lambda backup: flip(next(backup.glob("database.*"))),
        "is damaged: database",
    ),
    "a byte of a file": (lambda backup: flip(backup / "files/memo.pdf"), "damaged: files/memo.pdf"),
    "a byte of the manifest": (lambda backup: flip(backup / manifests.FILE), "json is damaged"),
    "a file gone": (lambda backup: (backup / "files/memo.pdf").unlink(), "memo.pdf is missing"),
    "no manifest": (lambda backup: (backup / manifests.FILE).unlink(), "is no backup: it holds no"),
    "another program's": (lambda backup: say(backup, what="other"), "no backup of Setuhashi"),
    "a later format": (lambda backup: say(backup, format=2), "made by a newer release"),
    "a later migration": (
        lambda backup: say(backup, migrations=["partnerships.9999_later"]),
        "newer release: partnerships.9999_later is not known here",
    ),
    "another kind of database": (lambda backup: say(backup, kind="oracle"), "backup is of oracle"),
}


def test_a_backup_that_is_not_what_it_was_is_refused_and_nothing_touched(unharmed, tmp_path):
    for name, (harm, expected) in HARM.items():
        harmed = Path(shutil.copytree(unharmed, tmp_path / name))
        harm(harmed)

        with pytest.raises(CommandError, match=expected):
            call_command("restore", str(harmed), "--yes")
    with pytest.raises(CommandError, match=r"add --yes to put it in place"):
        call_command("restore", str(unharmed))


def test_a_restore_that_fails_half_way_leaves_the_records_as_they_were(site, tmp_path):
    backup = backed_up(tmp_path / "copies")
    manifest = json.loads((backup / manifests.FILE).read_text())
    say(backup, counts=manifest["counts"] | {"partnerships_office": 99})
    change_everything()
    before = rows()

    with pytest.raises(CommandError, match=r"rows"):
        call_command("restore", str(backup), "--yes", verbosity=0)

    assert rows() == before
    assert list(Path(site.parent).rglob("*restoring*")) == []


def test_a_full_disk_leaves_no_half_backup(site, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)

    with pytest.raises(CommandError, match=r"No backup was made in .*: No space left on device\."):
        call_command("backup", str(tmp_path / "copies"))
    assert list((tmp_path / "copies").iterdir()) == []


def test_the_newest_are_kept(site, tmp_path):
    made = [backed_up(tmp_path / "copies") for _ in range(3)]

    call_command("backup", str(tmp_path / "copies"), "--keep=2", verbosity=0)

    kept = backups.kept_in(tmp_path / "copies")
    assert len(kept) == 2
    assert kept[0] == made[-1]


@only_sqlite
def test_a_backup_waits_for_nobody_who_writes(site, tmp_path):
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE partnerships_delegation SET title = 'Half written'")
        backup = backed_up(tmp_path / "copies")
        writer.rollback()

    with closing(sqlite3.connect(backup / sqlite.PART)) as copy:
        assert copy.execute("SELECT title FROM partnerships_delegation").fetchall() == [
            ("Made-up mission",)
        ]


@only_sqlite
def test_a_broken_database_is_set_aside_and_the_backup_brought_back(site, tmp_path, capsys):
    before = rows()
    backup = backed_up(tmp_path / "copies")
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    for log in path.parent.glob(f"{path.name}-*"):
        log.unlink()
    path.write_bytes(b"not a database at all" * 1000)

    told = restored(backup, capsys)

    aside = Path(told.split("set aside as ")[1].split(".\n")[0])
    assert aside.read_bytes().startswith(b"not a database")
    assert rows() == before
    aside.unlink()


@only_sqlite
def test_the_backup_of_an_older_release_is_brought_up_to_date(site, tmp_path, capsys):
    OfficeFactory(name="Made-up office")
    backup = backed_up(tmp_path / "copies")
    # As it was before the sessions had a table.
    with closing(sqlite3.connect(backup / sqlite.PART)) as copy:
        copy.execute("DROP TABLE django_session")
        copy.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        copy.commit()
        counts = sqlite._counts(copy)
        ran = sqlite._migrations(copy)
    part = manifests.part_of(backup, sqlite.PART)
    said = json.loads((backup / manifests.FILE).read_text())
    parts = [vars(part), *said["parts"][1:]]
    say(backup, parts=parts, counts=counts, migrations=ran)

    told = restored(backup, capsys)

    assert "brought up to date" in told
    assert "django_session" in connection.introspection.table_names()
    assert Office.objects.get().name == "Made-up office"


@only_postgresql
def test_a_client_of_another_version_is_named(site, tmp_path, monkeypatch):
    client = tmp_path / "pg_dump"
    client.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    client.chmod(0o700)
    monkeypatch.setattr(postgresql, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(CommandError, match=r"pg_dump is of version 9, and the server of \d+;"):
        call_command("backup", str(tmp_path / "copies"))

    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match=r"pg_dump is not installed; install the client"):
        call_command("backup", str(tmp_path / "copies"))
