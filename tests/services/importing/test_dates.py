"""What a cell of a spreadsheet can mean as a date."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.choices import DayOrder
from partnerships.dates import DateError, parse
from partnerships.services.importing.dates import choose, readings
from partnerships.services.importing.reading import ExcelDay

days = st.dates(date(1990, 1, 1), date(2049, 12, 31))


def forms(cell, precision="", text=""):
    return [one.file_form() for one in readings(cell, precision, text)]


def refusal(*cells):
    with pytest.raises(DateError) as error:
        readings(*cells)
    return str(error.value)


@pytest.mark.parametrize(
    "form",
    ["2025-08-30", "2025-08", "2025", "2025-Q3", "FY2025", "by 2029-03", "unknown: in the autumn"],
)
def test_what_people_write_has_the_one_reading_it_has_everywhere(form):
    assert readings(form) == (parse(form),)


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("2025-08-30 00:00:00", "2025-08-30"),
        ("2025/08/30 0:00", "2025-08-30"),
        ("2025-08-30T00:00:00", "2025-08-30"),
        ("8/30/2025 12:00:00 AM", "2025-08-30"),
        ("２０２５／８／３０", "2025-08-30"),
        ("३०-०८-२०२५", "2025-08-30"),
        ("20250830", "2025-08-30"),
        ("30-Aug-25", "2025-08-30"),
        ("30 Aug 25", "2025-08-30"),
        ("Aug '25", "2025-08"),
        ("2025年8月30日(土)", "2025-08-30"),
        ("２０２５年８月３０日（土・祝）", "2025-08-30"),
        ("2025年8月30日土曜日", "2025-08-30"),
        ("令和7年8月30日（土）", "2025-08-30"),
        ("Saturday, 30 August 2025", "2025-08-30"),
        ("Sat, Aug 30, 2025", "2025-08-30"),
        ("30 Aug 2025 (Sat)", "2025-08-30"),
        ("शनिवार, 30 अगस्त 2025", "2025-08-30"),
        ("R7.8.30", "2025-08-30"),
        ("r7/8/30", "2025-08-30"),
        ("令和7.8.30", "2025-08-30"),
        ("Ｒ７．８", "2025-08"),
        ("R元.5.1", "2019-05-01"),
        ("H31.4.30", "2019-04-30"),
        ("R7年8月30日", "2025-08-30"),
        ("R7年度", "FY2025"),
        ("R7", "2025"),
        ("45899", "2025-08-30"),
        ("45899.0", "2025-08-30"),
    ],
)
def test_forms_that_programs_and_offices_write_are_read(cell, form):
    assert forms(cell) == [form]


@given(days)
def test_a_serial_number_is_its_day(day):
    assert forms(str((day - date(1899, 12, 30)).days)) == [day.isoformat()]


# The order of day and month


@given(days, st.sampled_from("-/. "), st.sampled_from(["%Y", "%y"]))
def test_a_day_in_numbers_is_among_the_readings_in_either_order(day, sign, year):
    for order in (("%d", "%m"), ("%m", "%d")):
        cell = day.strftime(sign.join((*order, year)))
        assert day.isoformat() in forms(cell)


def test_the_day_comes_first_among_the_readings():
    assert forms("03/04/2025") == ["2025-04-03", "2025-03-04"]
    assert forms("3.4.2025") == ["2025-04-03", "2025-03-04"]
    assert forms("03-04-25") == ["2025-04-03", "2025-03-04", "2003-04-25"]


def test_a_reading_that_is_no_day_is_none():
    assert forms("30/08/2025") == forms("08/30/2025") == ["2025-08-30"]
    assert forms("03/03/2025") == ["2025-03-03"]


def test_two_digits_are_a_year_since_the_two_countries_have_relations():
    assert forms("30/08/49") == ["2049-08-30"]
    assert forms("30/08/65") == ["1965-08-30"]


def test_the_order_of_the_file_chooses():
    both = readings("03/04/2025")
    assert choose(both, DayOrder.DAY_FIRST).file_form() == "2025-04-03"
    assert choose(both, DayOrder.MONTH_FIRST).file_form() == "2025-03-04"
    assert choose(readings("30/08/2025"), DayOrder.MONTH_FIRST).file_form() == "2025-08-30"
    for order, form in (("day_first", "2025-04-03"), ("month_first", "2025-03-04")):
        assert choose(readings("03-04-25"), order).file_form() == form
        assert choose(readings("30-08-25"), order).file_form() == "2025-08-30"


def test_a_weekday_tells_the_order():
    assert forms("03/04/2025 (Thu)") == ["2025-04-03"]
    assert forms("03/04/2025 (火)") == ["2025-03-04"]


# The cells beside it


@pytest.mark.parametrize("cell", ["2024-12-01", "2024/12/1", "01-12-2024", "12/01/2024", "45627"])
def test_the_first_of_a_month_beside_month_is_the_month(cell):
    assert forms(cell, "month") == ["2024-12"]


def test_the_first_day_of_a_longer_unit_is_the_unit_beside_its_name():
    assert forms("2025-07-01", "quarter") == ["2025-Q3"]
    assert forms("2025-04-01", "fiscal_year") == ["FY2025"]
    assert forms("01/01/2025", "year") == ["2025"]


def test_another_day_than_the_first_stays_a_day():
    assert forms("2024-12-15", "month") == ["2024-12-15"]
    assert forms("2024-12-01", "day") == forms("2024-12-01") == ["2024-12-01"]


@pytest.mark.parametrize("cell", ["Aug-25", "25-Aug", "aug 25", "अगस्त-25"])
def test_a_month_and_one_number_are_a_month_beside_month(cell):
    assert forms(cell, "month") == ["2025-08"]


def test_a_cell_of_a_workbook_that_shows_its_month_says_no_day():
    assert forms(ExcelDay("2024-12-01", "month")) == ["2024-12"]
    assert forms(ExcelDay("2024-12-15", "year")) == ["2024"]
    assert forms(ExcelDay("2024-12-15")) == forms(ExcelDay("2024-12-15", "month"), "day")
    assert forms(ExcelDay("2024-12-01", "month"), "", "1 Dec 2024") == ["2024-12-01"]


def test_a_month_and_one_number_are_a_day_beside_the_text_of_that_day():
    assert forms("25-Aug", "day", "25 Aug 2024") == ["2024-08-25"]
    assert forms("Aug-25", "day", "2024年8月25日") == ["2024-08-25"]
    assert forms("8月25日", "day", "2024年8月25日") == ["2024-08-25"]
    assert forms("Aug-25", "", "August 2025") == ["2025-08"]


@pytest.mark.parametrize("precision", ["", "day"])
def test_a_month_and_one_number_alone_are_refused(precision):
    assert "ambiguous" in refusal("Aug-25", precision)
    assert "no year" in refusal("25-Aug", precision)


def test_the_text_beside_picks_the_reading_and_is_kept():
    (found,) = readings("03/04/2025", "day", "4 March 2025")
    assert (found.file_form(), found.text) == ("2025-03-04", "4 March 2025")
    (found,) = readings("2024-12-01", "", "Dec 2024")
    assert (found.file_form(), found.text) == ("2024-12", "Dec 2024")


def test_a_text_that_says_another_date_is_refused():
    assert "5 May 2025" in refusal("03/04/2025", "day", "5 May 2025")


def test_empty_cells_are_unknown_and_a_lone_text_is_the_date():
    assert [one.precision for one in readings("", "day", "")] == ["unknown"]
    assert forms("", "", "Aug 2025") == ["2025-08"]


def test_what_a_program_wrote_is_not_kept_as_words():
    assert [one.text for one in readings("45899")] == ["2025-08-30"]
    assert [one.text for one in readings("R7.8")] == ["2025-08"]
    assert [one.text for one in readings("30 Aug 2025")] == ["30 Aug 2025"]


@given(st.sampled_from(["03/04/2025", "45899", "R7.8.30", "30-Aug-25", "2025年8月30日(土)"]))
def test_the_text_of_every_reading_is_understood_when_it_is_typed_again(cell):
    for one in readings(cell):
        assert parse(one.text).file_form() == one.file_form()


# Refusals


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31/13/2025", "not in the calendar"),
        ("31-02-2025", "not in the calendar"),
        ("2025-02-30", "not in the calendar"),
        ("2025-08-30 14:30", "time of day"),
        ("2025年8月30日(金)", "weekday"),
        ("8月30日", "no year"),
        ("R7.13.1", "not in the calendar"),
        ("H40.1.1", "outside the era"),
        ("FY25", "ambiguous"),
        ("next spring", "not understood"),
        ("100000", "not understood"),
        ("9999", "not between"),
        ("#N/A", "not understood"),
    ],
)
def test_the_refusal_says_why(cell, said):
    assert said in refusal(cell)


@given(st.text(alphabet="0123456789/-. :年月日()土令和RAug'\u0301", max_size=40))
def test_any_text_is_read_or_refused_as_a_date(cell):
    with suppress(DateError):
        assert readings(cell, "month", "")


@pytest.mark.parametrize("part", ["1", "r", "(土)", " 0:00", "aug-", "日曜", "sat, "])
def test_long_cells_are_answered_at_once(part):
    begun = time.perf_counter()
    for length in (190, 5000):
        with suppress(DateError):
            readings((part * length)[:length])
    assert time.perf_counter() - begun < 0.5
