"""Where tiles and ties stand on the tile map."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from partnerships.views.front.geometry import (
    HEIGHT,
    MARKS,
    PITCH,
    TILE,
    VIEWS,
    WIDTH,
    corner,
    curve,
    level,
    lines_of,
    short_prefecture,
)


def test_tiles_of_neighbours_touch_without_overlapping():
    one, below, beside = corner("IN", 2, 4), corner("IN", 3, 4), corner("IN", 2, 5)
    assert (below.x, below.y - one.y) == (one.x, PITCH)
    assert (beside.x - one.x, beside.y) == (PITCH, one.y)
    assert TILE < PITCH


def test_a_tie_leaves_its_state_to_the_right_and_reaches_its_prefecture_from_the_left():
    state, prefecture = corner("IN", 6, 4), corner("JP", 11, 4)
    tie = curve(state, prefecture)

    assert tie.start == (state.x + TILE, state.y + TILE / 2)
    assert tie.end == (prefecture.x, prefecture.y + TILE / 2)
    assert tie.path.startswith(f"M{tie.start.x:g} {tie.start.y:g}C")
    across = [tie.at(share / 20).x for share in range(21)]
    assert all(left < right for left, right in pairwise(across))


@pytest.mark.parametrize("x", MARKS)
def test_the_mark_of_a_tie_lies_on_it_between_the_countries(x):
    tie = curve(corner("IN", 0, 3), corner("JP", 14, 0))
    mark = tie.at_x(x)

    assert mark.x == pytest.approx(x, abs=0.1)
    assert tie.start.y < mark.y < tie.end.y
    india, japan = VIEWS["IN"], VIEWS["JP"]
    assert india[0] + india[2] < mark.x < japan[0]


def test_the_style_sheet_places_the_countries_where_the_ties_are_drawn_to():
    sheet = Path(finders.find("partnerships/css/components/tile-map.css"))
    css = sheet.read_text(encoding="utf-8")
    for country, name in (("IN", "india"), ("JP", "japan")):
        rule = re.search(rf"\.tile-map__country--{name} {{(.*?)}}", css, re.DOTALL)[1]
        placed = {key: int(share) for key, share in re.findall(r"(\w+): (\d+)%?;", rule)}
        x, y, width, _height = VIEWS[country]
        assert placed == {
            "left": 100 * x / WIDTH,
            "top": 100 * y / HEIGHT,
            "width": 100 * width / WIDTH,
        }
    assert f"  width: {TILE}px;\n  height: {TILE}px;" in css


def test_the_more_ties_the_darker_up_to_four():
    assert [level(number) for number in (0, 1, 2, 3, 4, 5, 40)] == [0, 1, 2, 3, 4, 4, 4]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Toyama", ("Toyama",)),
        ("Yamanashi", ("Yama-", "nashi")),
        ("Hokkaido", ("Hok-", "kaido")),
        ("Shizuoka", ("Shizu-", "oka")),
        ("神奈川", ("神奈川",)),
        ("कागोशिमा", ("कागोशिमा",)),
        ("Kakuu 48", ("Kakuu", "48")),
        ("Xxxxxxxxxx", ("Xxxxxxxxxx",)),
    ],
)
def test_a_long_name_is_broken_between_syllables(name, lines):
    assert lines_of(name) == lines


@pytest.mark.parametrize(
    ("name", "short"),
    [("京都府", "京都"), ("東京都", "東京"), ("北海道", "北海道"), ("山梨県", "山梨")],
)
def test_the_word_for_prefecture_is_left_out_in_japanese(name, short):
    assert short_prefecture(name) == short
