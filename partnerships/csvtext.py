"""Cells and lines of CSV files: neutral when a spreadsheet opens them, unchanged when they return.

The characters are those of OWASP's page on CSV injection. Neutralising is reversible, because
exported files are edited and imported again.
"""

import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"

_SIGNS = frozenset("=+-@＝＋－＠")
_CONTROLS = frozenset("\t\r\n")
_PLAIN_NUMBER = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")


def dangerous(text: str) -> bool:
    """Return whether a spreadsheet might execute the cell, apostrophes at its start aside.

    White space before the sign hides nothing: some programs trim it before they look (see the
    csv-safe project, #25), and an apostrophe too many comes off again. Plain numbers are harmless.
    """
    content = text.lstrip("'")
    trimmed = content.lstrip()
    if _PLAIN_NUMBER.fullmatch(content):
        return False
    return content[:1] in _CONTROLS or trimmed[:1] in _SIGNS


def escape(text: str) -> str:
    """Return the cell as it is written: with one more apostrophe when it is dangerous."""
    return f"'{text}" if dangerous(text) else text


def unescape(text: str) -> str:
    """Return the cell as it was before `escape`: without the one apostrophe it added."""
    return text[1:] if text.startswith("'") and dangerous(text) else text


def join_values(values: Iterable[str]) -> str:
    """Return several values in one cell; none of them holds a semicolon (refused at entry)."""
    return "; ".join(values)


def split_values(text: str) -> list[str]:
    """Return the values of a list cell, blanks around them and empty ones left out."""
    values = (value.strip() for value in re.split("[;；]", text))
    return [value for value in values if value]


def csv_line(cells: Sequence[str]) -> str:
    """Return one RFC 4180 record: every field quoted, CRLF at the end.

    Cells are not escaped here: only text cells are, by `escape`.
    """
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"
