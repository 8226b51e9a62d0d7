"""A text in pieces: every character once, each with all the proposals it belongs to."""

from hypothesis import given
from hypothesis import strategies as st

from partnerships.admin.highlights import Mark, pieces
from partnerships.services.drafting.items import Mention

TEXT = "The desk of Northland will open."


def mark(start, end, number=1):
    words = Mention(start=start, end=end, text=TEXT[start:end])
    return Mark(words, number, "parties", "●", "Parties", f"key-{number}")


def numbers(piece):
    return [mark.number for mark in piece.marks]


def test_overlapping_words_are_parted_and_the_narrowest_comes_first():
    found = list(pieces(TEXT, [mark(0, 32, 1), mark(12, 21, 2), mark(15, 26, 3)]))

    assert [(piece.text, numbers(piece)) for piece in found] == [
        ("The desk of ", [1]),
        ("Nor", [2, 1]),
        ("thland", [2, 3, 1]),
        (" will", [3, 1]),
        (" open.", [1]),
    ]


def test_each_mark_begins_and_ends_once():
    found = list(pieces(TEXT, [mark(0, 8, 1), mark(4, 21, 2), mark(4, 21, 3)]))

    begun = [mark.number for piece in found for mark in piece.starting]
    ended = [mark.number for piece in found for mark in piece.ending]
    assert (sorted(begun), sorted(ended)) == ([1, 2, 3], [1, 2, 3])


def test_words_outside_the_text_are_left_out():
    assert [piece.text for piece in pieces("ab", [mark(1, 9)])] == ["ab"]


@given(st.lists(st.tuples(st.integers(0, 31), st.integers(1, 9)), max_size=12))
def test_the_pieces_joined_are_the_text(spans):
    marks = [mark(start, min(start + length, 32), n) for n, (start, length) in enumerate(spans)]

    assert "".join(piece.text for piece in pieces(TEXT, marks)) == TEXT
