"""Files made to exhaust the reader: refused with a sentence, soon, and with little memory.

They are read by a process of its own, which tells how long it took and how much it grew.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.services.importing.reading.packing import packed, shared_rows

MOST_SECONDS = 20
MOST_GROWTH = 400  # MiB

READ = """
import json, re, sys, time
from pathlib import Path
import django
django.setup()
from partnerships.services.importing.reading import FileRefused, open_table

def held():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

for path in sys.argv[1:]:
    before, started, sentence = held(), time.process_time(), ""
    try:
        table = open_table(Path(path), path, lambda text: {"ref": "ref"}.get(text))
        for row in table.rows():
            pass
    except FileRefused as refusal:
        sentence = str(refusal)
    took = time.process_time() - started
    print(json.dumps({"sentence": sentence, "grown": held() - before, "took": took}))
"""

MB = 1_000_000
SLOW_TO_MAKE = ("many texts", "many rows of a sheet", "many empty rows")
HEADER = b'<worksheet><sheetData><row><c t="str"><v>ref</v></c></row>'


def read(*paths: Path) -> list[dict]:
    """What one process made of the files, one after the other."""
    told = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "SETUHASHI_VAR": str(paths[0].parent)},
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def written(folder: Path, tried: str, size: int) -> Path:
    name, make, _words = HOSTILE[tried]
    path = folder / f"{tried} {name}"
    path.write_bytes(make(size))
    return path


Made = tuple[str, Callable[[int], bytes], str]


def text(make: Callable[[int], bytes], words: str) -> Made:
    return "x.csv", make, words


def sheet(make: Callable[[int], bytes], words: str) -> Made:
    return "x.xlsx", lambda size: packed(make(size), small=False), words


def strings(make: Callable[[int], bytes], words: str) -> Made:
    return "x.xlsx", lambda size: packed(shared_rows(0), make(size), small=False), words


STRANGE = "no spreadsheet program|damaged"
#: What is tried: the file's name, how a file of about so many bytes is made, words of the refusal.
HOSTILE = {
    "one endless line": text(lambda size: b"ref" + b"x" * size, "more than 1000000 characters"),
    "a million columns": text(lambda size: b"ref" + b"," * size, "more than 1000000 characters"),
    "many short columns": text(lambda _size: b"ref" + b",ab" * 1_000, "columns; at most 500"),
    "an open quotation": text(lambda size: b'ref\n"' + b"x\n" * (size // 2), "more than 131072"),
    "many rows": text(lambda size: b"ref\n" + b"1\n" * (size // 2), "more than 200000 rows"),
    "many quotation marks": text(lambda size: b"ref\n" + b'"' * size, "more than 1"),
    "zeros": ("x.xlsx", lambda size: packed(bytes(20 * size)), "would unpack to"),
    "many elements": sheet(lambda size: b"<a>" + b"<b/>" * (size // 4), STRANGE),
    "a deep nest": sheet(lambda size: b"<a>" * (size // 3), STRANGE),
    "many names": sheet(
        lambda size: b"<a>" + b"".join(b"<b%d/>" % number for number in range(size // 10)), STRANGE
    ),
    "a tag that never ends": sheet(lambda size: b'<a b="' + b"xy " * (size // 3), STRANGE),
    "a comment that never ends": sheet(lambda size: b"<a><!--" + b"xy " * (size // 3), STRANGE),
    "an endless cell": sheet(
        lambda size: HEADER + b'<row><c t="str"><v>' + b"xy " * (2 * size), "more than 32767"
    ),
    "many empty cells": sheet(lambda size: HEADER + b"<row>" + b"<c/>" * (size // 4), STRANGE),
    "many rows of a sheet": sheet(
        lambda _size: HEADER + b"<row><c><v>1</v></c></row>" * 200_001, "more than 200000 rows"
    ),
    "many empty rows": sheet(lambda _size: HEADER + b"<row/>" * 1_050_000, "damaged"),
    "a million columns of a sheet": sheet(
        lambda size: HEADER + b"<row>" + b"<c><v>1</v></c>" * (size // 20), "at most 500 columns"
    ),
    "a row far down": sheet(
        lambda _size: HEADER + b'<row r="99999999999"><c><v>1</v></c></row>', "damaged"
    ),
    "many merged areas": sheet(
        lambda _size: b"".join(
            b'<mergeCell ref="A%d:A%d"/>' % (n, n + 9) for n in range(1, 110_000)
        ),
        STRANGE,
    ),
    "an endless text": strings(lambda size: b"<sst><si><t>" + b"xy " * (size // 3), STRANGE),
    "many texts": strings(lambda size: b"<sst>" + b"<si/>" * max(5_000_001, size // 5), STRANGE),
    "many parts": (
        "x.xlsx",
        lambda _size: packed("", **{f"xl/{number}.xml": "" for number in range(2_000)}),
        STRANGE,
    ),
    "formulas only": sheet(
        lambda size: b"<x><sheetData>" + b"<row><c><f>1+1</f><v>2</v></c></row>" * (size // 40),
        "No header was found",
    ),
}


def test_what_is_made_to_exhaust_the_reader_is_refused(tmp_path):
    tried = [name for name in HOSTILE if name not in SLOW_TO_MAKE]

    for name, told in zip(
        tried, read(*(written(tmp_path, name, MB) for name in tried)), strict=True
    ):
        assert re.search(HOSTILE[name][2], told["sentence"]), name
        assert told["grown"] < 50, name
        assert told["took"] < MOST_SECONDS / 2, name


@pytest.mark.prove
@pytest.mark.parametrize("tried", HOSTILE)
def test_large_files_made_to_exhaust_the_reader_are_refused(tmp_path, tried):
    (told,) = read(written(tmp_path, tried, 45 * MB))

    print(f"{tried}: {told}")  # noqa: T201 - what a proof finds is told
    assert re.search(f"{HOSTILE[tried][2]}|at most 50 MB", told["sentence"])
    assert told["grown"] < MOST_GROWTH
    assert told["took"] < MOST_SECONDS


@pytest.mark.prove
def test_a_line_of_200_mb_is_refused_by_its_size(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"ref" + b"x" * 200 * MB)

    (told,) = read(path)

    assert "at most 50 MB" in told["sentence"]
    assert told["took"] < 1
