"""Where in a record the words of a search stand, told in one line."""

import re

from partnerships.models.fields import FoldedField
from partnerships.text import fold

MOST_CHARACTERS = 160
_SENTENCE_ENDS = re.compile(r"(?<=[.!?。！？।])\s*|\n+")


def passage(record, text: str) -> str:
    """The first sentence or further name of the record that holds a word of `text`, shortened.

    "" where its shown title holds them all, or nothing but its parties.
    """
    words = [word for word in map(fold, text.split()) if word]
    missing = [word for word in words if word not in fold(_title(record))]
    for text_of in _texts(record) if missing else ():
        for sentence in _SENTENCE_ENDS.split(text_of):
            if any(word in fold(sentence) for word in missing):
                return _around(sentence.strip(), missing)
    return ""


def _title(record) -> str:
    return f"{record.key} {getattr(record, 'shown_title', '')} {record}"


def _texts(record) -> list[str]:
    column = next(
        field
        for field in record._meta.concrete_fields
        if isinstance(field, FoldedField) and field.name == "search_text"
    )
    return [str(getattr(record, name) or "") for name in column.of]


def _around(sentence: str, words: list[str]) -> str:
    """The sentence, or as much of it around the first word as there is room for."""
    if len(sentence) <= MOST_CHARACTERS:
        return sentence
    plain = sentence.casefold()
    start = min((at for at in map(plain.find, words) if at >= 0), default=0)
    start = max(0, min(start - MOST_CHARACTERS // 3, len(sentence) - MOST_CHARACTERS))
    cut = sentence[start : start + MOST_CHARACTERS].strip()
    return f"{'… ' if start else ''}{cut}{' …' if start + MOST_CHARACTERS < len(sentence) else ''}"
