"""Text for matching, storing and addresses: folding, cleaning, refusing, slugs.

Folding is for finding only. What a person typed is what is stored and shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 80

_ASCII_SIGNS = {ord("'"): None, ord("`"): None, ord("-"): " "}
_VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
# ´ is dropped before NFKD would turn it into a blank with an accent; ・ parts foreign names in
# Japanese and is as often left out as written; variation selectors only choose among glyphs.
_DROPPED = dict.fromkeys((*map(ord, "'’‘‛ʼʻʹ′`´・･"), *_VARIATION_SELECTORS))
_KATAKANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_MOST_MARKS = 8  # on one letter; sorting longer runs takes the normaliser quadratic time
_SEMICOLONS = frozenset(";；\u037e︔﹔")
_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_CONTROL_NAMES = {"\x00": "U+0000 (NUL)", "\r": "U+000D (carriage return)"}


def fold(text: str) -> str:
    """Return the text as it is compared: two spellings that fold alike are one name.

    Width, case, macrons and accents of Latin letters, katakana or hiragana, apostrophes, kinds of
    hyphen (a blank) and of white space make no difference; Devanagari vowel signs do. Idempotent.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_ASCII_SIGNS).split())
    letters = "".join(_bounded(text.translate(_DROPPED)))
    for _round in range(2):  # folding case may undo the decomposition
        letters = unicodedata.normalize("NFKD", letters).casefold()
    letters = unicodedata.normalize("NFKD", letters).translate(_DROPPED)
    plain = "".join(_bounded(_without_accents(letters))).translate(_KATAKANA)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _bounded(letters: Iterable[str]) -> Iterator[str]:
    """Leave out invisible characters and the marks beyond what any script puts on a letter."""
    marks = 0
    for letter in letters:
        if unicodedata.category(letter) == "Cf":
            continue
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            yield letter


def _without_accents(letters: str) -> Iterator[str]:
    base = " "
    for letter in letters:
        category = unicodedata.category(letter)
        if category != "Mn":
            base = letter
            yield " " if category == "Pd" or letter == "−" else letter
        elif not unicodedata.name(base, "").startswith("LATIN"):
            yield letter


def clean_text(text: str) -> str:
    """Return the text with LF line ends, without blanks at line ends or empty lines at its end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u3000") for line in lines).rstrip("\n")


def validate_text(text: str) -> None:
    """Raise ValidationError for a character that files or databases cannot carry.

    Line feed and tab pass; run `clean_text` first, a carriage return is refused.
    """
    found = _REFUSED.search(text)
    if found:
        raise ValidationError(
            _(
                "Character %(position)d is the control character %(name)s, which cannot be "
                "stored. Remove it or type it anew."
            ),
            code="control_character",
            params={
                "position": found.start() + 1,
                "name": _CONTROL_NAMES.get(found[0], f"U+{ord(found[0]):04X}"),
            },
        )


def storable(text: str) -> str:
    """Return pasted text with LF line ends and a blank for each character that cannot be stored."""
    return _REFUSED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def validate_list_name(text: str) -> None:
    """Raise ValidationError for a semicolon of any width: it joins names in files."""
    if not _SEMICOLONS.isdisjoint(text):
        raise ValidationError(
            _(
                "The name contains a semicolon, which separates names in files. Write a "
                "comma instead."
            ),
            code="semicolon",
        )


def slug_from(*parts: str) -> str:
    """Return lower-case ASCII words joined by hyphens, at most 80 characters, cut at a hyphen.

    Empty when a part has letters but none of them Latin, such as 山梨: a slug of the other parts
    alone would name something else, so the caller has to fall back.
    """
    slugs = [_slug(part) for part in parts]
    if any(
        not slug and any(map(str.isalpha, part)) for slug, part in zip(slugs, parts, strict=True)
    ):
        return ""
    slug = "-".join(filter(None, slugs))
    if len(slug) <= SLUG_LENGTH:
        return slug
    whole, hyphen, _rest = slug[: SLUG_LENGTH + 1].rpartition("-")
    return whole if hyphen else slug[:SLUG_LENGTH]


def _slug(part: str) -> str:
    return re.sub("[^a-z0-9]+", "-", fold(part)).strip("-")
