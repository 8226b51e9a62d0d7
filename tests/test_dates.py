"""Partial dates: what pages show, what files carry, which intervals meet, which comes first."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from partnerships.dates import (
    DateError,
    PartialDate,
    Precision,
    fiscal_year_of,
    overlaps,
    parse,
    sort_key,
    span_display,
    term_period,
    understood_as,
    visit_period,
    year_bounds,
)

DAY_ONE = date(2025, 1, 1)
days = st.dates(date(1868, 1, 1), date(2200, 12, 31))
years = st.integers(1868, 2200)
months = st.tuples(years, st.integers(1, 12))


def same_date(one, other):
    return (one.earliest, one.latest, one.precision) == (
        other.earliest,
        other.latest,
        other.precision,
    )


stated = st.one_of(
    days.map(date.isoformat),
    months.map(lambda month: "{:04}-{:02}".format(*month)),
    st.tuples(years, st.integers(1, 4)).map(lambda quarter: "{}-Q{}".format(*quarter)),
    years.map(str),
    years.map("FY{}".format),
)
file_forms = st.one_of(
    stated,
    days.map("by {}".format),
    months.map(lambda month: "by {:04}-{:02}".format(*month)),
    years.map("by {}".format),
    st.just(""),
)


# Files


@given(file_forms)
def test_what_a_file_carries_is_read_and_written_back_unchanged(form):
    assert parse(form).file_form() == form


@given(file_forms)
def test_the_file_form_keeps_bounds_and_precision_without_the_text(form):
    read = parse(form)
    columns_alone = PartialDate(read.earliest, read.latest, read.precision)
    assert same_date(parse(columns_alone.file_form()), read)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("30 Aug 2025", "2025-08-30"),
        ("Dec 2024", "2024-12"),
        ("2025-Q3", "2025-Q3"),
        ("FY2025-26", "FY2025"),
        ("2025-26", "FY2025"),
        ("令和7年度", "FY2025"),
        ("2025年", "2025"),
        ("by March 2029", "by 2029-03"),
        ("by FY2028", "by 2029-03"),
        ("unknown: after the vote", ""),
        ("", ""),
    ],
)
def test_every_way_of_writing_has_one_file_form(text, form):
    assert parse(text).file_form() == form


def test_a_deadline_keeps_the_unit_in_which_it_was_stated():
    assert parse("by 2029").file_form() == "by 2029"
    assert parse("by 2029-12").file_form() == "by 2029-12"
    assert parse("by 31 Dec 2029").file_form() == "by 2029-12-31"
    assert parse("by 2029-12").display() == "by Dec 2029"


def test_a_deadline_without_its_text_is_written_in_the_coarsest_unit():
    def by(last):
        return PartialDate(None, last, Precision.BY).file_form()

    assert by(date(2029, 12, 31)) == "by 2029"
    assert by(date(2029, 3, 31)) == "by 2029-03"
    assert by(date(2029, 3, 30)) == "by 2029-03-30"


def test_a_text_that_says_another_day_does_not_decide_the_unit():
    stale = PartialDate(None, date(2029, 3, 31), Precision.BY, text="by 2028-06-30")
    assert stale.file_form() == "by 2029-03"


# Pages


@pytest.mark.parametrize(
    ("text", "english", "japanese", "hindi"),
    [
        ("2025-07-28", "28 Jul 2025", "2025年7月28日", "28 जुलाई 2025"),
        ("2024-12", "Dec 2024", "2024年12月", None),
        ("2025", "2025", "2025年", "2025"),
        ("2025-Q3", "Jul-Sep 2025", "2025年7-9月", None),
        ("FY2025", "FY2025-26", None, None),
        ("FY1999", "FY1999-00", None, None),
        ("by 2029-03", "by Mar 2029", None, None),
        ("by 2029-03-15", "by 15 Mar 2029", None, None),
        ("", "unknown", None, None),
        ("unknown: after the vote", "unknown: after the vote", None, None),
    ],
)
def test_a_date_is_shown_in_the_words_of_the_language(text, english, japanese, hindi):
    for language, words in (("en", english), ("ja", japanese), ("hi", hindi)):
        with override(language):
            assert words is None or parse(text).display() == words


def test_a_date_in_a_template_or_message_reads_as_its_display():
    assert f"{parse('2025-07')}" == "Jul 2025"


def test_a_language_without_formats_of_its_own_gets_the_english_ones():
    with override("en-gb"):
        assert parse("2025-07-28").display() == "28 Jul 2025"
    with override(None):
        assert parse("2025-07-28").display() == "28 Jul 2025"


@given(
    stated.filter(lambda text: parse(text).precision != "day"), st.sampled_from(["en", "ja", "hi"])
)
def test_no_page_and_no_file_shows_a_day_that_nobody_stated(text, language):
    with override(language):
        partial = parse(text)
        shown = f"{partial.display()} {span_display(partial, PartialDate.unknown())}"
    assert "日" not in shown
    assert not any(word.isdigit() and len(word) <= 2 for word in shown.split())
    assert partial.file_form().count("-") <= 1


@pytest.mark.parametrize(
    ("start", "end", "english", "japanese"),
    [
        ("2025-07-28", "2025-07-29", "28-29 Jul 2025", "2025年7月28-29日"),
        ("2025-07-30", "2025-08-02", "30 Jul - 2 Aug 2025", "2025年7月30日 - 8月2日"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025 - 2 Jan 2026", "2025年12月30日 - 2026年1月2日"),
        ("2025-07-28", "2025-07-28", "28 Jul 2025", "2025年7月28日"),
        ("2025-07-28", "", "28 Jul 2025", "2025年7月28日"),
        ("2025-07", "2025-08", "Jul 2025 - Aug 2025", "2025年7月 - 2025年8月"),
        ("2025-07-28", "2025-08", "28 Jul 2025 - Aug 2025", "2025年7月28日 - 2025年8月"),
        ("2025-07-28", "2025-07", "28 Jul 2025 - Jul 2025", "2025年7月28日 - 2025年7月"),
    ],
)
def test_a_span_does_not_repeat_what_its_days_share(start, end, english, japanese):
    with override("en"):
        assert span_display(parse(start), parse(end)) == english
    with override("ja"):
        assert span_display(parse(start), parse(end)) == japanese


def test_a_span_says_when_its_start_is_unknown():
    assert span_display(parse(""), parse("2026-03-31")) == "unknown - 31 Mar 2026"
    assert span_display(parse(""), parse("")) == "unknown"


def test_unknown_is_a_date_like_any_other_but_not_known():
    assert not PartialDate.unknown().is_known
    assert parse("by 2029").is_known
    assert PartialDate.unknown("unknown: soon") == parse("unknown: soon")


# Intervals


def days_between(earliest, latest, offsets=range(-2, 14)):
    """The days of an interval, by looking at every day there is."""
    every = [DAY_ONE + timedelta(days=offset) for offset in offsets]
    return {
        day
        for day in every
        if (earliest is None or day >= earliest) and (latest is None or day <= latest)
    }


bounds = st.one_of(
    st.none(), st.integers(0, 11).map(lambda offset: DAY_ONE + timedelta(days=offset))
)
intervals = st.tuples(bounds, bounds).filter(
    lambda pair: None in pair or pair[0] <= pair[1]  # type: ignore[operator]
)


@given(intervals, intervals)
def test_overlap_agrees_with_looking_at_every_day(one, other):
    assert overlaps(*one, *other) == bool(days_between(*one) & days_between(*other))


@given(intervals, intervals)
def test_overlap_does_not_depend_on_which_interval_is_asked(one, other):
    assert overlaps(*one, *other) == overlaps(*other, *one)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (1, 9, False),  # before
        (1, 10, True),  # touches the first day
        (1, 15, True),  # ends inside
        (12, 18, True),  # within
        (1, 30, True),  # around
        (15, 30, True),  # starts inside
        (20, 30, True),  # touches the last day
        (21, 30, False),  # after
        (None, 9, False),
        (None, 10, True),
        (20, None, True),
        (21, None, False),
        (None, None, True),
    ],
)
def test_each_position_of_a_visit_to_the_asked_period(first, last, found):
    asked = date(2025, 6, 10), date(2025, 6, 20)
    visit = (day and date(2025, 6, day) for day in (first, last))
    assert overlaps(*visit, *asked) is found


def test_the_unstated_end_of_a_visit_equals_its_start():
    period = visit_period(parse("2025-07"), parse(""))
    assert period == (date(2025, 7, 1), date(2025, 7, 31))
    assert not overlaps(*period, date(2025, 8, 1), None)


def test_the_unstated_end_of_an_agreement_is_open():
    period = term_period(parse("2015-12-11"), parse(""))
    assert period == (date(2015, 12, 11), None)
    assert overlaps(*period, date(2100, 1, 1), None)


def test_a_period_runs_from_the_first_to_the_last_possible_day():
    for period in (visit_period, term_period):
        assert period(parse("2025-07"), parse("2025-Q3")) == (date(2025, 7, 1), date(2025, 9, 30))
        assert period(parse(""), parse("by 2029")) == (None, date(2029, 12, 31))


def test_an_undated_row_has_no_period():
    assert visit_period(parse(""), parse("unknown: soon")) is None
    assert term_period(parse(""), parse("")) is None


# Years


@given(days)
def test_a_day_lies_in_its_fiscal_year(day):
    first, last = (
        year_bounds(f"FY{fiscal_year_of(day)}") if fiscal_year_of(day) >= 1868 else (day, day)
    )
    assert first <= day <= last


def test_the_fiscal_year_starts_on_the_first_of_april():
    assert fiscal_year_of(date(2026, 3, 31)) == 2025
    assert fiscal_year_of(date(2026, 4, 1)) == 2026


def test_a_year_filter_takes_calendar_and_fiscal_years():
    assert year_bounds("2025") == (date(2025, 1, 1), date(2025, 12, 31))
    assert year_bounds("FY2025") == (date(2025, 4, 1), date(2026, 3, 31))
    assert year_bounds(" fy2025-26 ") == year_bounds("FY2025")


@pytest.mark.parametrize("text", ["", "2025-08", "2025-Q3", "by 2025", "unknown", "all", "25"])
def test_a_year_filter_refuses_what_is_not_a_year(text):
    with pytest.raises(DateError, match=r"2025"):
        year_bounds(text)


# Order


def test_dates_sort_by_earliest_then_latest_and_unknown_last():
    ordered = ["2024", "2025-01-01", "2025-01", "2025-Q1", "2025", "2025-02", "by 2020", ""]
    mixed = [parse(text) for text in reversed(ordered)]
    assert [partial.text for partial in sorted(mixed, key=sort_key)] == ordered


def test_unknown_is_last_in_descending_order_too():
    partials = [parse(text) for text in ("", "2024-05-01", "by 2030", "2026", "by 2020")]
    partials.sort(key=lambda partial: sort_key(partial, descending=True))
    assert [partial.text for partial in partials] == [
        "2026",
        "2024-05-01",
        "by 2030",
        "by 2020",
        "",
    ]


@given(st.lists(file_forms))
def test_descending_mirrors_ascending_among_fully_dated_rows(forms):
    dated = [parse(form) for form in forms if form and not form.startswith("by")]
    rising = [sort_key(partial) for partial in sorted(dated, key=sort_key)]
    falling = sorted(dated, key=lambda partial: sort_key(partial, descending=True))
    assert [sort_key(partial) for partial in reversed(falling)] == rising


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2025-08-30", "Sat 30 Aug 2025"),
        ("December 2024", "Dec 2024: 1 to 31 Dec 2024"),
        ("2025-Q3", "Jul-Sep 2025: 1 Jul to 30 Sep 2025"),
        ("FY2025", "FY2025-26: 1 Apr 2025 to 31 Mar 2026"),
        ("2025", "2025: 1 Jan to 31 Dec 2025"),
        ("by 2029-03", "by Mar 2029: until 31 Mar 2029"),
        ("令和7年度", "FY2025-26: 1 Apr 2025 to 31 Mar 2026"),
        ("दिसंबर 2024", "Dec 2024: 1 to 31 Dec 2024"),
        ("unknown: in spring", "unknown: in spring"),
    ],
)
def test_an_echo_says_the_first_and_the_last_day(text, words):
    assert understood_as(parse(text)) == words
