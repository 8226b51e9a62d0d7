"""The real seeds: they load, twice, whole, and are as their description says."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from partnerships import models
from partnerships.services import seeding
from partnerships.services.seeding.tables import TABLES

FOLDER = Path(settings.BASE_DIR) / "seeds"


@pytest.mark.django_db
def test_the_real_seeds_load_whole_and_a_second_load_changes_nothing():
    first = seeding.load(FOLDER)
    second = seeding.load(FOLDER)

    assert first.of("refused") == []
    counted = {
        models.State: 28 + 8,
        models.Prefecture: 47,
        models.Partnership: 31,
        models.Agreement: 57,
        models.Delegation: 66,
        models.Event: 55,
        models.ExchangeProgramme: 25,
        models.Initiative: 17,
        models.Pledge: 4,
        models.Source: 199,
    }
    assert {model: model.objects.count() for model in counted} == counted
    governments = models.Organisation.objects.filter(kind="regional_government")
    assert governments.count() == 83
    assert list(second.notes) == []
    for table in TABLES:
        assert second.counts[table.file]["same"] == first.counts[table.file]["new"] > 0


def test_the_description_of_the_files_is_that_of_the_loader():
    lines = re.findall(
        r"^\| (\w+\.csv) \| (.+) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE
    )

    assert [(file, tuple(columns.split(", "))) for file, columns in lines] == [
        (table.file, table.columns) for table in TABLES
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_real_file_is_utf8_with_plain_line_ends_and_a_full_header(table):
    raw = (FOLDER / table.file).read_bytes()

    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert tuple(raw.decode().split("\n", 1)[0].split(",")) == table.columns
