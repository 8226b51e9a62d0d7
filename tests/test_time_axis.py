"""Where a timeline puts what: widths are time, nothing overlaps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.dates import parse
from partnerships.views.time_axis import GUTTER, POINT, WIDTH, Axis, Span, drawn

ON = date(2026, 11, 2)


def place(text, *, is_day=False, others=()):
    stated = parse(text)
    spans = [Span("a", stated.earliest, stated.latest, is_day)]
    return drawn([*spans, *others], ["a"], ON).shapes[0]


@pytest.mark.parametrize(
    ("text", "days"),
    [("2024", 366), ("2025", 365), ("FY2025", 365), ("2025-Q3", 92), ("2025-02", 28)],
)
def test_what_is_known_to_a_span_of_days_is_as_wide_as_these_days(text, days):
    axis = Axis.over([date(2024, 1, 1), ON])
    a_day = (WIDTH - GUTTER) / (axis.end - axis.start).days
    since_2024 = Span("a", date(2024, 1, 1), date(2024, 1, 1), is_day=True)
    stated = parse(text)

    shapes = drawn([since_2024, Span("a", stated.earliest, stated.latest)], ["a"], ON).shapes
    shape = next(shape for shape in shapes if shape.shape == "band")

    assert shape.width == pytest.approx(days * a_day)
    assert shape.x == pytest.approx(axis.x(stated.earliest))


def test_a_day_is_a_point_around_it():
    shape = place("2026-03-01", is_day=True)
    axis = Axis.over([ON])

    assert (shape.shape, shape.width) == ("point", POINT)
    assert shape.x < axis.x(date(2026, 3, 1)) < shape.x + POINT


def test_a_deadline_is_an_arrow_that_ends_with_its_last_day():
    shape = place("by 2026-03")
    axis = Axis.over([ON])

    assert shape.shape == "arrow"
    assert shape.x + shape.width == pytest.approx(axis.x(date(2026, 4, 1)))


def test_what_has_no_end_runs_to_the_end_of_the_axis():
    shape = drawn([Span("a", date(2025, 4, 1), None)], ["a"], ON).shapes[0]

    assert (shape.shape, shape.x + shape.width) == ("open", WIDTH)


def test_what_nobody_dated_is_not_drawn():
    assert drawn([Span("a", None, None)], ["a"], ON) is None


def test_long_axes_name_fewer_years():
    years = [year for year, _x in Axis.over([date(1970, 5, 1), ON]).ticks()]

    assert years == list(range(1970, 2027, 5))


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.dates(date(1990, 1, 1), date(2030, 1, 1)),
            st.none() | st.integers(0, 2000),
            st.booleans(),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_nothing_overlaps_and_all_of_it_lies_on_the_picture(drawn_spans):
    spans = [
        Span(group, day, None if more is None else day + timedelta(days=more), is_day, number)
        for number, (group, day, more, is_day) in enumerate(drawn_spans)
    ]
    picture = drawn(spans, ["a", "b"], ON)
    by_row: dict[float, list] = {}
    for shape in picture.shapes:
        by_row.setdefault(shape.y, []).append(shape)

    assert sorted(shape.span.what for shape in picture.shapes) == list(range(len(spans)))
    for row in by_row.values():
        row.sort(key=lambda shape: shape.x)
        assert len({shape.span.group for shape in row}) == 1
        for one, other in pairwise(row):
            assert one.x + one.width <= other.x
        assert row[0].x >= GUTTER
        assert row[-1].x + row[-1].width <= WIDTH + 0.001
