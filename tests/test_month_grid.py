"""A month drawn as weeks: every item on its days, none over another."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.views.month_grid import weeks_of


@dataclass(frozen=True)
class Item:
    number: int
    first: date
    last: date


def spans():
    start = st.dates(date(2026, 9, 20), date(2026, 12, 10))
    return st.lists(st.tuples(start, st.integers(0, 45)), max_size=12)


@settings(max_examples=20)
@given(spans())
def test_every_day_of_the_month_shows_what_lies_on_it_once(drawn):
    first = date(2026, 11, 1)
    items = [Item(n, day, day + timedelta(days=more)) for n, (day, more) in enumerate(drawn)]
    items.sort(key=lambda item: (item.first, item.number))
    shown = set()

    for week in weeks_of(first, items):
        for row in week.rows:
            column = 0
            for cell in row:
                assert cell.first == column
                for day in week.days[column : column + cell.columns]:
                    if cell.item:
                        assert (day, cell.item) not in shown
                        shown.add((day, cell.item))
                column += cell.columns
            assert column == 7

    days = [date(2026, 11, number) for number in range(1, monthrange(2026, 11)[1] + 1)]
    assert shown == {
        (day, item) for item in items for day in days if item.first <= day <= item.last
    }


def test_what_goes_on_beyond_a_week_says_so():
    item = Item(1, date(2026, 10, 30), date(2026, 11, 4))

    one, two = weeks_of(date(2026, 11, 1), [item])[:2]

    assert [(cell.columns, bool(cell.item)) for cell in one.rows[0]] == [(1, False)] * 6 + [
        (1, True)
    ]
    assert one.rows[0][-1].goes_on_before
    assert one.rows[0][-1].goes_on_after
    assert (two.rows[0][0].columns, two.rows[0][0].goes_on_after) == (3, False)
