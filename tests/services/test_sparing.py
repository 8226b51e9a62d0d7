"""What is repeated is told at first one by one, then each time that it has doubled."""

from partnerships.services import sparing
from partnerships.services.sparing import WINDOW, Sparing


def test_the_first_are_told_one_by_one_and_later_ones_together():
    counting = Sparing(first=3)

    assert [counting.times("a", 0) for _ in range(12)] == [1, 1, 1, 0, 0, 3, 0, 0, 0, 0, 0, 6]


def test_what_an_hour_left_untold_is_told_with_the_next():
    counting = Sparing(first=1)
    told = [counting.times("a", 0) for _ in range(5)]

    assert told == [1, 1, 0, 2, 0]
    assert [counting.times("a", WINDOW), counting.times("a", WINDOW)] == [2, 1]


def test_each_is_counted_by_itself():
    counting = Sparing(first=1)

    assert [counting.times(key, 0) for key in "aabba"] == [1, 1, 1, 1, 0]


def test_a_thousand_addresses_take_no_more_memory_than_allowed(monkeypatch):
    monkeypatch.setattr(sparing, "MOST_KEYS", 10)
    counting = Sparing(first=1)

    assert all(counting.times(key, 0) for key in range(100))
    assert len(counting._counts) <= 10
