"""What the seeds refuse: each fault is told with file, line, column, value and what is expected."""

import pytest

from partnerships.models import Region
from partnerships.services import seeding
from tests.services.seeds import DELEGATION, MISSION

pytestmark = pytest.mark.django_db

PARTY = {"delegation": MISSION, "organisation": "JP-48", "role": "lead"}
EVENT = {"reference": "EVT-2025-0001", "title": "A fair", "kind": "fair", "stage": "done"}
CITATION = {"record_type": "delegation", "record": MISSION, "source": "made-up-page"}


def refusals(seeds) -> list[str]:
    """What a load refuses; nothing is written then."""
    found = seeding.load(seeds.folder).of("refused")
    assert not Region.objects.exists()
    return found


CELLS = {
    "a date that does not exist": (
        "delegations",
        DELEGATION | {"start": "2024-13"},
        "start: “2024-13” ",
    ),
    "an ambiguous date": ("delegations", DELEGATION | {"end": "03/04/2025"}, "end: “03/04/2025” "),
    "an unknown choice": (
        "delegations",
        DELEGATION | {"status": "done"},
        (
            "status: “done” is not known here; write one of planned, confirmed, completed, "
            "postponed, cancelled."
        ),
    ),
    "an empty cell that must be filled": (
        "delegations",
        DELEGATION | {"direction": ""},
        "direction: This must be filled in.",
    ),
    "an unknown key": (
        "delegations",
        DELEGATION | {"sectors": "tea; coffee"},
        "sectors: “coffee” is no sector known; write the key of one.",
    ),
    "a government by its slug": (
        "delegation_parties",
        PARTY | {"organisation": "kakuu"},
        "organisation: “kakuu” is the government of a region; name it by the region's code, JP-48.",
    ),
    "a row above that comes further down": (
        "delegations",
        DELEGATION | {"parent": MISSION},
        f"parent: “{MISSION}” comes further down; a row refers to rows above it.",
    ),
    "words for a number": (
        "delegations",
        DELEGATION | {"headcount_number": "about 70"},
        "headcount_number: “about 70” is not accepted; write a whole number.",
    ),
    "another yes": (
        "delegations",
        DELEGATION | {"partnerships_chosen": "true"},
        "partnerships_chosen: “true” is not known here; write one of yes, no.",
    ),
    "a key of nothing": (
        "delegations",
        DELEGATION | {"partnerships": "a-tie"},
        "partnerships: “a-tie” is no partnership known; write the key of one.",
    ),
    "a time of no day": (
        "events",
        EVENT | {"start_time": "25:00"},
        "start_time: “25:00” is not accepted; write a time such as 09:30.",
    ),
    "a time without zone": (
        "events",
        EVENT | {"start_time": "09:00"},
        "Say in which time zone the times are.",
    ),
    "no time zone": (
        "events",
        EVENT | {"time_zone": "Asia/Nowhere"},
        "time_zone: “Asia/Nowhere”: “Asia/Nowhere” is no time zone; write one such as Asia/Tokyo.",
    ),
    "a reference of another kind": (
        "events",
        EVENT | {"reference": "DEL-2025-0001"},
        (
            "reference: “DEL-2025-0001”: “DEL-2025-0001” is no reference of this kind; "
            "write one such as EVT-2025-0001."
        ),
    ),
    "an end before the start": (
        "delegations",
        DELEGATION | {"start": "2025-07", "end": "2025-06"},
        "The end is before the start.",
    ),
    "a stop nowhere": (
        "stops",
        {"delegation": MISSION, "order": "1", "place": ""},
        "Write the place of the stop or choose its region.",
    ),
    "a row of a record that is not there": (
        "stops",
        {"delegation": "DEL-2025-0009", "order": "1", "place": "Nowhere"},
        "delegation: “DEL-2025-0009” is no delegation of these files.",
    ),
    "a day that does not exist": (
        "partnerships",
        {"slug": "a-tie", "kind": "mou", "standing": "in_force", "checked_on": "2025-02-30"},
        "checked_on: “2025-02-30” is not accepted; write a day such as 2025-08-30.",
    ),
    "a control character": (
        "delegations",
        DELEGATION | {"title": "A\x00mission"},
        "title: “A\x00mission”: ",
    ),
    "a semicolon in a name": (
        "organisations",
        {"slug": "two", "name": "One; two", "kind": "other"},
        "name: “One; two”: The name contains a semicolon",
    ),
    "a citation of no kind of record": (
        "citations",
        CITATION | {"record_type": "minister"},
        "record_type: “minister” has no citations or figures; write one of ",
    ),
    "a citation of no fact": (
        "citations",
        CITATION | {"field": "mood"},
        "field: “mood” is not known here; write one of ",
    ),
    "a citation of no row": (
        "citations",
        CITATION | {"field": "stops", "row": "7"},
        f"row: “7” names 0 of the stops of {MISSION}; it must name one.",
    ),
    "a kind of succession that is none": (
        "region_successions",
        {"predecessor": "IN-QA", "successor": "JP-48", "kind": "merged"},
        "kind: “merged” is not known here; write one of part separated.",
    ),
    "a name of another region": (
        "region_aliases",
        {"region": "JP-48", "text": "MADEUP PRADESH", "kind": "name", "language": "en"},
        "name_en: “Madeup Pradesh” is a name of another region already.",
    ),
}


@pytest.mark.parametrize(("file", "row", "told"), CELLS.values(), ids=CELLS)
def test_a_cell_is_refused_with_its_place_and_what_is_expected(seeds, file, row, told):
    seeds.write(file, row)

    found = refusals(seeds)

    place = "regions.csv" if told.startswith("name_en") else f"{file}.csv"
    assert len(found) == 1
    assert found[0].startswith(f"{place} line 2")
    assert told in found[0]


def test_the_line_is_the_one_where_the_row_starts(seeds):
    seeds.text(
        "delegations",
        "reference,title,direction,status,purpose,start\n"
        f'{MISSION},A mission,japan_to_india,completed,"two\nlines",2025\n'
        "DEL-2025-0002,Another,japan_to_india,completed,,20255\n",
    )

    assert refusals(seeds)[0].startswith("delegations.csv line 4, start: “20255” ")


def test_all_refusals_are_told_at_once(seeds):
    seeds.write(
        "delegations",
        DELEGATION | {"start": "2024-13", "status": "done"},
        DELEGATION | {"reference": "DEL-2025-0002", "direction": "sideways"},
    )
    seeds.write("sectors", {"slug": "tea", "name_en": ""})

    places = [told.split(":")[0] for told in refusals(seeds)]
    assert places == [
        "sectors.csv line 2, name_en",
        "delegations.csv line 2, status",
        "delegations.csv line 2, start",
        "delegations.csv line 3, direction",
    ]


def test_what_refers_to_a_refused_row_is_not_told_again(seeds):
    seeds.write("delegations", DELEGATION | {"start": "2024-13"})
    seeds.write("events", EVENT | {"delegations": MISSION})

    assert [told.split(",")[0] for told in refusals(seeds)] == ["delegations.csv line 2"]


def test_every_faulty_row_of_a_record_is_told(seeds):
    seeds.write(
        "stops",
        {"delegation": MISSION, "order": "1", "place": "", "region": ""},
        {"delegation": MISSION, "order": "2", "place": "Nowhere", "region": ""},
        {"delegation": MISSION, "order": "3", "place": "", "region": ""},
    )

    assert [told.split(":")[0] for told in refusals(seeds)] == [
        "stops.csv line 2",
        "stops.csv line 4",
    ]


def test_the_same_party_twice_is_told_with_both_lines(seeds):
    seeds.write("delegation_parties", PARTY, PARTY | {"role": "host"})

    assert refusals(seeds) == [
        (
            f"delegation_parties.csv line 3, organisation: “{MISSION} / JP-48” stands on line 2 "
            "already."
        )
    ]


def test_the_same_record_twice_is_told_with_both_lines(seeds):
    seeds.write("delegations", DELEGATION, DELEGATION)

    assert refusals(seeds) == [
        f"delegations.csv line 3, reference: “{MISSION}” stands on line 2 already."
    ]


FILES = {
    "unknown column": ("slug,name_en,colour\ntea,Tea,green\n", "line 1, colour: There is no such"),
    "missing column": ("slug,synonyms\ntea,\n", "line 1, name_en: This column is missing."),
    "column twice": ("slug,name_en,slug\n", "line 1, slug: This column stands here twice."),
    "short row": ("slug,name_en\ntea\n", "line 2: This row has 1 cells, the header has 2."),
    "empty line": ("slug,name_en\n\ntea,Tea\n", "line 2: This line is empty."),
    "byte order mark": ("\ufeffslug,name_en\n", "line 1: The file begins with a byte order mark"),
    "open quote": ('slug,name_en\ntea,"Tea\n', "line 2: This is not CSV: "),
}


@pytest.mark.parametrize(("text", "told"), FILES.values(), ids=FILES)
def test_a_file_of_another_form_is_refused(seeds, text, told):
    seeds.text("sectors", text)

    assert f"sectors.csv {told}" in refusals(seeds)[0]


def test_a_file_in_another_encoding_is_refused_at_its_line(seeds):
    (seeds.folder / "sectors.csv").write_bytes("slug,name_ja\ntea,茶\n".encode("cp932"))

    assert refusals(seeds)[0] == (
        "sectors.csv line 2: This line is not UTF-8; save the file as UTF-8."
    )


def test_a_file_that_is_none_of_the_seeds_is_refused(seeds):
    seeds.text("delegates", "slug\n")

    assert refusals(seeds) == ["delegates.csv: This is no file of the seeds."]


def test_an_empty_folder_is_refused(tmp_path):
    assert seeding.load(tmp_path).of("refused") == [f"{tmp_path}: There are no seeds here."]


def test_partnerships_beside_derived_ones_are_refused(seeds):
    seeds.write("partnerships", {"slug": "a-tie", "kind": "mou", "standing": "in_force"})
    seeds.write("delegations", DELEGATION | {"partnerships": "a-tie"})

    assert refusals(seeds) == [
        (
            "delegations.csv line 2, partnerships: The partnerships follow the parties; leave this "
            "empty, or write yes in partnerships_chosen."
        )
    ]
