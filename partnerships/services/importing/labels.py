"""What the columns of tables are called in offices: the export header that a written one means.

The words are in `labels.csv`, several of a language parted by semicolons; the first is the one that
templates print.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from partnerships.csvtext import split_values
from partnerships.models.languages import LANGUAGES
from partnerships.text import fold

#: The longest text that is looked at as a header.
LONGEST = 200

Labels = Mapping[str, tuple[str, ...]]

#: How the columns beside a date, a quantity or a text are called after it, by ending.
_BESIDE: dict[str, dict[str, tuple[str, ...]]] = {
    "precision": {
        "en": ("{} precision", "Precision of {}"),
        "ja": ("{}の精度", "{}精度"),
        "hi": ("{} की सटीकता",),
    },
    "text": {
        "en": ("{} as stated", "{} as entered", "{} (text)"),
        "ja": ("{}の原文", "{}(原文)", "{}の記載"),
        "hi": ("{} मूल शब्दों में",),
    },
    "basis": {
        "en": ("{} basis", "Basis of {}"),
        "ja": ("{}の種別", "{}の確度"),
        "hi": ("{} का आधार",),
    },
    "en": {
        "en": ("{} in English", "{} (English)", "English {}"),
        "ja": ("{}(英語)", "英語{}", "英文{}", "{}英語"),
        "hi": ("{} (अंग्रेज़ी)", "अंग्रेज़ी {}"),
    },
    "ja": {
        "en": ("{} in Japanese", "{} (Japanese)", "Japanese {}"),
        "ja": ("{}(日本語)", "日本語{}", "和文{}", "{}日本語"),
        "hi": ("{} (जापानी)", "जापानी {}"),
    },
    "hi": {
        "en": ("{} in Hindi", "{} (Hindi)", "Hindi {}"),
        "ja": ("{}(ヒンディー語)", "ヒンディー語{}"),
        "hi": ("{} (हिन्दी)", "{} (हिंदी)", "हिन्दी {}"),
    },
}


def labels_of(header: str) -> Labels | None:
    """Return the words for an export header by language; None for one that is never read."""
    if header in _words():
        return _words()[header]
    base, _mark, ending = header.rpartition("_")
    if base not in _words() or ending not in _BESIDE:
        return None
    forms = _BESIDE[ending]
    return {
        language: tuple(form.format(word) for word in words for form in forms[language])
        for language, words in _words()[base].items()
    }


def header_for(section_headers: Collection[str], text: str) -> str | None:
    """Return the export header of the section that a written header means, None for an unknown one.

    The header itself or a label of it in English, Japanese or Hindi; width, case, line breaks,
    numbering, asterisks and, where it is not known with them, remarks in brackets do not count.
    """
    if text.strip() in section_headers:
        return text.strip()
    if len(text) > LONGEST:
        return None
    known = _known(tuple(section_headers))
    return known.get(_plain(text)) or known.get(_plain(_BRACKETS.sub(" ", text)))


@cache
def _words() -> dict[str, Labels]:
    with Path(__file__).with_name("labels.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["header"]: {name: tuple(split_values(row[name])) for name in LANGUAGES}
            for row in csv.DictReader(file)
        }


@cache
def _known(headers: tuple[str, ...]) -> dict[str, str]:
    """{plain word: header}; a word claimed by two belongs to the first."""
    found: dict[str, str] = {}
    for header in headers:
        for word in _called(header):
            found.setdefault(_plain(word), header)
    return found


def _called(header: str) -> Iterator[str]:
    labels = labels_of(header)
    if labels:
        yield header
        for words in labels.values():
            yield from words


_BRACKETS = re.compile(r"[(（\[［【〔「][^)）\]］】〕」]*[)）\]］】〕」]")
_NUMBERING = re.compile(r"^\(?\d{1,2}(?:[.):、 ]\s*(?=\D)|(?=[^\x00-\x7f]))")
_ORNAMENTS = re.compile(r"[*:()\[\]_.,、。「」【】〔〕※★☆●○■□▼▲→]+")


def _plain(text: str) -> str:
    """A header as it is compared; blanks count between Latin words alone."""
    plain = " ".join(_ORNAMENTS.sub(" ", _NUMBERING.sub("", fold(text))).split())
    return plain if plain.isascii() else plain.replace(" ", "")
