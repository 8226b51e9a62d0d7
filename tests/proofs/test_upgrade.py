"""Proof: a database of the first release is upgraded to this one and loses nothing."""

import contextlib
import json
import subprocess
import sys

import pytest
from django.conf import settings

from partnerships.management import backups
from tests.proofs import postgresql
from tests.proofs.sites import run, variables_of

pytestmark = pytest.mark.prove


@pytest.fixture(params=["sqlite", "postgresql"])
def variables(request, tmp_path):
    with contextlib.ExitStack() as stack:
        more = {"SETUHASHI_ADMIN_PASSWORD": "made-up-password"}
        if request.param == "postgresql":
            more["DATABASE_URL"] = stack.enter_context(postgresql.server()).url
        yield variables_of(tmp_path, **more)


def rows(variables, step: str) -> dict[str, list[dict[str, str]]]:
    command = [sys.executable, "-m", "tests.proofs.first_release", step]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=variables, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def test_the_rows_of_the_first_release_survive_the_upgrade(variables, tmp_path, full_size):
    before = rows(variables, "fill")
    assert sum(len(found) for found in before.values()) > 40

    # The start does all of an upgrade; in a short run its migrations do.
    upgrade = ["start", "--prepare-only"] if full_size else ["migrate", "--verbosity=0"]
    run(variables, "manage.py", *upgrade)

    after = rows(variables, "read")
    # Exports moved into the access log.
    exports = before.pop("partnerships_exportlog")
    assert [row["kind"] for row in after["partnerships_accessevent"]][: len(exports)] == ["export"]
    for table, kept in before.items():
        now = {row["id"]: row for row in after[table]}
        for row in kept:
            assert {name: now[row["id"]].get(name) for name in row} == row, table
    changes = [(row["kind"], row["number"]) for row in after["partnerships_change"]]
    assert changes == [("recorded", "1")]
    if full_size:
        require_restored(variables, tmp_path, after)


def require_restored(variables, folder, after) -> None:
    """The start backed the first release up, and a restore brings it up to date once more."""
    (backup,) = backups.kept_in(folder / "backups")
    own = [name for name in backups.checked(backup).migrations if name.startswith("partnerships.")]
    assert own == ["partnerships.0001_initial"]
    run(variables, "manage.py", "restore", str(backup), "--yes", "--verbosity=0")
    table = "partnerships_delegation"
    assert rows(variables, "read")[table] == after[table]
