"""Which files are accepted, under which names, and what is taken out of photographs."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import ExifTags, Image

from partnerships.services.files.checking import check, shown_name
from tests.uploads import archive, picture, upload, word

ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", b"%PDF-1.7\n%%EOF", "pdf"),
        ("a.jpeg", picture("JPEG"), "jpg"),
        ("a.png", picture("PNG"), "png"),
        ("a.webp", picture("WEBP"), "webp"),
        ("a.docx", word(), "docx"),
        ("a.odt", archive({"mimetype": ODT, "content.xml": "<x/>"}), "odt"),
        ("a.txt", "日本".encode("cp932"), "txt"),
        ("a.csv", "\ufeffa;b".encode("utf-16-le"), "csv"),
    ],
)
def test_the_kinds_that_are_kept(name, content, kind):
    checked = check(upload(name, content))

    assert (checked.kind, checked.size, checked.lost_its_place) == (kind, len(content), False)
    assert checked.content.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg/>"),
        ("a.html", b"<p>"),
        ("a.docm", word()),
        ("a", b"%PDF-1.7\n%%EOF"),
        ("a.pdf.exe", b"%PDF-1.7\n%%EOF"),
        ("a.pdf", picture("PNG")),
        ("a.pdf", b"<html>%PDF-1.7\n%%EOF"),
        ("a.pdf", b"%PDF-1.7\ncut off"),
        ("a.png", picture("JPEG")),
        ("a.png", picture("PNG")[:60]),
        ("a.jpg", b"GIF89a<script>"),
        ("a.docx", b"PK\x03\x04 no archive"),
        ("a.docx", archive({"mimetype": ODT})),
        ("a.docx", word(**{"word/vbaProject.bin": "x"})),
        ("a.xlsx", word()),
        ("a.docx", word(**{"word/media": "\0" * 50_000_000})),
        ("a.odt", word()),
        ("a.txt", b"MZ\x00\x01"),
        ("a.csv", b"\x80\xff\xfe"),
        ("a.pdf", b""),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(name, content):
    with pytest.raises(ValidationError, match="“a"):
        check(upload(name, content))


def test_too_large_a_file_is_refused_with_the_limit(settings):
    settings.SETUHASHI_FILE_MB = 1

    with pytest.raises(ValidationError, match="has 2 MB; at most 1 MB"):
        check(upload("a.txt", b"a" * (2**20 + 1)))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\fakepath\\paper.pdf", "paper.pdf"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        ("fdp.\u202etxt.pdf", "fdp.txt.pdf"),
        ("か\u3099.pdf", "が.pdf"),
        ("समझौता ज्ञापन.pdf", "समझौता ज्ञापन.pdf"),
        ("山" * 400 + ".pdf", "山" * 251 + ".pdf"),
        (" .pdf ", "pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_invisible_signs(given, shown):
    assert shown_name(given) == shown


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_is_taken_out_of_a_photograph_and_nothing_else(form):
    taken = picture(form, place=True, orientation=6)

    checked = check(upload(f"a.{form.lower()}", taken))

    content = checked.content.read()
    with Image.open(BytesIO(content)) as after, Image.open(BytesIO(taken)) as before:
        exif = after.getexif()
        assert after.tobytes() == before.tobytes()
        assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
        assert exif[ExifTags.Base.Orientation] == 6
        assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal][:4] == "2025"
    assert checked.lost_its_place
    assert checked.size == len(content)
    assert b"GPS" not in content
