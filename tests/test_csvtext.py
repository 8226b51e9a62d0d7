"""Cells and lines of CSV files."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerships.csvtext import (
    BOM,
    csv_line,
    dangerous,
    escape,
    join_values,
    split_values,
    unescape,
)

any_text = st.text(alphabet=st.characters(codec=None))
loaded = st.text(alphabet="'=+-@＝＋－＠\t\r\n 　\xa01.5a")
cells = any_text | loaded


# The apostrophe rule


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=HYPERLINK(1)",
        "+81 3 1234",
        "-",
        "-1-1",
        "- an item",
        "-1e5",
        "--5",
        "-12.5.",
        "-12.5\n",
        "@SUM(1)",
        "\ttab",
        "\rreturn",
        "\nfeed",
        "＝1+1",
        "＋81",
        "－１２",
        "＠home",
        "'=1+1",
        "'''@",
        " =1+1",
        "\u3000=1",
        "\xa0+a",
        " \t=1",
        "' =1",
    ],
)
def test_what_a_spreadsheet_might_execute_gets_one_apostrophe(text):
    assert dangerous(text)
    assert escape(text) == f"'{text}"
    assert unescape(f"'{text}") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "'",
        "''",
        "Oita",
        "1=1",
        "a@b",
        "-12.5",
        "-12",
        "+3",
        "'-12.5",
        "12",
        "'Oita",
        "'90s",
        " ",
        "  Oita",
        "(=1)",
        "ー",
        "−5",
        "2025-08",
    ],
)
def test_what_it_would_not_is_left_alone_both_ways(text):
    assert not dangerous(text)
    assert escape(text) == text
    assert unescape(text) == text


@given(cells)
@example("'=")
@example("''=")
@example("'-1")
@example("'' =")
def test_what_is_exported_comes_back_unchanged(text):
    assert unescape(escape(text)) == text


@given(cells)
def test_each_export_adds_at_most_one_apostrophe_and_each_import_takes_one_off(text):
    exported = text
    for _round in range(3):
        exported = escape(exported)
    for _round in range(3):
        exported = unescape(exported)
    assert exported == text


@given(cells)
def test_nothing_that_is_written_starts_with_a_sign_unless_it_is_a_number(text):
    written = escape(text)
    if written.lstrip()[:1] in set("=+-@＝＋－＠") or written[:1] in set("\t\r\n"):
        assert written == text
        assert float(written) == float(text)
        assert written[1:].replace(".", "", 1).isdecimal()


@given(cells, cells)
def test_two_different_texts_are_never_written_alike(one, other):
    assert (escape(one) == escape(other)) == (one == other)


@given(cells)
def test_a_text_someone_typed_in_the_file_keeps_its_own_apostrophes(text):
    came_in = unescape(text)
    assert came_in in (text, text[1:])
    assert escape(came_in) in (text, f"'{text}")


@pytest.mark.parametrize("piece", ["'", " ", "=", "-1", "1", "\t", "' "])
def test_long_hostile_cells_are_answered_at_once(piece):
    text = (piece * 100_000)[:100_000]
    assert unescape(escape(text)) == text
    assert split_values(text) == ([text.strip()] if text.strip() else [])


# Lists


def test_several_values_are_joined_by_semicolons():
    assert join_values(["Uttar Pradesh", "Yamanashi"]) == "Uttar Pradesh; Yamanashi"
    assert join_values([]) == ""


@pytest.mark.parametrize("text", ["a; b", "a;b", " a ;; b ; ", "a；b", "a\n;b"])
def test_hands_join_values_in_other_ways(text):
    assert split_values(text) == ["a", "b"]


def test_an_empty_cell_holds_no_value():
    assert split_values("") == split_values(" ; ") == []


names = st.text(alphabet=st.characters(codec="utf-8", exclude_characters=";；")).map(str.strip)


@given(st.lists(names.filter(bool)))
def test_joined_values_are_split_into_the_same(values):
    assert split_values(join_values(values)) == values


# Lines


def test_every_field_is_quoted_and_lines_end_as_rfc_4180_says():
    assert csv_line(["ref", 'a "b"', "", "x,y"]) == '"ref","a ""b""","","x,y"\r\n'


@given(st.lists(st.lists(any_text, min_size=1), min_size=1))
def test_any_csv_reader_reads_the_same_cells(rows):
    written = "".join(map(csv_line, rows))
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == rows


def test_the_mark_at_the_start_of_a_file_is_the_utf8_one():
    assert BOM.encode() == b"\xef\xbb\xbf"
