"""Takes out of a photograph where it was taken; the picture itself is not written anew.

Cameras note the place in the Exif data, some programs again as XMP. Where one of them names it,
both are left out, with previews and films that cameras hang on behind the picture; of the Exif
data what says how to turn the picture, when and by whom it was taken stays.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

_EXIF, _XMP_NAME = b"Exif\0\0", b"GPSLatitude"
_KEPT = (
    ExifTags.Base.Orientation,
    ExifTags.Base.DateTime,
    ExifTags.Base.Artist,
    ExifTags.Base.Copyright,
)


def without_place(path: Path, form: str) -> bytes | None:
    """The picture (JPEG, PNG or WEBP) without the place; None where it names none.

    Raises ValidationError where the place cannot be taken out.
    """
    data = path.read_bytes()
    with Image.open(path, formats=[form]) as picture:
        exif = picture.getexif()
        if not exif.get_ifd(ExifTags.IFD.GPSInfo) and _XMP_NAME not in data:
            return None
        kept = _kept(exif)
    try:
        return b"".join(_REWRITING[form](data, kept))
    except (IndexError, struct.error, ValueError):
        told = _("The place where the picture was taken cannot be taken out of it; save it anew.")
        raise ValidationError(told) from None


def _kept(exif) -> bytes:
    """The Exif data that stays, b"" where nothing does."""
    found = Image.Exif()
    for tag in _KEPT:
        value = exif.get(tag)
        if isinstance(value, int | str) and value:
            found[tag] = value
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    if isinstance(taken, str) and taken:
        found[ExifTags.IFD.Exif] = {int(ExifTags.Base.DateTimeOriginal): taken}
    return found.tobytes().removeprefix(_EXIF) if len(found) else b""


# JPEG: segments of a marker, a length and data; compressed data follows a scan's (ITU T.81, B.1).


def _jpeg(data: bytes, exif: bytes) -> Iterator[bytes]:
    yield data[:2]
    if exif:
        yield b"\xff\xe1" + struct.pack(">H", len(_EXIF + exif) + 2) + _EXIF + exif
    at = 2
    while (marker := data[at + 1]) != 0xD9:
        if data[at] != 0xFF:
            raise ValueError
        if marker == 0xFF:  # filling
            at += 1
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if not _tells(marker, data[at + 4 : end]):
            yield data[at:end]
        at = end
    yield b"\xff\xd9"


def _end_of_scan(data, at) -> int:
    """Where the next marker stands that is neither escaped data nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1


def _tells(marker, content) -> bool:
    """Whether the segment is Exif, XMP, IPTC, or the list of further pictures behind this one."""
    if marker == 0xE1:
        return content.startswith((b"Exif", b"http://ns.adobe.com/"))
    return marker == 0xED or (marker == 0xE2 and content.startswith(b"MPF\0"))


# PNG: chunks of a length, a name, data and a sum.


def _png(data: bytes, exif: bytes) -> Iterator[bytes]:
    yield data[:8]
    at, name = 8, b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError
        if name not in (b"eXIf", b"tEXt", b"zTXt", b"iTXt"):
            yield data[at:end]
        if name == b"IHDR" and exif:
            yield _chunk(b"eXIf", exif)
        at = end


def _chunk(name, content) -> bytes:
    total = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", total)


# WebP: chunks of a name, a length and data, filled to an even length.


def _webp(data: bytes, exif: bytes) -> Iterator[bytes]:
    parts, at = [], 12
    end_of_file = 8 + struct.unpack_from("<I", data, 4)[0]
    while at + 8 <= min(end_of_file, len(data)):
        name, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if name == b"VP8X":
            flags = data[at + 8] & ~0x0C | (0x08 if exif else 0)
            parts.append(data[at : at + 8] + bytes([flags]) + data[at + 9 : end])
        elif name not in (b"EXIF", b"XMP "):
            parts.append(data[at:end])
        at = end
    if exif:
        filling = b"\0" * (len(exif) % 2)
        parts.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + filling)
    body = b"".join(parts)
    yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


_REWRITING = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
