"""The command that prints what a text tells."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import PrefectureFactory

pytestmark = pytest.mark.django_db
TEXT = "A 25-member delegation from India visited Japan on Friday."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("draft_from_text", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_prints_one_object_with_every_key(file):
    found = json.loads(run(file, "--published", "2025-08-30", "--json"))

    assert found["kind"] == "delegation"
    assert found["direction"] == "india_to_japan"
    assert [item["value"] for item in found["headcounts"]] == [25]
    [day] = found["dates"]
    assert (day["earliest"], day["latest"], day["precision"]) == ("2025-08-29", "2025-08-29", "day")
    assert TEXT[day["start"] : day["end"]] == day["text"] == "Friday"
    lists = ("regions", "organisations", "people", "sectors", "initiatives", "pledges")
    assert all(isinstance(found[name], list) for name in lists)


def test_it_prints_a_line_for_each_thing_found(file):
    listing = run(file)

    assert "headcounts: 25, exact  «25-member» 2-11" in listing
    assert "kind: delegation" in listing


def test_it_reads_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    assert json.loads(run("-", "--json"))["kind"] == "delegation"


def test_it_says_when_nothing_is_found(tmp_path):
    PrefectureFactory()
    (tmp_path / "recipe.txt").write_text("Stir the tea.", encoding="utf-8")

    assert "Nothing about a visit, meeting or agreement" in run(tmp_path / "recipe.txt")


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (None, (), "cannot be read: No such file"),
        (b"\xff\xfe\x00", (), "is not UTF-8 text: byte 1"),
        (b"text", ("--published", "30.8.2025"), "'30.8.2025' is not a day"),
        (b"a" * 200_001, (), "at most 200000 are read"),
    ],
)
def test_a_wrong_call_ends_with_a_sentence_and_code_2(tmp_path, content, arguments, message):
    path = tmp_path / "file.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=message) as refusal:
        run(path, *arguments)

    assert refusal.value.returncode == 2
