"""Text for matching, storing and addresses: folding, cleaning, refusing, slugs.

Folding is for finding only. What a person typed is what is stored and shown.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 80

# ´ is dropped before NFKC would turn it into a blank with an accent; ・ parts foreign names in
# Japanese and is as often left out as written.
_DROPPED = dict.fromkeys(map(ord, "'’‘‛ʼʻʹ′`´・･"))
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_KATAKANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_REFUSED = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)


def fold(text: str) -> str:
    """Return the text as it is compared: two spellings that fold alike are one name.

    Width, case, macrons and accents of Latin letters, katakana or hiragana, apostrophes, kinds of
    hyphen (a blank) and of white space make no difference; Devanagari vowel signs do. Idempotent.
    """
    letters = _decomposed(text.translate(_DROPPED)).translate(_DROPPED)
    letters = _VARIATION_SELECTORS.sub("", letters)
    plain = "".join(_without_accents(letters)).translate(_KATAKANA)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _decomposed(text: str) -> str:
    """Caseless and compatible form; twice, because folding case may undo the decomposition."""
    for _round in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKD", text)


def _without_accents(letters: str) -> Iterator[str]:
    base = ""
    for letter in letters:
        category = unicodedata.category(letter)
        if category == "Cf":
            continue
        if category == "Mn":
            if not unicodedata.name(base or " ", "").startswith("LATIN"):
                yield letter
            continue
        base = letter
        yield " " if category == "Pd" or letter == "−" else letter


def clean_text(text: str) -> str:
    """Return the text with LF line ends and without blanks at the ends of lines and of the whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u3000") for line in lines).rstrip("\n")


def validate_text(text: str) -> None:
    """Raise ValidationError for a character that files or databases cannot carry.

    Line feed and tab pass; run ``clean_text`` first, a carriage return is refused.
    """
    found = _REFUSED.search(text)
    if found:
        raise ValidationError(
            _("Character %(position)d is %(name)s, which cannot be stored. Remove it or type it anew."),
            code="control_character",
            params={"position": found.start() + 1, "name": _character_name(found.group())},
        )


def _character_name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\0":
        return f"{code} (NUL)"
    return code


def validate_list_name(text: str) -> None:
    """Raise ValidationError for a semicolon of any width: names are joined by it in files."""
    if ";" in unicodedata.normalize("NFKC", text):
        raise ValidationError(
            _("“%(value)s” contains a semicolon, which separates names in files. Write a comma instead."),
            code="semicolon",
            params={"value": text[:80]},
        )


def slug_from(*parts: str) -> str:
    """Return lower-case ASCII words joined by hyphens, at most 80 characters, cut at a hyphen.

    Empty when a part has letters but none of them Latin, such as 山梨: a slug of the other parts
    alone would name something else, so the caller has to fall back.
    """
    slugs = [(part, re.sub("[^a-z0-9]+", "-", fold(part)).strip("-")) for part in parts]
    if any(not slug and any(map(str.isalpha, part)) for part, slug in slugs):
        return ""
    slug = "-".join(slug for _part, slug in slugs if slug)
    if len(slug) <= SLUG_LENGTH:
        return slug
    whole, hyphen, _rest = slug[: SLUG_LENGTH + 1].rpartition("-")
    return whole if hyphen else slug[:SLUG_LENGTH]
