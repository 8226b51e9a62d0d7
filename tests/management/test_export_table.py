"""The command that writes a table into a file."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from partnerships.models import AccessEvent
from tests.factories import DelegationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator():
    return UserFactory(username="root", is_superuser=True)


@pytest.fixture
def run(tmp_path):
    """Run the command into a file and return what it wrote."""

    def run_it(*arguments) -> bytes:
        path = tmp_path / "table"
        call_command("export_table", *arguments, "--output", str(path), stderr=io.StringIO())
        assert [file.name for file in tmp_path.iterdir()] == ["table"]
        return path.read_bytes()

    return run_it


def refs(content: bytes) -> list[str]:
    return [row["ref"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def test_it_writes_what_the_list_exports(run, client, administrator):
    DelegationFactory(reference="DEL-2025-0001", visibility="office")
    DelegationFactory(reference="DEL-2024-0002")
    client.force_login(administrator)

    written = run("delegations")

    listed = b"".join(client.get("/delegations/?_export=csv").streaming_content)
    assert written == listed.replace(b"http://testserver", b"http://127.0.0.1:8000")


def test_filters_are_those_of_the_list(run):
    DelegationFactory(reference="DEL-2025-0001", title="Tea talks")
    DelegationFactory(reference="DEL-2025-0002", title="Rice talks")

    assert refs(run("delegations", "--filter", "q=rice")) == ["DEL-2025-0002"]


def test_every_format_is_written(run):
    DelegationFactory(reference="DEL-2025-0001")

    assert not run("delegations", "--no-bom").startswith(b"\xef\xbb\xbf")
    assert json.loads(run("delegations", "--format", "json"))[0]["ref"] == "DEL-2025-0001"
    sheet = load_workbook(io.BytesIO(run("delegations", "--format", "xlsx"))).active
    assert sheet["A2"].value == "DEL-2025-0001"


def test_rows_of_a_record_are_written(run):
    assert b"party_code" in run("delegations", "--rows", "parties")


def test_it_writes_the_workbook_to_start_from(run):
    sheet = load_workbook(io.BytesIO(run("delegations", "--template"))).active

    assert [sheet["A1"].value, sheet["A2"].value] == ["ref", "EXAMPLE"]


def test_it_writes_to_standard_output(capsysbinary):
    DelegationFactory(reference="DEL-2025-0001")

    call_command("export_table", "delegations")

    told = capsysbinary.readouterr()
    assert refs(told.out) == ["DEL-2025-0001"]
    assert told.err == b"delegations: 1 rows as csv.\n"


def test_rows_are_those_that_the_user_sees(run):
    DelegationFactory(reference="DEL-2025-0001", visibility="office")
    UserFactory(username="guest")

    assert refs(run("delegations", "--user", "guest")) == []
    assert AccessEvent.objects.get(kind="export").user.username == "guest"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["delegation"], "no table 'delegation'; write one of: states"),
        (["delegations", "--filter", "color=red"], "no filter “color”"),
        (["delegations", "--filter", "state=XX"], "XX"),
        (["delegations", "--filter", "sort=color"], "cannot be sorted by “color”"),
        (["delegations", "--format", "xls"], "“xls” is not known; write one of: csv, json, xlsx"),
        (["delegations", "--rows", "chairs"], "“chairs” is not known"),
        (["delegations", "--user", "nobody"], "nobody active is called 'nobody'"),
        (["delegations", "--output", "/nowhere/at/all"], "cannot be written"),
    ],
)
def test_what_is_wrong_with_the_call_is_told_and_ends_it_with_2(arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command("export_table", *arguments)

    assert refusal.value.returncode == 2


def test_without_an_administrator_it_asks_for_a_user(administrator):
    administrator.delete()

    with pytest.raises(CommandError, match="There is no administrator"):
        call_command("export_table", "delegations")
