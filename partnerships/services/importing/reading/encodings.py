"""Which encoding a text file is written in, by strict trial: never by replacing what fails."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.cells import FileRefused

UTF_8, UTF_8_WITH_BOM, UTF_16, CP932 = "utf-8", "utf-8-sig", "utf-16", "cp932"

_CHUNK = 2**18

# Python's cp932 lets the bytes 80, A0 and FD to FF pass as control and private characters, which
# no Japanese text holds; characters that a user drew (F040 to F9FC) mean nothing elsewhere.
_NO_SHIFT_JIS = re.compile("[\x80-\xa0\ue000-\uf8ff]")


def encoding_of(path: Path) -> str:
    """Return the codec that reads the whole file; raises FileRefused if none of ours does.

    The byte order mark decides, then strict UTF-8, then strict Shift-JIS as Windows writes it.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _proved(path, UTF_16)
    if start.startswith(codecs.BOM_UTF8):
        return _proved(path, UTF_8_WITH_BOM)
    for codec in (UTF_8, CP932):
        if _is_written_in(path, codec):
            return codec
    raise FileRefused(
        _(
            "The file is neither UTF-8 nor Shift-JIS text. Open it in the program that wrote it "
            "and save it as “CSV UTF-8”, or as .xlsx."
        )
    )


def _proved(path: Path, codec: str) -> str:
    if _is_written_in(path, codec):
        return codec
    raise FileRefused(
        _(
            "The file says that it is %(encoding)s text, but holds something else further on; it "
            "may be cut off. Save it anew as “CSV UTF-8”, or as .xlsx."
        )
        % {"encoding": "UTF-16" if codec == UTF_16 else "UTF-8"}
    )


def _is_written_in(path: Path, codec: str) -> bool:
    """Whether all of the file is text in this encoding; raises FileRefused for a NUL."""
    try:
        for text in _decoded(path, codec):
            if codec == CP932 and _NO_SHIFT_JIS.search(text):
                return False
            if "\0" in text:
                raise FileRefused(
                    _(
                        "The file holds NUL bytes, so it is no table written as text. Open it in "
                        "the program that wrote it and save it as “CSV UTF-8”, or as .xlsx."
                    )
                )
    except UnicodeError:
        return False
    return True


def _decoded(path: Path, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
