"""Numbers of cells: digits, and counts as offices word them."""

import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.choices import Basis
from partnerships.services.importing.numbers import NumberRefused, decimal, quantity, whole


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("70", 70),
        (" 70 ", 70),
        ("007", 7),
        ("70.0", 70),
        ("７０", 70),
        ("७०", 70),
        ("1,234", 1234),
        ("1，234", 1234),
        ("1,00,000", 100000),
        ("12,34,56,789", 123456789),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("-5", -5),
    ],
)
def test_whole_numbers_are_read_in_any_width_and_grouping(cell, number):
    assert whole(cell) == number


@given(st.integers(0, 10**15))
def test_a_number_with_thousands_parted_is_itself(number):
    assert whole(str(number)) == whole(f"{number:,}") == number


def test_decimals_are_exact():
    assert decimal("12.5") == Decimal("12.5")
    assert decimal("1,234.56") == Decimal("1234.56")
    assert decimal("１２．５") == Decimal("12.5")


@pytest.mark.parametrize(
    "cell",
    ["", "about 70", "70人", "1,23", "12,5", "1,2345", "0x10", "12%", "#REF!", "٧٠", "9" * 40],
)
def test_what_is_no_number_in_digits_is_refused_with_an_example(cell):
    for read in (whole, decimal):
        with pytest.raises(NumberRefused, match="for example 70"):
            read(cell)


def test_a_part_is_no_whole_number():
    with pytest.raises(NumberRefused, match="not a whole number"):
        whole("12.5")


@pytest.mark.parametrize("read", [whole, decimal, quantity])
def test_a_number_that_lost_its_digits_is_refused(read):
    with pytest.raises(NumberRefused, match="lost digits"):
        read("1.23E+11")


# Counts


@pytest.mark.parametrize("cell", ["70", "1,234", "７０", "70.0"])
def test_digits_alone_are_an_exact_count_without_words(cell):
    found = quantity(cell)
    assert (found.number, found.basis, found.text) == (whole(cell), Basis.EXACT, "")


@pytest.mark.parametrize(
    ("cell", "number", "basis"),
    [
        ("about 70", 70, Basis.ABOUT),
        ("About 70 people", 70, Basis.ABOUT),
        ("approx. 70", 70, Basis.ABOUT),
        ("~70", 70, Basis.ABOUT),
        ("c. 70", 70, Basis.ABOUT),
        ("70-odd", 70, Basis.ABOUT),
        ("over 50", 50, Basis.AT_LEAST),
        ("more than 1,200 visitors", 1200, Basis.AT_LEAST),
        ("at least 50", 50, Basis.AT_LEAST),
        ("70+", 70, Basis.AT_LEAST),
        ("50 or more", 50, Basis.AT_LEAST),
        ("≥50", 50, Basis.AT_LEAST),
        ("44 members", 44, Basis.EXACT),
        ("44 senior officials", 44, Basis.EXACT),
        ("70 pax", 70, Basis.EXACT),
        ("twenty-five", 25, Basis.EXACT),
        ("a dozen", 12, Basis.EXACT),
        ("two hundred delegates", 200, Basis.EXACT),
        ("Total 44", 44, Basis.EXACT),
        ("16 (planned)", 16, Basis.PLANNED),
        ("200 CEOs (planned)", 200, Basis.PLANNED),
        ("planned: 30", 30, Basis.PLANNED),
        ("about 30 (expected)", 30, Basis.PLANNED),
        ("50-60", 50, Basis.AT_LEAST),
        ("50 to 60 people", 50, Basis.AT_LEAST),
        ("44 (30 officials, 14 from firms)", 44, Basis.EXACT),
        ("5 lakh", 500_000, Basis.EXACT),
        ("2.5 crore", 25_000_000, Basis.EXACT),
        ("over 5 lakh students", 500_000, Basis.AT_LEAST),
        ("more than 500,000", 500_000, Basis.AT_LEAST),
        ("3 million", 3_000_000, Basis.EXACT),
        ("1,234人", 1234, Basis.EXACT),
        ("約70名", 70, Basis.ABOUT),
        ("約７０名", 70, Basis.ABOUT),
        ("70名程度", 70, Basis.ABOUT),
        ("100人規模", 100, Basis.ABOUT),
        ("50名以上", 50, Basis.AT_LEAST),
        ("50人超", 50, Basis.AT_LEAST),
        ("総勢44名", 44, Basis.EXACT),
        ("五十名", 50, Basis.EXACT),
        ("50～60名", 50, Basis.AT_LEAST),
        ("30名（予定）", 30, Basis.PLANNED),
        ("約30名予定", 30, Basis.PLANNED),
        ("44名(うち女性20名)", 44, Basis.EXACT),
        ("5万人", 50_000, Basis.EXACT),
        ("लगभग 70", 70, Basis.ABOUT),
        ("लगभग ७० लोग", 70, Basis.ABOUT),
        ("50 से अधिक", 50, Basis.AT_LEAST),
        ("कम से कम 50 प्रतिनिधि", 50, Basis.AT_LEAST),
        ("44 सदस्य", 44, Basis.EXACT),
        ("5 लाख", 500_000, Basis.EXACT),
        ("3 हज़ार", 3000, Basis.EXACT),
        ("30 (प्रस्तावित)", 30, Basis.PLANNED),
    ],
)
def test_counts_in_words_keep_number_basis_and_words(cell, number, basis):
    found = quantity(cell)
    assert (found.number, found.basis, found.text) == (number, basis, cell)


@pytest.mark.parametrize("cell", ["TBD", "unknown", "未定", "数十名", "調整中", "several", "अज्ञात"])
def test_a_count_that_nobody_knows_keeps_its_words(cell):
    assert quantity(cell).number is None
    assert (quantity(cell).basis, quantity(cell).text) == (Basis.UNKNOWN, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Yamanashi",
        "70 companies",
        "70社",
        "30 + 5",
        "70%",
        "¥70",
        "70/80",
        "2025-08-30",
        "5 (lakh)",
        "",
    ],
)
def test_what_counts_nobody_is_refused_with_examples(cell):
    with pytest.raises(NumberRefused, match="約70名"):
        quantity(cell)


@given(st.text(alphabet="0123456789,.+-~ about名人約以上()planned लाख", max_size=60))
def test_any_text_is_a_count_or_refused(cell):
    with suppress(NumberRefused):
        assert quantity(cell).is_stated


@pytest.mark.parametrize("part", ["1", "1,", "about ", "a ", "(", "लगभग ", "約", "planned "])
def test_long_cells_are_answered_at_once(part):
    begun = time.perf_counter()
    for length in (190, 30_000):
        for read in (whole, quantity):
            with suppress(NumberRefused):
                read((part * length)[:length])
    assert time.perf_counter() - begun < 0.5
