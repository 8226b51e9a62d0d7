"""Small made-up folders of seeds for the tests of loading."""

import csv
from pathlib import Path

from partnerships.models import Delegation
from partnerships.services import records, seeding
from tests.factories import UserFactory

MISSION = "DEL-2025-0001"
REGIONS = [
    {"code": "IN-QA", "kind": "state", "name_en": "Madeup Pradesh", "name_ja": "架空州"},
    {"code": "JP-48", "kind": "prefecture", "name_en": "Kakuu", "name_ja": "架空県"},
]
SOURCES = [
    {"slug": "made-up-page", "title": "A made-up page", "url": "https://source.example/page"},
    {"slug": "made-up-paper", "title": "A made-up paper", "file_name": "paper.pdf"},
]
DELEGATION = {
    "reference": MISSION,
    "title": "A made-up mission",
    "direction": "japan_to_india",
    "status": "completed",
}


class Seeds:
    """A folder of seeds, written a file at a time; absent columns are left out of the header."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, *rows: dict) -> "Seeds":
        columns = list(dict.fromkeys(column for row in rows for column in row))
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return self

    def text(self, name: str, text: str) -> "Seeds":
        (self.folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return self

    def remove(self, name: str) -> None:
        (self.folder / f"{name}.csv").unlink()


def filled(folder: Path) -> Seeds:
    """Two regions, two sources and a delegation between the regions' governments, with rows."""
    seeds = Seeds(folder)
    hindi = {"name_hi": "काल्पनिक", "source": "made up"}
    seeds.write(
        "regions",
        *({**row, **hindi, "name_hi": f"काल्पनिक {n}"} for n, row in enumerate(REGIONS)),
    )
    stated = {"level": "press", "source_language": "en"}
    seeds.write("sources", *({**row, **stated} for row in SOURCES))
    seeds.write("sectors", {"slug": "tea", "name_en": "Tea"}, {"slug": "silk", "name_en": "Silk"})
    seeds.write(
        "delegations",
        DELEGATION
        | {"start": "2025-07", "headcount_number": "44", "headcount_text": "about 44"}
        | {"sectors": "tea", "sources": "made-up-page", "confidence": "high"},
    )
    named = {"delegation": MISSION}
    seeds.write(
        "delegation_parties",
        named | {"organisation": "JP-48", "role": "lead", "sources": "made-up-page"},
        named | {"organisation": "IN-QA", "role": "host", "sources": ""},
    )
    seeds.write("stops", named | {"order": "1", "place": "Nowhere", "sources": "made-up-paper"})
    return seeds


def load(seeds: Seeds, **options):
    """The report of a load that refuses nothing."""
    report = seeding.load(seeds.folder, **options)
    assert report.of("refused") == []
    return report


def counts(report, file) -> dict[str, int]:
    return {outcome: number for outcome, number in report.counts[file].items() if number}


def mission() -> Delegation:
    return Delegation.objects.get(reference=MISSION)


def edit(record, *relations, **values) -> None:
    """What a person does in the admin."""
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, relations, by=UserFactory())
