"""Made-up files as somebody uploads them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from tests.factories.attachments import PDF

_TYPES = '<Types><Override ContentType="application/vnd.%s"/></Types>'
_WORD = _TYPES % "openxmlformats-officedocument.wordprocessingml.document.main+xml"


def upload(name="paper.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")  # a forged type, which nobody believes


def archive(parts: dict[str, str]) -> bytes:
    """A zip archive of parts by their names."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return kept.getvalue()


def word(**more) -> bytes:
    """A Word document, with further parts."""
    return archive({"[Content_Types].xml": _WORD, "word/document.xml": "<document/>", **more})


def picture(form: str, *, place=False, orientation=None) -> bytes:
    """A small picture, as a camera makes it."""
    exif = Image.Exif()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    if place:
        exif[ExifTags.IFD.Exif] = {int(ExifTags.Base.DateTimeOriginal): "2025:07:01 10:00:00"}
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (35.0, 39.0, 1.0), 3: "E", 4: (138.0, 34.0, 1.0)}
    kept = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(kept, form, exif=exif, progressive=True)
    return kept.getvalue()
