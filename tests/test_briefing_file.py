"""The briefing as a Word file: what it says, its fonts, and two A4 pages with nothing cut off."""

import io
import os
import shutil
import subprocess

import docx
import pytest
from django.db import connection
from docx.oxml.ns import qn

from tests.briefings import TIE, assert_two_whole_pages
from tests.factories import PartnershipFactory, PrefectureGovernmentFactory, StateGovernmentFactory

PROGRAM = shutil.which("soffice")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def tie():
    return PartnershipFactory(
        title="Madeup Pradesh – Kakuu",
        india=StateGovernmentFactory(),
        japan=PrefectureGovernmentFactory(),
    )


def file_of(client, path) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == WORD
    return response.content


def test_the_file_says_what_the_page_says(visitor, tie):
    page = visitor.get(f"{tie.get_absolute_url()}briefing/").context["paper"]
    document = docx.Document(io.BytesIO(file_of(visitor, f"{tie.get_absolute_url()}briefing.docx")))

    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings == [section.heading for section in page.sections]
    assert document.paragraphs[0].text == page.title
    assert document.core_properties.title.startswith("Madeup Pradesh – Kakuu")


def test_every_style_names_a_font_for_japanese_and_for_devanagari(visitor, tie):
    content = file_of(visitor, f"/hi{tie.get_absolute_url()}briefing.docx")
    document = docx.Document(io.BytesIO(content))

    for name in ("Normal", "Title", "Heading 1", "List Bullet"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
        assert fonts.get(qn("w:cs")) == "Nirmala UI"
        assert not [attribute for attribute in fonts.attrib if "Theme" in attribute]
    words = " ".join(line.text for line in document.paragraphs)
    for organisation in (tie.side("IN")[0], tie.side("JP")[0]):
        assert organisation.region.name_hi in words


def test_the_file_of_a_day_is_named_for_it(visitor, tie):
    response = visitor.get(f"{tie.get_absolute_url()}briefing.docx?on=2026-12-01")

    assert f"{tie.slug}-briefing-2026-12-01.docx" in response["Content-Disposition"]


def test_no_file_is_made_for_what_is_no_day(visitor, tie):
    response = visitor.get(f"{tie.get_absolute_url()}briefing.docx?on=soon")

    assert response.status_code == 400
    assert "soon" in response.content.decode()


def test_a_hidden_partnership_has_no_file(visitor):
    tie = PartnershipFactory(officials=True)

    assert visitor.get(f"{tie.get_absolute_url()}briefing.docx").status_code == 404


@pytest.mark.usefixtures("real_records")
@pytest.mark.xdist_group("real records")
def test_the_file_is_two_pages_in_a_word_processor(visitor, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("what the program does to a file is the same on every database")
    if PROGRAM is None:
        reason = "LibreOffice is not installed (libreoffice-writer)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    (tmp_path / "briefing.docx").write_bytes(file_of(visitor, f"/{TIE}/briefing.docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [PROGRAM, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run(
        [*command, tmp_path / "briefing.docx"], check=True, capture_output=True, timeout=300
    )

    assert_two_whole_pages((tmp_path / "briefing.pdf").read_bytes())
