"""Which files may be attached: by the ending of the name and by what is in them, both."""

import hashlib
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from partnerships.models.attachments import MEDIA_TYPES, FileKind
from partnerships.services.files.places import without_place
from partnerships.services.importing.reading import archives, encodings
from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.limits import MIB

LONGEST_NAME = 255
#: More pixels than any camera takes; a picture that unpacks to more is a trap.
MOST_PIXELS = 150_000_000
#: Where a reader looks for the end of a PDF.
_TAIL = 2048
_ENDINGS = {**{kind.value: kind for kind in FileKind}, "jpeg": FileKind.JPEG}
_PICTURES = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
#: What the list of parts of an office file calls the main one; one with macros has another name.
_MAIN_PARTS = {
    FileKind.DOCX: b"wordprocessingml.document.main+xml",
    FileKind.XLSX: b"spreadsheetml.sheet.main+xml",
    FileKind.PPTX: b"presentationml.presentation.main+xml",
}


@dataclass(frozen=True)
class Checked:
    """A file that may be attached, as it will be kept."""

    kind: FileKind
    name: str
    size: int
    sha256: str
    content: File
    #: Whether the place where the picture was taken was taken out.
    lost_its_place: bool = False


def accepted_endings() -> list[str]:
    return [f".{ending}" for ending in _ENDINGS]


def check(upload: UploadedFile) -> Checked:
    """The upload as it may be kept; raises ValidationError with a sentence where it may not."""
    name = shown_name(upload.name or "")
    kind = _ENDINGS.get(PurePosixPath(name).suffix.removeprefix(".").lower())
    if kind is None:
        told = _("“%(name)s” is of a kind that is not kept. Accepted are %(kinds)s.")
        raise ValidationError(told % {"name": name, "kinds": ", ".join(accepted_endings())})
    _check_size(upload, name)
    upload.seek(0)
    with _on_disk(upload) as path:
        _check_content(path, kind, name)
        plain = without_place(path, _PICTURES[kind]) if kind in _PICTURES else None
    content = File(upload.file) if plain is None else ContentFile(plain)
    size = (upload.size or 0) if plain is None else len(plain)
    return Checked(kind, name, size, _digest(content), content, plain is not None)


def shown_name(name: str) -> str:
    """The name that a file had with its owner: without folders and invisible signs, not too long.

    It is shown and sent as a header; no file is ever stored under it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    if len(printable) <= LONGEST_NAME:
        return printable
    ending = PurePosixPath(printable).suffix[:10]
    return printable[: LONGEST_NAME - len(ending)] + ending


def _check_size(upload, name) -> None:
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if upload.size > settings.SETUHASHI_FILE_MB * MIB:
        told = _("“%(name)s” has %(size)d MB; at most %(most)d MB are kept of a file.")
        size = -(-upload.size // MIB)
        raise ValidationError(
            told % {"name": name, "size": size, "most": settings.SETUHASHI_FILE_MB}
        )


@contextmanager
def _on_disk(upload) -> Iterator[Path]:
    """The path of the upload; a small one is held in memory until then."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _check_content(path: Path, kind: FileKind, name: str) -> None:
    if kind in (FileKind.TXT, FileKind.CSV):
        _check_text(path, name)
        return
    if not _holds(path, kind):
        told = _(
            "“%(name)s” does not hold what its name says (%(kind)s): it is damaged, protected by "
            "a password, has macros, would unpack to too much, or is another kind of file."
        )
        raise ValidationError(told % {"name": name, "kind": kind.label})


def _check_text(path, name) -> None:
    try:
        encodings.encoding_of(path)
    except FileRefused:
        told = _("“%(name)s” is no text in UTF-8, UTF-16 or Shift-JIS.") % {"name": name}
        raise ValidationError(told) from None


def _holds(path, kind) -> bool:
    if kind == FileKind.PDF:
        return _is_pdf(path)
    if kind in _PICTURES:
        return _is_picture(path, _PICTURES[kind])
    try:
        with archives.opened(path) as archive:
            return _is_office_file(archive, kind)
    except FileRefused:
        return False


def _is_pdf(path) -> bool:
    with path.open("rb") as file:
        starts = file.read(5) == b"%PDF-"
        file.seek(max(path.stat().st_size - _TAIL, 0))
        return starts and b"%%EOF" in file.read()


def _is_picture(path, form: str) -> bool:
    """Whether a picture of this form can be read, of a size that a computer can draw."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own, lower bound of pixels
            with Image.open(path, formats=[form]) as picture:
                width, height = picture.size
                picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False
    return 0 < width * height <= MOST_PIXELS


def _is_office_file(archive: ZipFile, kind) -> bool:
    if kind in _MAIN_PARTS:
        names = {name.lower() for name in archive.namelist()}
        has_macros = any(name.endswith("vbaproject.bin") for name in names)
        return not has_macros and _MAIN_PARTS[kind] in _start_of(archive, "[Content_Types].xml")
    return _start_of(archive, "mimetype").strip() == MEDIA_TYPES[kind].encode()


def _start_of(archive, name) -> bytes:
    with archives.part_stream(archive, name) as part:
        return part.read(MIB)


def _digest(content: File) -> str:
    found = hashlib.sha256()
    for chunk in content.chunks():
        found.update(chunk)
    content.seek(0)
    return found.hexdigest()
