"""Text files: encodings, separators, quotation, and the numbers of their rows."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.csvtext import csv_line
from partnerships.services.importing.reading import FileRefused
from partnerships.services.importing.reading.limits import MOST_ROWS

PLAIN = "ref,title\r\nDEL-1,視察団\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_each_encoding_is_told_and_read(opened, encoding):
    table = opened(PLAIN.encode(encoding))

    assert table.encoding == encoding
    assert [tuple(row) for row in table.rows()] == [(2, ("DEL-1", "視察団"))]


def test_big_endian_text_is_read_by_its_mark(opened):
    table = opened(b"\xfe\xff" + PLAIN.encode("utf-16-be"))

    assert (table.encoding, table.headers) == ("utf-16", ("ref", "title"))


def test_signs_that_only_windows_writes_in_shift_jis_are_read(opened):
    table = opened("ref,title\n1,髙橋①\n".encode("cp932"))

    assert next(table.rows()).cells == ("1", "髙橋①")


@pytest.mark.parametrize("byte", [b"\x80", b"\xa0", b"\xfd", b"\xf0\x40"])
def test_bytes_that_no_japanese_text_holds_are_not_taken_for_shift_jis(opened, byte):
    with pytest.raises(FileRefused, match="neither UTF-8 nor Shift-JIS"):
        opened("ref,title\n1,視察".encode("cp932") + byte + b"\n")


def test_utf_8_that_breaks_off_after_its_mark_is_said_to(opened):
    with pytest.raises(FileRefused, match="says that it is UTF-8"):
        opened("ref,title\n1,視察".encode("utf-8-sig")[:-1])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_by_the_header(opened, separator):
    table = opened(f'ref{separator}title\n1{separator}"a,b;c\td"\n')

    assert table.separator == separator
    assert next(table.rows()).cells == ("1", "a,b;c\td")


def test_one_column_is_a_table_too(opened):
    table = opened("title\nTalks; about; trade\n")

    assert table.separator != ";"
    assert next(table.rows()).cells == ("Talks; about; trade",)


def test_a_quoted_line_end_ends_no_row_and_becomes_a_line_feed(opened):
    table = opened('ref,title\r\n1,"two\r\nlines"\r\n2,plain\r\n')

    assert [tuple(row) for row in table.rows()] == [(2, ("1", "two\nlines")), (3, ("2", "plain"))]


def test_empty_rows_are_left_out_and_still_counted(opened):
    table = opened("ref,title\n\n,\n1,Talks\n , \n2,More\n")

    assert [row.number for row in table.rows()] == [4, 6]


def test_the_line_by_which_excel_is_told_the_separator_is_no_header(opened):
    table = opened("sep=;\r\nref;title\r\n1;Talks\r\n")

    assert (table.separator, table.header_row) == (";", 2)
    assert next(table.rows()) == (3, ("1", "Talks"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_kind_of_line_end_is_read(opened, end):
    assert len(list(opened(f"ref,title{end}1,Talks{end}2,More{end}").rows())) == 2


def test_a_short_row_is_filled_up(opened):
    assert next(opened("ref,title,end\n1,Talks\n").rows()).cells == ("1", "Talks", "")


def test_rows_can_be_read_again(opened):
    table = opened(PLAIN)

    assert list(table.rows()) == list(table.rows()) != []


def test_a_row_with_a_cell_too_many_is_refused_by_its_number(opened):
    table = opened("ref,title\n1,Talks\n2,Trade, and more\n")

    with pytest.raises(FileRefused, match=r"Row 3 .*and more"):
        list(table.rows())


def test_empty_cells_beyond_the_header_do_no_harm(opened):
    assert next(opened("ref,title\n1,Talks,,\n").rows()).cells == ("1", "Talks")


def test_a_quotation_mark_that_is_never_closed_is_refused_by_its_row(opened):
    rows = "".join(f"{number},Talks\n" for number in range(30))
    table = opened(f'ref,title\n{rows}31,"open\n{rows}')

    with pytest.raises(FileRefused, match="row 32 is never closed"):
        list(table.rows())


def test_a_mark_in_the_middle_of_a_cell_is_refused_by_its_row(opened):
    with pytest.raises(FileRefused, match="Row 2 has a quotation mark"):
        opened('ref,title\n1,"Talks" here\n')


def test_more_rows_than_are_read_are_refused(opened):
    table = opened("ref\n" + "x\n" * (MOST_ROWS + 1))

    with pytest.raises(FileRefused, match="more than 200000 rows"):
        sum(1 for _row in table.rows())


def test_a_long_text_of_an_export_is_read(opened):
    table = opened(csv_line(["ref", "title"]) + csv_line(["1", "長" * 100_000]))

    assert len(next(table.rows()).cells[1]) == 100_000


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=st.lists(st.tuples(st.just("x"), CELLS), max_size=4), separator=st.sampled_from(",;\t"))
def test_what_a_program_writes_is_read_back(opened, rows, separator):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows([("ref", "title"), *rows])

    assert [row.cells for row in opened(file.getvalue()).rows()] == rows
