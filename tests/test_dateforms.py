"""Which texts are understood as dates, and how the others are refused."""

import re
import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from partnerships.dates import MAX_LENGTH, DateError, Precision, parse


def bounds(text):
    read = parse(text)
    return read.precision, read.earliest, read.latest


DAY = ("day", date(2025, 8, 30), date(2025, 8, 30))
MONTH = ("month", date(2025, 8, 1), date(2025, 8, 31))
QUARTER = ("quarter", date(2025, 7, 1), date(2025, 9, 30))
FISCAL_YEAR = ("fiscal_year", date(2025, 4, 1), date(2026, 3, 31))
YEAR = ("year", date(2025, 1, 1), date(2025, 12, 31))
UNKNOWN = ("unknown", None, None)


def by(year, month, day):
    return "by", None, date(year, month, day)


UNDERSTOOD = {
    DAY: (
        "2025-08-30",
        " 2025-08-30 ",
        "2025-8-30",
        "2025/8/30",
        "2025.8.30",
        "30 Aug 2025",
        "30 August 2025",
        "30 AUG 2025",
        "30-Aug-2025",
        "30th August 2025",
        "30 Aug. 2025",
        "Aug 30, 2025",
        "August 30 2025",
        "2025年8月30日",
        "2025年 8月 30日",
        "令和7年8月30日",
        "２０２５－０８－３０",
        "２０２５年８月３０日",
        "2025‑08‑30",
        "30 अगस्त 2025",
        "३० अगस्त २०२५",
        "२०२५-०८-३०",
    ),
    MONTH: (
        "2025-08",
        "2025/8",
        "Aug 2025",
        "August 2025",
        "Aug-2025",
        "2025年8月",
        "令和7年8月",
        "अगस्त 2025",
    ),
    QUARTER: ("2025-Q3", "2025-q3", "2025 Q3", "2025Q3"),
    FISCAL_YEAR: (
        "वित्त वर्ष 2025-26",
        "वित्तीय वर्ष 2025",
        "FY2025",
        "fy 2025",
        "FY2025-26",
        "FY2025–26",
        "FY2025/26",
        "FY2025-2026",
        "fiscal year 2025",
        "2025-26",
        "2025/26",
        "2025年度",
        "令和7年度",
    ),
    YEAR: ("2025", "２０２５", "2025年", "令和7年"),
    by(2029, 3, 31): (
        "by 2029-03",
        "By March 2029",
        "by the end of March 2029",
        "by end Mar 2029",
        "by 2029-03-31",
        "by FY2028",
        "by 2029-Q1",
        "2029年3月まで",
        "2029年3月末まで",
        "令和11年3月31日まで",
    ),
    by(2029, 12, 31): ("by 2029", "by end of 2029", "2029年末まで"),
    UNKNOWN: (
        "",
        "   ",
        "unknown",
        "Unknown",
        "unknown: after the vote",
        "unknown: 2025 or 2026",
        "unknown:",
        "unknown：未定",
        "不明",
        "अज्ञात",
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for expected, texts in UNDERSTOOD.items() for text in texts],
)
def test_these_forms_are_understood(text, expected):
    assert bounds(text) == expected


@given(st.dates(date(1868, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_from_each_way_of_writing_it(day):
    at = 3 * day.month
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[at - 3 : at]
    for text in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert bounds(text) == ("day", day, day)


@given(st.integers(1868, 2200), st.integers(1, 12))
def test_year_and_month_are_always_a_month(year, month):
    assert parse(f"{year}-{month:02}").precision == Precision.MONTH


@given(st.integers(1868, 2199))
def test_a_second_part_over_twelve_that_follows_the_first_makes_a_fiscal_year(year):
    second = (year + 1) % 100
    text = f"{year}-{second:02}"
    if second > 12:
        assert bounds(text) == ("fiscal_year", date(year, 4, 1), date(year + 1, 3, 31))
    elif second:
        assert parse(text).precision == Precision.MONTH
    else:
        with pytest.raises(DateError):
            parse(text)


def test_december_is_not_the_end_of_a_fiscal_year():
    assert bounds("2011-12") == ("month", date(2011, 12, 1), date(2011, 12, 31))
    assert bounds("2012-13") == ("fiscal_year", date(2012, 4, 1), date(2013, 3, 31))


def test_an_explicit_fiscal_year_may_end_in_any_month_number():
    assert bounds("FY2011-12") == bounds("FY2011")
    assert bounds("FY1999-00") == bounds("FY1999")


def test_a_leap_day_is_a_day_in_leap_years_only():
    assert bounds("2024-02-29") == ("day", date(2024, 2, 29), date(2024, 2, 29))
    assert bounds("Feb 2024")[2] == date(2024, 2, 29)
    assert bounds("Feb 2025")[2] == date(2025, 2, 28)


def test_the_text_is_kept_as_entered_with_its_blanks_collapsed():
    assert parse("  30  Aug\n2025 ").text == "30 Aug 2025"
    assert parse("２０２５年").text == "２０２５年"


# Eras


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("㋿7年8月30日", date(2025, 8, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("昭和64年1月7日", date(1989, 1, 7)),
    ],
)
def test_eras_reach_from_their_first_to_their_last_day(text, day):
    assert bounds(text) == ("day", day, day)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("令和元年4月30日", "2019-05-01"),
        ("平成31年5月1日", "2019-04-30"),
        ("平成元年1月7日", "1989-01-08"),
        ("昭和64年1月8日", "1989-01-07"),
        ("昭和元年12月24日", "1926-12-25"),
        ("平成32年", "2019-04-30"),
        ("昭和64年2月", "1989-01-07"),
        ("昭和64年度", "1989-01-07"),
        ("令和0年", "2019-05-01"),
        ("平成0年度", "1989-01-08"),
    ],
)
def test_a_date_outside_its_era_is_refused_with_the_bound_it_misses(text, bound):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert text in str(refused.value)
    assert bound in str(refused.value)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("令和元年", "2019"),
        ("平成31年", "2019"),
        ("令和元年度", "FY2019"),
        ("平成31年度", "FY2019"),
        ("昭和64年", "1989"),
        ("昭和64年1月", "1989-01"),
    ],
)
def test_a_year_or_month_that_an_era_shares_is_the_whole_of_it(text, same):
    assert bounds(text) == bounds(same)


@given(st.dates(date(1926, 12, 25), date(2200, 12, 31)))
def test_each_day_is_read_back_from_its_own_era_and_refused_in_another(day):
    eras = {"令和": date(2019, 5, 1), "平成": date(1989, 1, 8), "昭和": date(1926, 12, 25)}
    own = next(name for name, first in eras.items() if day >= first)
    for name, first in eras.items():
        number = day.year - first.year + 1
        if number < 1:
            continue
        text = f"{name}{number}年{day.month}月{day.day}日"
        if name == own:
            assert bounds(text) == ("day", day, day)
        else:
            with pytest.raises(DateError):
                parse(text)


# Refusals


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2025", "which is the day"),
        ("3.4.2025", "which is the day"),
        ("13/04/2025", "which is the day"),
        ("３／４／２０２５", "which is the day"),
        ("03-04-25", "which is the day"),
        ("FY25", "four digits"),
        ("FY25-26", "four digits"),
        ("Aug-25", "four digits"),
        ("Aug '25", "four digits"),
        ("30 Aug 25", "four digits"),
        ("2025-13", "neither a month"),
        ("2025-00", "neither a month"),
        ("2025-27", "neither a month"),
        ("1999-00", "neither a month"),
        ("2025-02-30", "not in the calendar"),
        ("31 Apr 2025", "not in the calendar"),
        ("2025年13月", "not in the calendar"),
        ("2025-08-00", "not in the calendar"),
        ("by 2025-02-30", "not in the calendar"),
        ("FY2025-27", "not one fiscal year"),
        ("FY2025-2027", "not one fiscal year"),
        ("1867", "between 1868 and 2200"),
        ("2201-01-01", "between 1868 and 2200"),
        ("0000", "between 1868 and 2200"),
        ("明治元年", "not understood"),
        ("12/2024", "not understood"),
        ("2025-08-30T10:00", "not understood"),
        ("20250830", "not understood"),
        ("45899", "not understood"),
        ("25年", "not understood"),
        ("元年", "not understood"),
        ("28-29 Jul 2025", "not understood"),
        ("30 Foo 2025", "not understood"),
        ("Foo 2025", "not understood"),
        ("Foo-25", "not understood"),
        ("2025-Q5", "not understood"),
        ("by", "not understood"),
        ("by unknown", "not understood"),
        ("by by 2025", "not understood"),
        ("soon", "not understood"),
        ("unknowns", "not understood"),
        ("٢٠٢٥", "not understood"),
    ],
)
def test_these_are_refused_with_the_value_and_the_reason(text, reason):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert f"“{text}”" in str(refused.value)
    assert reason in str(refused.value)


def test_a_refusal_shows_a_few_forms_each_of_which_is_understood():
    with pytest.raises(DateError) as refused:
        parse("soon")
    told = str(refused.value)
    examples = re.split(", | or ", told.partition("for example ")[2].removesuffix("."))
    assert len(examples) == 6
    for example in examples:
        parse(example.strip("“”"))
    assert len(told) < 150  # two lines beside a box


@pytest.mark.parametrize("text", ["\x00", "2025\x00", "unknown: \x07", "unknown: \x9fx", "\ud800"])
def test_control_characters_are_refused_and_not_repeated(text):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert str(refused.value).isprintable()


def test_a_long_text_is_refused_with_its_beginning_only():
    with pytest.raises(DateError, match="too long") as refused:
        parse("unknown: " + "x" * MAX_LENGTH)
    assert len(str(refused.value)) < 150


def test_the_longest_text_that_fits_is_taken():
    text = "unknown: ".ljust(MAX_LENGTH, "x")
    assert parse(text).text == text


def test_a_refusal_is_a_value_error_in_the_language_of_the_reader():
    with override("ja"), pytest.raises(ValueError, match="03/04/2025"):
        parse("03/04/2025")


@pytest.mark.parametrize("size", [MAX_LENGTH, 100_000])
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "by ",
        "a",
        "2025-",
        "年",
        "月",
        "令和",
        " ",
        "-",
        "a 1",
        "１",
        "ﷺ",
        "\u0301\u0323",
        "unknown:",
    ],
)
def test_hostile_strings_are_answered_at_once(piece, size):
    started = time.perf_counter()
    with suppress(DateError):
        parse((piece * size)[:size])
    assert time.perf_counter() - started < 1


@given(st.text(alphabet=st.characters(codec=None), max_size=MAX_LENGTH))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    with suppress(DateError):
        assert parse(text).precision in Precision.values


@given(st.text(alphabet="0123456789-/. byfqBYFQ年月日度令和平成昭元'janugst", max_size=14))
def test_whatever_is_understood_has_a_file_form_that_says_the_same(text):
    try:
        read = parse(text)
    except DateError:
        return
    again = parse(read.file_form())
    assert (again.precision, again.earliest, again.latest) == bounds(text)
    assert read.earliest is None or read.latest - read.earliest <= timedelta(days=366)


@pytest.mark.parametrize("month", range(1, 13))
def test_hindi_months_are_understood_as_pages_write_them(month):
    with override("hi"):
        shown = parse(f"2025-{month:02}").display()

    assert bounds(shown)[:2] == ("month", date(2025, month, 1))


@pytest.mark.parametrize("first", ["फ", "\u095e", "फ\u093c"])
def test_a_hindi_letter_with_a_dot_is_one_however_it_is_composed(first):
    assert bounds(f"{first}रवरी 2025")[1] == date(2025, 2, 1)


def test_a_hindi_deadline_is_one():
    assert bounds("मार्च 2029 तक") == by(2029, 3, 31)
