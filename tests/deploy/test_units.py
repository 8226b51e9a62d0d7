"""What the samples for operators promise is what there is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = Path(settings.BASE_DIR) / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    for unit in UNITS:
        text = unit.read_text().replace("/srv/setuhashi/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text)

    paths = [tmp_path / unit.name for unit in UNITS]
    said = subprocess.run([program, "verify", *paths], check=False, capture_output=True, text=True)

    assert (
        said.returncode,
        [line for line in said.stderr.splitlines() if "setuhashi" in line],
    ) == (
        0,
        [],
    )


def test_every_command_of_a_unit_exists():
    lines = [line for unit in UNITS for line in unit.read_text().splitlines()]
    run = {line.split("manage.py ")[1].split()[0] for line in lines if line.startswith("ExecStart")}

    assert run == {"start", "send_reminders", "backup", "prune_access_log"}
    assert run <= set(get_commands())


@pytest.mark.parametrize("name", ["install.sh", "upgrade.sh"])
def test_scripts_are_read_by_any_shell(name):
    assert subprocess.run(["sh", "-n", DEPLOY / name], check=False).returncode == 0


def test_the_sample_of_settings_names_known_ones():
    known = (DEPLOY.parent / "README.md").read_text()
    lines = (DEPLOY / "setuhashi.env.example").read_text().splitlines()
    names = {line.lstrip("# ").partition("=")[0] for line in lines if "=" in line}

    assert {name for name in names if f"| `{name}` |" not in known} == set()
