"""Numbers and dates of workbooks as texts."""

import pytest

from partnerships.services.importing.reading import ExcelDay
from partnerships.services.importing.reading.typed import (
    DAY,
    MONTH,
    SPAN,
    YEAR,
    day_reader,
    plain_number,
    shown_as,
    unescaped,
)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("70", "70"),
        ("70.0", "70"),
        ("12.5", "12.5"),
        ("0.30000000000000004", "0.3"),
        ("12.300000000000001", "12.3"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-3", "-3"),
        ("12345678901234567890", "12345678901234567890"),
        ("1.5E+20", "150000000000000000000"),
    ],
)
def test_a_number_is_written_in_plain_digits(stored, text):
    assert plain_number(stored) == text


@pytest.mark.parametrize("stored", ["", "abc", "1,5", "nan", "inf"])
def test_what_is_no_number_is_not_made_one(stored):
    with pytest.raises((ValueError, OverflowError)):
        plain_number(stored)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (0, None, ""),
        (2, None, ""),
        (14, None, DAY),
        (17, None, MONTH),
        (20, None, DAY),
        (46, None, SPAN),
        (30, None, DAY),
        (57, None, DAY),
        (55, None, MONTH),
        (164, "yyyy-mm-dd", DAY),
        (164, "mmm-yy", MONTH),
        (164, 'yyyy"年"m"月"', MONTH),
        (164, 'yyyy"年"m"月"d"日"', DAY),
        (164, '[$-411]ggge"年"m"月"d"日";@', DAY),
        (164, '[$-411]ggge"年"', YEAR),
        (164, "yyyy", YEAR),
        (164, "dd-mm-yyyy hh:mm", DAY),
        (164, '#,##0"days"', ""),
        (164, "[Red]0.00", ""),
        (164, "General", ""),
        (164, '0 "人"', ""),
    ],
)
def test_a_number_format_tells_what_it_shows(number, code, shown):
    assert shown_as(number, code) == shown


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("45899", "2025-08-30"),
        ("45899.604166666664", "2025-08-30 14:30"),
        ("45899.99999999", "2025-08-31"),
        ("0.4375", "10:30"),
        ("0.43770833", "10:30:18"),
        ("-5", "-5"),
        ("99999999999", "99999999999"),
    ],
)
def test_a_serial_number_becomes_its_day(stored, text):
    assert day_reader(from_1904=False)(stored, DAY) == text


def test_a_day_keeps_what_the_cell_shows_of_it():
    day = day_reader(from_1904=False)("45627", MONTH)

    assert isinstance(day, ExcelDay)
    assert (day, day.unit) == ("2024-12-01", MONTH)


def test_a_workbook_that_counts_from_1904_is_read_so():
    assert day_reader(from_1904=True)("44437", DAY) == "2025-08-30"


def test_a_span_of_hours_goes_past_a_day():
    assert day_reader(from_1904=False)("1.5", SPAN) == "36:00"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("a_x000A_b", "a\nb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x0000_", "_x0000_"),
        ("_xD83D_", "_xD83D_"),
        ("some_xyz", "some_xyz"),
    ],
)
def test_characters_written_by_number_are_read(stored, text):
    assert unescaped(stored) == text
