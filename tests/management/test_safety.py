"""A production site does not keep its state where others read it, or where locks do not hold."""

import pytest
from django.core.management.base import CommandError

from partnerships.management import safety


@pytest.mark.parametrize("mode", [0o755, 0o707, 0o701, 0o702])
def test_a_folder_that_others_look_into_is_refused(tmp_path, mode):
    tmp_path.chmod(mode)

    with pytest.raises(CommandError, match="SETUHASHI_VAR is open to everybody") as refused:
        safety.refuse_open_folder(tmp_path)
    assert f"chmod o-rwx {tmp_path}" in str(refused.value)


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o770])
def test_a_folder_of_ones_own_is_accepted(tmp_path, mode):
    tmp_path.chmod(mode)

    safety.refuse_open_folder(tmp_path)


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    lines = ["/dev/sda / ext4 rw 0 0", "office:/x /srv/far\\040away nfs4 rw 0 0"]
    lines.append("/dev/sdb /srv/far\\040away/near ext4 rw 0 0")
    (tmp_path / "mounts").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(safety, "MOUNTS", tmp_path / "mounts")


def test_a_database_on_the_network_is_refused(mounted):
    with pytest.raises(CommandError, match="SQLite file on nfs4, where locks do not hold"):
        safety.refuse_network("/srv/far away/setuhashi.sqlite3")


@pytest.mark.parametrize("path", ["/srv/far away/near/x.sqlite3", "/srv/x.sqlite3", "/srv/far awa"])
def test_a_database_on_a_disk_is_accepted(mounted, path):
    safety.refuse_network(path)


def test_a_machine_that_does_not_tell_is_believed(monkeypatch, tmp_path):
    monkeypatch.setattr(safety, "MOUNTS", tmp_path / "none")

    safety.refuse_network("/srv/x.sqlite3")
