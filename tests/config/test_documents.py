"""What the documents promise is what there is."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
VARIABLE = re.compile(r"\b(?:SETUHASHI_(?!TEST_|PROVE_)[A-Z_]+|DATABASE_(?:REPLICA_)?URL)\b")


def test_the_readme_lists_every_setting_and_no_other():
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    listed = {found for row in rows if row.startswith("| `") for found in VARIABLE.findall(row)[:1]}
    code = [*(ROOT / "config").glob("*.py"), *(ROOT / "partnerships").rglob("*.py")]

    read = {found for path in code for found in VARIABLE.findall(path.read_text(encoding="utf-8"))}

    assert listed == read


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()

    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert re.findall(r"^  make (\S+)", told.stdout, re.MULTILINE) == phony


@pytest.mark.parametrize("name", ["requirements", "requirements-pg", "requirements-dev"])
def test_the_lock_pins_everything_with_hashes_and_names_no_address(name):
    lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9].*$", lock, re.MULTILINE)

    assert "://" not in lock
    assert "index" not in lock
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert lock.count("--hash=sha256:") >= len(packages)
