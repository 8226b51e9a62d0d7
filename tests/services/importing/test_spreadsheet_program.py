"""Exports that a real spreadsheet program opened and saved come back without a change.

LibreOffice stands for it (`libreoffice-calc`); without it these tests are left out, and fail where
CI needs them.
"""

import os
import shutil
import subprocess

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from partnerships.sections import SECTIONS
from tests.services.importing.trips import brought, exported, planned, verdicts

PROGRAM = shutil.which("soffice")
#: Separator, quote and character set of LibreOffice's CSV filter: UTF-8, and Shift-JIS.
UTF8, SHIFT_JIS = "44,34,76,1", "44,34,64,1"
CSV_FILTER = "csv:Text - txt - csv (StarCalc)"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.usefixtures("real_records", "today"),
    pytest.mark.xdist_group("real records"),
]


@pytest.fixture(scope="module")
def program():
    if PROGRAM is None:
        reason = "LibreOffice is not installed (libreoffice-calc)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return PROGRAM


@pytest.fixture
def keeper(db) -> Client:
    """An administrator, whose name no real record has."""
    client = Client()
    client.user = get_user_model().objects.create_superuser("keeper", password="made-up")
    client.force_login(client.user)
    return client


def saved_by(program, folder, files, *filters):
    """The files as the program saves them, in a folder of their own."""
    out = folder / "saved"
    home = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, home, "--headless", *filters, "--outdir", out, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out


def all_files(client, folder, kind):
    for section in SECTIONS:
        (folder / f"{section.slug}.{kind}").write_bytes(exported(client, section.slug, kind))
    return sorted(folder.glob(f"*.{kind}"))


def assert_nothing_changed(client, out, kind):
    found = {}
    for section in SECTIONS:
        content = (out / f"{section.slug}.{kind}").read_bytes()
        batch = brought(client.user, section.slug, content, f"table.{kind}")
        rest = [
            (row.key, row.changes, row.errors, row.notes)
            for row in planned(batch)
            if row.verdict != "unchanged" or row.notes
        ]
        if rest or set(verdicts(batch)) != {"unchanged"}:
            found[section.slug] = (verdicts(batch), rest[:3])
        assert sum(batch.counts.values()) == section.model.objects.count()
    assert not found


def test_a_workbook_comes_back_unchanged(keeper, program, tmp_path):
    files = all_files(keeper, tmp_path, "xlsx")

    out = saved_by(program, tmp_path, files, "--convert-to", "xlsx")

    assert_nothing_changed(keeper, out, "xlsx")


@pytest.mark.parametrize("language", [1033, 1041, 16393], ids=["en-US", "ja-JP", "en-IN"])
def test_a_csv_file_comes_back_unchanged(keeper, program, tmp_path, language):
    """The program takes what looks like a date or a number for one, and writes it in its way."""
    files = all_files(keeper, tmp_path, "csv")

    reading = f"--infilter=CSV:{UTF8},,{language},false,true"
    out = saved_by(program, tmp_path, files, reading, "--convert-to", f"{CSV_FILTER}:{UTF8}")

    assert_nothing_changed(keeper, out, "csv")


def test_a_csv_file_saved_as_shift_jis_comes_back_unchanged(keeper, program, tmp_path):
    files = all_files(keeper, tmp_path, "csv")

    reading = f"--infilter=CSV:{UTF8}"
    out = saved_by(program, tmp_path, files, reading, "--convert-to", f"{CSV_FILTER}:{SHIFT_JIS}")

    assert (out / "prefectures.csv").read_bytes().decode("cp932", "replace").count("県")
    assert_nothing_changed(keeper, out, "csv")
