"""What programs make of a cell that nobody touched: the same value in another dress.

Spreadsheets read `007` as 7, `true` as TRUE, `09:30` as 09:30:00 and a day in the form of their
country; a Shift-JIS file has `?` for what the encoding cannot write.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from partnerships.dates import DateError
from partnerships.services.importing.dates import readings
from partnerships.services.importing.numbers import NumberRefused, decimal

#: What a file may be written in that cannot carry every letter: Shift-JIS, and plain UTF-8, which a
#: Shift-JIS file without a Japanese letter cannot be told from.
LOSSY = frozenset({"cp932", "utf-8"})

#: A character beyond the basic plane is two units to Windows, and each may become a `?`.
_LOST = r"\?{1,2}"
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::00(?:\.0+)?)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)
_TRUTHS = {"true", "false"}


def is_twin(stored: str, cell: str, encoding: str) -> bool:
    """Whether a program may have written `cell` for `stored` without anybody editing it."""
    if stored.strip() == cell.strip():
        return True
    is_lossy = encoding == "cp932" or (encoding in LOSSY and "?" in cell)
    if is_lossy and as_saved_in_cp932(stored).fullmatch(cell):
        return True
    return _same_number(stored, cell) or _same_word(stored, cell) or _same_day(stored, cell)


def as_saved_in_cp932(text: str) -> re.Pattern[str]:
    """What becomes of a text in a Shift-JIS file, as a pattern.

    What cannot be encoded is a `?`, or the plain letter that Windows takes for an accented one.
    """
    return re.compile("".join(map(_in_cp932, text)), re.DOTALL)


def may_have_lost(stored: str, cell: str, encoding: str) -> bool:
    """Whether a `?` in the cell may stand for a letter that the file could not carry."""
    if encoding not in LOSSY or "?" not in cell or (encoding == "utf-8" and not cell.isascii()):
        return False
    return any(not _is_carried(sign) for sign in stored)


def _is_carried(sign: str) -> bool:
    try:
        return sign.encode("cp932").decode("cp932") == sign
    except UnicodeError:
        return False


def _in_cp932(sign: str) -> str:
    if _is_carried(sign):
        return re.escape(sign)
    plain = unicodedata.normalize("NFKD", sign)[:1]
    fits = plain != sign and _is_carried(plain)
    return f"(?:{_LOST}|{re.escape(plain)})" if fits else f"(?:{_LOST})"


def _same_number(stored: str, cell: str) -> bool:
    number = _number(stored)
    return number is not None and number == _number(cell)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        pass
    try:
        return decimal(text)
    except NumberRefused:
        return None


def _same_word(stored: str, cell: str) -> bool:
    if stored.casefold() in _TRUTHS:
        return stored.casefold() == cell.casefold()
    return minutes(stored) is not None and minutes(stored) == minutes(cell)


def minutes(text: str) -> int | None:
    """The minutes after midnight that a time names, None for no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour = int(found[1]) % 12 if found[3] else int(found[1])
    return (hour + 12 * (found[3] in {"p", "P"})) * 60 + int(found[2])


def _same_day(stored: str, cell: str) -> bool:
    """Whether a text that reads as a date was turned into another way of writing it."""
    if not any(sign.isdecimal() for sign in stored) or len(stored) > 40 or len(cell) > 40:
        return False
    try:
        (meant, *others) = readings(stored, "")
        if others or not meant.is_known:
            return False
        return any(
            (one.earliest, one.latest) == (meant.earliest, meant.latest)
            for one in readings(cell, meant.precision)
        )
    except DateError:
        return False
