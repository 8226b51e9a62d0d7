"""What the columns of tables are called in offices."""

from collections import defaultdict

import pytest

from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing.labels import _called, _plain, header_for, labels_of
from tests.export_headers import HEADERS

SECTIONS = {name: words.split() for name, words in HEADERS.items() if "." not in name}


def header(section, text):
    return header_for(SECTIONS[section], text)


@pytest.mark.parametrize("table", IMPORT_TABLES.values(), ids=lambda table: table.slug)
def test_every_column_that_is_read_has_words_in_three_languages(table):
    assert set(IMPORT_TABLES) == set(SECTIONS)
    for name in (table.key, "version", *table.by_header):
        labels = labels_of(name)
        assert labels, name
        assert all(labels[language] for language in ("en", "ja", "hi")), name


@pytest.mark.parametrize("section", SECTIONS)
def test_no_word_means_two_columns_of_a_section(section):
    claims = defaultdict(set)
    for name in SECTIONS[section]:
        for word in _called(name):
            claims[_plain(word)].add(name)
    assert {word: names for word, names in claims.items() if len(names) > 1} == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_export_header_means_itself(section):
    for name in SECTIONS[section]:
        assert header(section, name) == header(section, f" {name} ") == name


@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_leads_to_its_column(section):
    for name in SECTIONS[section]:
        for word in _called(name):
            assert header(section, word) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("開始日", "start"),
        ("訪問日", "start"),
        ("人数", "headcount"),
        ("人　数", "headcount"),
        ("参加者数\n（人）", "headcount"),
        ("派遣元", "sender_codes"),
        ("受入先", "host_codes"),
        ("参加県", "participant_codes"),
        ("件名", "title"),
        ("件名（英語）", "title_en"),
        ("件名※", "title"),
        ("①件名", "title"),
        ("1. Title*", "title"),
        ("TITLE", "title"),
        ("Start Date", "start"),
        ("start_date", "start"),
        ("Start (dd/mm/yyyy)", "start"),
        ("Head-count", "headcount"),
        ("No. of delegates", "headcount"),
        ("ＳＴＡＲＴ", "start"),
        ("शीर्षक", "title"),
        ("प्रारंभ तिथि", "start"),
        ("Sectors", "sector_slugs"),
        ("開始日の精度", "start_precision"),
        ("目的", "purpose"),
        ("Ref", "ref"),
    ],
)
def test_headers_of_offices_are_understood(text, expected):
    assert header("delegations", text) == expected


@pytest.mark.parametrize("text", ["", "No.", "番号", "備忘", "x" * 5000, "(人)", "担当者電話"])
def test_other_headers_are_unknown(text):
    assert header("delegations", text) is None


def test_a_word_of_another_section_is_unknown():
    assert header("agreements", "署名日") == "signed"
    assert header("delegations", "署名日") is None
