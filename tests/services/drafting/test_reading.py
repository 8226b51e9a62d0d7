"""The text made readable, and the way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.services.drafting.reading import read

WORDS = frozenset({"yamanashi", "prefecture", "दिसंबर"})
LETTERS = st.text(
    alphabet="ab Zōé\n\r\t-'.１２3山県ガ・ﾞゴ゛की़्०। \u3000\u200b\u202e\u0301\ud800\0①㈱", max_size=60
)


@pytest.mark.parametrize(
    ("original", "plain"),
    [
        ("Yamana\nshi", "Yamanashi"),
        ("Yama-\nnashi", "Yamanashi"),
        ("state-\nprefecture", "state-prefecture"),
        ("to\nday", "to day"),
        ("令和７年１\n２月", "令和7年12月"),
        ("２ ０ 名", "20 名"),
        ("दिसं-\nबर २०२४", "दिसंबर 2024"),
        ("Tokyo\u00a0 \u202eto", "Tokyo to"),
        ("one.\r\n\r\nTwo", "one.\nTwo"),
        ("from 28 to\n29 July", "from 28 to 29 July"),
        ("on 28-\n29 July", "on 28-29 July"),
        ("９月２\n日まで", "9月2日まで"),
        ("参加者 30\n日時 4月", "参加者 30\n日時 4月"),
        ("Programme\n1 Opening", "Programme\n1 Opening"),
    ],
)
def test_breaks_and_widths_are_undone(original, plain):
    assert read(original, WORDS).plain == plain


@given(LETTERS)
def test_each_readable_character_knows_where_it_comes_from(original):
    reading = read(original, WORDS)

    assert len(reading.plain) == len(reading.starts) == len(reading.ends)
    assert len(reading.folded) == len(reading.origins)
    assert reading.starts == sorted(reading.starts)
    for start, end in zip(reading.starts, reading.ends, strict=True):
        assert 0 <= start < end <= len(original)
