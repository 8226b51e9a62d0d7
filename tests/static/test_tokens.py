"""The colours of the site: alike in both dark sets, and readable in both themes."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT, MARK = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11

GROUNDS = ["paper", "surface", "surface-sunk"]
PAIRS = [
    *((ink, ground, TEXT) for ink in ["ink", "ink-soft", "ink-faint"] for ground in GROUNDS),
    *((ink, ground, TEXT) for ink in ["india", "japan", "wrong"] for ground in GROUNDS),
    *((state, ground, TEXT) for state in ["active", "cooling", "quiet"] for ground in GROUNDS),
    ("ink", "active-ground", TEXT),
    ("ink", "wrong-ground", TEXT),
    ("india", "india-0", TEXT),
    ("japan", "japan-0", TEXT),
    ("active", "active-ground", TEXT),
    ("cooling", "cooling-ground", TEXT),
    ("quiet", "quiet-ground", TEXT),
    ("ink-faint", "quiet-ground", TEXT),
    ("wrong", "wrong-ground", TEXT),
    ("button-ink", "button-ground", TEXT),
    ("button-ink", "button-ground-hover", TEXT),
    *(("line", ground, MARK) for ground in GROUNDS),
    *(("focus", ground, MARK) for ground in GROUNDS),
    *(("quiet-line", ground, MARK) for ground in ["paper", "surface"]),
    *(("ink-soft", f"{side}-0", TEXT) for side in ["india", "japan"]),
    *(("tile-ink", f"{side}-{step}", TEXT) for side in ["india", "japan"] for step in [1, 2]),
    ("tile-ink-middle", "india-3", TEXT),
    *(("tile-ink-deep", ground, TEXT) for ground in ["india-4", "japan-3", "japan-4"]),
    ("india-line", "surface", MARK),
    ("japan-line", "surface", MARK),
]


def tokens():
    """The three sets of colours of tokens.css: light, dark by the system, dark by choice."""
    css = Path(finders.find("partnerships/css/tokens.css")).read_text(encoding="utf-8")
    starts = [":root {", ':root:not([data-theme="light"]) {', 'html[data-theme="dark"] {']
    blocks = [css[css.index(start) :].split("}", 1)[0] for start in starts]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def luminance(colour):
    """Relative luminance of "#rrggbb", by WCAG's formula."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of two colours, 1 to 21, whichever of them is lighter."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_two_dark_sets_are_alike():
    _, by_system, by_choice = tokens()
    assert by_system == by_choice


def test_dark_sets_every_colour_that_light_sets():
    light, dark, _ = tokens()
    assert set(light) == set(dark)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_of_ink_and_ground_is_readable(theme, ink, ground, least):
    colours = dict(zip(["light", "dark"], tokens(), strict=False))[theme]
    assert contrast(colours[ink], colours[ground]) >= least
