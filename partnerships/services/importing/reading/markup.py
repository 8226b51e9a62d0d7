"""Reads XML piece by piece: no entity is expanded, and no document makes the reader grow.

The standard parser is bounded here in what it keeps by itself: depth, distinct names, the size
of one tag. What the callbacks keep is theirs to bound.
"""

import codecs
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.limits import (
    MOST_DEPTH,
    MOST_NAMES,
    MOST_STRAYS,
    MOST_TOKEN_BYTES,
)

_CHUNK = 2**16

# What looks for areas and document types in the raw bytes reads UTF-8, which all programs write;
# the parser would follow these marks against what it is told.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Attributes = dict[str, str]


def damaged() -> FileRefused:
    """The refusal of a workbook whose parts do not make sense."""
    return FileRefused(
        _("The workbook is damaged or cut off. Open it in a spreadsheet program and save it anew.")
    )


def with_doctype() -> FileRefused:
    """The refusal of a part that declares entities, or could."""
    return FileRefused(
        _(
            "The workbook declares a document type (DOCTYPE), which could hide a bomb, so it is "
            "not read. Copy the table into a new workbook."
        )
    )


def hostile() -> FileRefused:
    """The refusal of a workbook that no spreadsheet program writes."""
    return FileRefused(
        _(
            "The workbook is built in a way that no spreadsheet program writes, so it is not "
            "read. Copy the table into a new workbook."
        )
    )


class Reader:
    """Takes the elements it has handlers for, whatever their prefix, and counts the others.

    A subclass fills `starts`, `ends` and overrides `text`.
    """

    def __init__(self) -> None:
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self._depth = 0
        self._strays = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        handler = self.starts.get(name) or self._unprefixed(name)
        if handler is not None:
            handler(attributes)

    def _unprefixed(self, name: str) -> Callable[[Attributes], None] | None:
        """Learn an element under the prefix that this document writes, or count a stray one."""
        plain = name.rpartition(":")[2]
        if plain in self.starts:
            self.starts[name] = self.starts[plain]
            self.ends[name] = self.ends.get(plain, _pass)
            return self.starts[plain]
        self._strays += 1
        if self._depth > MOST_DEPTH or self._strays > MOST_STRAYS:
            raise hostile()
        return None

    def end(self, name: str) -> None:
        self._depth -= 1
        handler = self.ends.get(name)
        if handler is not None:
            handler()

    def text(self, data: str) -> None:
        """Take characters, some at a time."""


def _pass() -> None:
    """The end of an element that needs nothing done."""


def parsed(stream: IO[bytes], reader: Reader) -> Iterator[None]:
    """Tell the reader what the part holds, and pause after each piece of it.

    Raises FileRefused for what is not well formed, has a document type or passes a limit.
    """
    parser = _parser(reader)
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            if not fed and (chunk.startswith(_UTF_16) or b"\0" in chunk[:4]):
                raise damaged()
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MOST_TOKEN_BYTES or len(parser.intern) > MOST_NAMES:
                raise hostile()
            yield
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None
    yield


def _parser(reader: Reader):
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    return parser


def _refuse_doctype(*_declared) -> None:
    raise with_doctype()
