"""What is pinned is not known to be vulnerable, as far as the list in the tree knows.

The whole answer comes from the advisory service (`make audit`). This holds without a network that
no pin falls back below a release that mended what is listed.
"""

import csv
import importlib.util
import json
import re
import subprocess
from pathlib import Path

import certifi
import pytest
from django.conf import settings
from packaging.version import Version

ROOT = Path(settings.BASE_DIR)
LOCKS = ("requirements.txt", "requirements-pg.txt", "requirements-s3.txt", "requirements-dev.txt")


def advisories() -> list[dict]:
    with (ROOT / ".ci" / "advisories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pins(lock: str) -> dict[str, Version]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE)
    return {name: Version(version) for name, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_pin_is_older_than_the_release_that_mended_it(lock):
    pinned = pins(lock)
    old = [
        f"{row['package']} {pinned[row['package']]} has {row['advisory']}"
        for row in advisories()
        if row["package"] in pinned and pinned[row["package"]] < Version(row["fixed_in"])
    ]

    assert pinned
    assert old == []


def test_each_line_of_the_list_names_a_release_and_an_advisory():
    for row in advisories():
        assert Version(row["fixed_in"])
        assert re.fullmatch(r"((CVE|PYSEC)-\d{4}-\d+|GHSA(-[a-z0-9]{4}){3})", row["advisory"])
        assert row["package"] == row["package"].lower()
        assert row["what"]


def test_no_root_is_trusted_under_which_keys_were_compromised():
    """GHSA-6q48-6c7w-9gw2, which cannot be told by the release of certifi alone."""
    bundle = Path(certifi.where()).read_text(encoding="utf-8")
    distrusted = ["emSign ECC Root CA - G3", "emSign ECC Root CA - C3", "emSign Root CA - C1"]

    assert "BEGIN CERTIFICATE" in bundle
    assert [root for root in distrusted if root in bundle] == []


@pytest.fixture
def audit(monkeypatch):
    """The audit, with an advisory service that answers what the test says."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def run(stdout, stderr=""):
        answer = subprocess.CompletedProcess([], 1, stdout, stderr)
        monkeypatch.setattr(module.subprocess, "run", lambda *args, **options: answer)
        return module.main()

    return run


def answer(*flaws, **more) -> str:
    package = {"name": "made-up", "version": "1.0", "vulns": list(flaws), **more}
    return json.dumps({"dependencies": [package], "fixes": []})


def test_the_audit_passes_where_nothing_is_known(audit):
    assert audit(answer()) == 0


def test_the_audit_fails_and_names_what_is_known(audit, capsys):
    assert audit(answer({"id": "CVE-2026-0001", "fix_versions": ["1.1"]})) == 1
    assert "made-up 1.0 has CVE-2026-0001; fixed in: 1.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "unanswered",
    [("", "ConnectionError: no such host"), (answer(skip_reason="not found"), ""), ("{}", "")],
)
def test_what_was_not_audited_is_told_and_no_pass(audit, capsys, unanswered):
    assert audit(*unanswered) == 3
    assert "NOT AUDITED: requirements.txt" in capsys.readouterr().out
