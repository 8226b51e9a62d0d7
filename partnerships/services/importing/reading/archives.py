"""Looks over the archive that a workbook is, before and without unpacking it into memory."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.limits import (
    MIB,
    MOST_DIRECTORY_BYTES,
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    RATIO_COUNTS_FROM,
)
from partnerships.services.importing.reading.markup import damaged, hostile

# How the end of an archive says how long its directory is (APPNOTE.TXT 4.3.16).
_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF

_ENCRYPTED = 0x1


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """The archive; what is broken in it, now or while it is read, raises FileRefused."""
    try:
        _check_directory(path)
        with ZipFile(path) as archive:
            _check_parts(archive.infolist())
            yield archive
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error):
        raise damaged() from None


def _check_directory(path: Path) -> None:
    """The directory is read whole by the library: refuse one that would fill the memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _END.size - _LONGEST_COMMENT - 20, 0))
        tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0:
        raise damaged()
    _mark, _disk, _first, _here, parts, length, _start, _comment = _END.unpack_from(tail, at)
    if _ZIP64_MARK in tail or parts > MOST_PARTS or length > MOST_DIRECTORY_BYTES:
        raise hostile()


def _check_parts(parts: list[ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if len(parts) > MOST_PARTS or len(names) < len(parts):
        raise hostile()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise hostile()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefused(_("The workbook is protected by a password. Save it without one."))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or any(map(_is_bomb, parts)):
        raise FileRefused(
            _(
                "The workbook would unpack to %(size)d MB, too much for a file of its size or "
                "more than the %(most)d MB that are read. Copy the table into a new workbook, or "
                "save it as CSV."
            )
            % {"size": unpacked // MIB, "most": MOST_UNPACKED // MIB}
        )


def _is_bomb(part: ZipInfo) -> bool:
    packed = max(part.compress_size, 1)
    return part.file_size > RATIO_COUNTS_FROM and part.file_size / packed > MOST_RATIO


def part_stream(archive: ZipFile, name: str) -> IO[bytes]:
    """The unpacked bytes of a part; raises FileRefused if the archive has none of this name.

    The library hands out no more than the directory announced, and checks the sum at the end.
    """
    names = {part.lower(): part for part in archive.namelist()}
    try:
        return archive.open(names[name.lower()])
    except KeyError:
        raise damaged() from None
