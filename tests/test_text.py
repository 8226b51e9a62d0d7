"""Folding, cleaning and refusing text; slugs."""

import sys
import time
import unicodedata
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from hypothesis import given
from hypothesis import strategies as st

from partnerships.text import (
    SLUG_LENGTH,
    clean_text,
    fold,
    slug_from,
    validate_list_name,
    validate_text,
)

any_text = st.text(alphabet=st.characters(codec=None))
HARD_TO_FOLD = (
    "'’´`ʼ-–−・ｶﾞガヴヷー゛ạ̄ōßİıŉﬃǰΐᾳᾼй葛\U000e0100\u200d\ufeff\u3099\u0301\u0323\u0345 ज़क़ि 가각"
)


def is_assigned(letter):
    return unicodedata.category(letter) not in ("Cn", "Co")


# Folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ōita", "Oita"),
        ("Hyōgo", "HYOGO"),
        ("O\u0304ita", "Ōita"),
        ("Arunāchal Pradesh", "arunachal  pradesh"),
        ("Tamil Nāḍu", "Tamil Nadu"),
        ("San'in", "San’in"),
        ("San'in", "Sanin"),
        ("Jun´ichi", "Junichi"),
        ("Oita-ken", "Oita ken"),
        ("Jammu‑Kashmir", "Jammu – Kashmir"),
        ("Ｏｉｔａ　県", "oita 県"),
        ("ヤマナシ", "やまなし"),
        ("ﾔﾏﾅｼ", "ヤマナシ"),
        ("ｷﾞﾌ", "ぎふ"),
        ("ｼﾞｬﾝﾑｰ", "ジャンムー"),
        ("ヴィシャーカパトナム", "ゔぃしゃーかぱとなむ"),
        ("ヵヶヽヾ", "ゕゖゝゞ"),
        ("アーンドラ・プラデーシュ", "アーンドラプラデーシュ"),
        ("葛\U000e0100城市", "葛城市"),
        ("か\u3099", "が"),
        ("Straße", "STRASSE"),
        ("ﬁrm", "firm"),
        ("\u200bDelhi\ufeff", "Delhi"),
        ("उत्तर\u200d प्रदेश", "उत्तर प्रदेश"),
    ],
)
def test_these_spellings_are_one_name(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("हिन्दी", "हन्द"),  # vowel signs are no accents
        ("की", "का"),
        ("ज़", "ज"),  # nor is the nukta
        ("トーキョー", "トキョ"),  # the mark of a long vowel counts
        ("が", "か"),
        ("й", "и"),  # accents of Latin letters only
        ("山梨", "山形"),
        ("Oita", "Oota"),
    ],
)
def test_these_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_folded_text_reads_as_expected():
    assert fold("  Ōita-KEN\n(大分県) ") == "oita ken (大分県)"
    assert fold("उत्तर प्रदेश") == "उत्तर प्रदेश"
    assert fold("オオイタ") == "おおいた"
    assert fold(" - ") == ""


@given(any_text)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=HARD_TO_FOLD))
def test_folding_twice_changes_nothing_in_the_hard_cases(text):
    assert fold(fold(text)) == fold(text)


def test_folding_twice_changes_no_single_character():
    assigned = filter(is_assigned, map(chr, range(sys.maxunicode + 1)))
    assert [letter for letter in assigned if fold(fold(letter)) != fold(letter)] == []


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_ascii_folds_as_it_does_among_other_letters(text):
    assert fold(f"{text} 県") == f"{fold(text)} 県".strip()


@given(st.lists(any_text), st.lists(st.text(alphabet=HARD_TO_FOLD)))
def test_texts_fold_by_themselves_as_they_do_among_others(some, others):
    texts = some + others
    assert " ".join(filter(None, map(fold, texts))) == fold("\n".join(texts))


@given(any_text)
def test_canonically_equal_texts_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(any_text)
def test_folded_text_holds_no_capital_no_blank_at_the_ends_and_none_doubled(text):
    folded = fold(text)
    assert folded == folded.casefold() or not folded.isascii()
    assert folded == " ".join(folded.split())


@given(st.text(alphabet="ōŌāĀḍṃśñ'’ʼéüÅ"))
def test_accented_latin_folds_to_ascii(text):
    assert fold(text).isascii()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "'",
        " ",
        "-",
        "é",
        "ｶﾞ",
        "\u0301\u0323",
        "a\u0301\u0323",
        "क\u0301\u0323",
        "\u0301\u0323\u200d",
        ";",
        "\r",
    ],
)
def test_hostile_text_is_handled_at_once(piece):
    text = (piece * 100_000)[:100_000]
    started = time.perf_counter()
    fold(text)
    clean_text(text)
    slug_from(text)
    for validate in (validate_text, validate_list_name):
        with suppress(ValidationError):
            validate(text)
    assert time.perf_counter() - started < 3


# Cleaning and refusing


def test_line_ends_become_line_feeds():
    assert clean_text("one\r\ntwo\rthree\nfour\n\r\n") == "one\ntwo\nthree\nfour"


def test_trailing_blanks_go_and_leading_ones_stay():
    assert clean_text("  one \t\n\n  two\u3000 ") == "  one\n\n  two"
    assert clean_text(" \n ") == ""


@given(any_text)
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(any_text)
def test_cleaning_keeps_every_line_and_every_visible_character(text):
    assert "".join(clean_text(text).split()) == "".join(text.split())
    assert "\r" not in clean_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two\nlines",
        "a\ttab",
        "Ōita 大分県 उत्तर प्रदेश",
        "क्\u200dष",
        "\u202bעברית\u202c",
        "👩\u200d🌾",
        "\ufffd",
        "\u2028",
    ],
)
def test_text_in_any_script_passes(text):
    assert validate_text(text) is None


@pytest.mark.parametrize(
    ("text", "position", "name"),
    [
        ("a\x00b", 2, "U+0000 (NUL)"),
        ("one\r\n", 4, "U+000D (carriage return)"),
        ("\x0b", 1, "U+000B"),
        ("\x1b[31m", 1, "U+001B"),
        ("del\x7f", 4, "U+007F"),
        ("\x85", 1, "U+0085"),
        ("\x9f", 1, "U+009F"),
        ("\ud83d", 1, "U+D83D"),
        ("\udfff", 1, "U+DFFF"),
        ("\ufdd0", 1, "U+FDD0"),
        ("\uffff", 1, "U+FFFF"),
        ("\U0010fffe", 1, "U+10FFFE"),
    ],
)
def test_characters_that_cannot_be_stored_are_named_with_their_place(text, position, name):
    with pytest.raises(ValidationError) as refused:
        validate_text(text)
    assert name in refused.value.messages[0]
    assert f"Character {position} " in refused.value.messages[0]


def test_every_control_character_but_line_feed_and_tab_is_refused():
    def passes(character):
        try:
            validate_text(character)
        except ValidationError:
            return False
        return True

    controls = [chr(code) for code in range(256) if unicodedata.category(chr(code)) == "Cc"]
    assert list(filter(passes, controls)) == ["\t", "\n"]


@given(any_text.map(clean_text))
def test_what_passes_can_be_written_as_utf8(text):
    try:
        validate_text(text)
    except ValidationError:
        return
    assert text.encode().decode() == text


@pytest.mark.parametrize("text", ["A; B", ";", "Ａ；Ｂ", "A\u037eB"])
def test_a_name_with_a_semicolon_is_refused(text):
    with pytest.raises(ValidationError, match="semicolon"):
        validate_list_name(text)


def test_other_punctuation_is_fine_in_a_name():
    assert validate_list_name("Smith & Sons, Ltd. (東京): A/B") is None


# Slugs


@pytest.mark.parametrize(
    ("parts", "slug"),
    [
        (("Uttar Pradesh", "Yamanashi"), "uttar-pradesh-yamanashi"),
        (("Pune", "Okayama City"), "pune-okayama-city"),
        (("Ōita", "Hyōgo-ken"), "oita-hyogo-ken"),
        (("Governors' Network",), "governors-network"),
        (("  A & B,  Ltd. ",), "a-b-ltd"),
        (("Ｔｏｋｙｏ　２０２０",), "tokyo-2020"),
        (("JETRO 東京",), "jetro"),
        (("Pune", "", "MoU"), "pune-mou"),
        (("Pune", "—"), "pune"),
        (("山梨",), ""),
        (("उत्तर प्रदेश",), ""),
        (("Uttar Pradesh", "山梨"), ""),
        ((), ""),
    ],
)
def test_slugs(parts, slug):
    assert slug_from(*parts) == slug


def test_a_long_slug_is_cut_at_a_hyphen():
    assert slug_from("alpha " * 30) == "-".join(["alpha"] * 13)
    assert slug_from("x" * 40, "y" * 39, "z") == "x" * 40 + "-" + "y" * 39
    assert slug_from("x" * 79, "y") == "x" * 79
    assert slug_from("x" * 78, "y") == "x" * 78 + "-y"
    assert slug_from("x" * 80, "y") == "x" * 80
    assert slug_from("x" * 100) == "x" * 80


@given(st.lists(any_text))
def test_every_slug_is_one_that_addresses_take(parts):
    slug = slug_from(*parts)
    assert len(slug) <= SLUG_LENGTH
    assert "--" not in slug
    assert slug.strip("-") == slug == slug.lower()
    if slug:
        validate_slug(slug)
