"""Draws a paper as a Word file, A4, with fonts for every script that its names are written in."""

from datetime import UTC, datetime, time
from io import BytesIO

import docx
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from partnerships.exports.taken import log_export
from partnerships.views.documents.content import Line, Paper, Section, Words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: By the attribute of w:rFonts: Latin letters, Japanese and Devanagari. Other programs find their
#: own font of the script, as long as the text is not told to be in the Latin one.
FONTS = {"ascii": "Arial", "hAnsi": "Arial", "eastAsia": "Yu Gothic", "cs": "Nirmala UI"}
LANGUAGES = {"en": "en-GB", "ja": "ja-JP", "hi": "hi-IN"}
SIZE, SMALL, HEADING, TITLE = Pt(9.5), Pt(8), Pt(10.5), Pt(15)
MARGIN = Mm(14)
TEXT_WIDTH = Mm(210) - 2 * MARGIN
GREY = RGBColor(0x44, 0x44, 0x44)


def word_file(paper: Paper, base: str) -> bytes:
    """The file; `base` is the address of the site, for links."""
    document = docx.Document()
    _set_up(document, paper)
    _head(document, paper)
    for section in paper.sections:
        _section(document, section, base)
    _sources(document, paper, base)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def word_answer(request, paper: Paper, kind: str) -> HttpResponse:
    """The file to keep, for a request; noted as an export of this `kind`."""
    base = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(word_file(paper, base), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}.docx"'
    log_export(kind, "docx", None, request)
    return response


# The document


def _set_up(document, paper) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = MARGIN
    page.bottom_margin, page.footer_distance = Mm(15), Mm(7)
    for name, size in (("Normal", SIZE), ("Title", TITLE), ("Heading 1", HEADING)):
        _style(document.styles[name], size)
    _style(document.styles["List Bullet"], SIZE)
    _footer(page.footer.paragraphs[0], paper)
    about = document.core_properties
    about.title, about.author, about.comments = f"{paper.title}: {paper.subtitle}", "Setuhashi", ""
    about.language = LANGUAGES.get(_language(), "en-GB")
    about.created = about.modified = datetime.combine(paper.on, time(), UTC)
    about.last_modified_by = "Setuhashi"


def _language() -> str:
    return (get_language() or "en")[:2]


def _style(style, size) -> None:
    """Black, in `size`, close lines of a fixed height: fonts of other scripts differ in theirs."""
    style.font.size, style.font.italic = size, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    _fonts(properties)
    complex_size = properties.find(qn("w:szCs"))
    if complex_size is None:
        complex_size = OxmlElement("w:szCs")
        properties.append(complex_size)
    complex_size.set(qn("w:val"), str(int(size.pt * 2)))
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after = Pt(0), Pt(1)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size.pt * 1.3)


def _fonts(properties) -> None:
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]  # those of the template's theme
    for attribute, font in FONTS.items():
        fonts.set(qn(f"w:{attribute}"), font)


def _footer(paragraph, paper) -> None:
    said = {"title": paper.title, "subtitle": paper.subtitle}
    _run(paragraph, _("Setuhashi · %(title)s · %(subtitle)s") % said + " · ", size=SMALL)
    _field(paragraph, "PAGE")
    _run(paragraph, " / ", size=SMALL)
    _field(paragraph, "NUMPAGES")


def _field(paragraph, instruction) -> None:
    """A number that the program fills in, such as that of the page."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    run = _run(paragraph, "1", size=SMALL)
    paragraph._p.remove(run._r)  # noqa: SLF001 - python-docx has no fields
    element.append(run._r)  # noqa: SLF001
    paragraph._p.append(element)  # noqa: SLF001


def _head(document, paper) -> None:
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle)
    notes = list(paper.notes)
    if paper.legend:
        numbers = [_("numbers lead to the sources at the end.")] if paper.sources else []
        notes.append("; ".join((*paper.legend, *numbers)))
    for note in notes:
        _run(document.add_paragraph(), note, size=SMALL, colour=GREY)


# A section


def _section(document, section: Section, base) -> None:
    document.add_heading(section.heading, 1).paragraph_format.space_before = Pt(5)
    if section.definition:
        paragraph = document.add_paragraph()
        _run(paragraph, section.definition, size=SMALL, colour=GREY)
        if section.address:
            _line(paragraph, (Words(" "), Words(_("List"), url=section.address)), base, SMALL)
    for line in section.sentences:
        _line(document.add_paragraph(), line, base)
    for line in section.points:
        _line(document.add_paragraph(style="List Bullet"), line, base)
    if section.rows:
        _table(document, section, base)
    for note in (section.empty if section.is_empty else "", section.more):
        if note:
            _run(document.add_paragraph(), note, size=SMALL, colour=GREY)


def _table(document, section: Section, base) -> None:
    width = len(section.rows[0])
    table = document.add_table(rows=0, cols=width)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _rules(table)
    if section.columns:
        cells = table.add_row().cells
        _repeated(table.rows[0])
        for cell, text in zip(cells, section.columns, strict=True):
            _run(cell.paragraphs[0], text, size=SMALL, bold=True)
    for row in section.rows:
        cells = table.add_row().cells
        for cell, line in zip(cells, row, strict=True):
            _line(cell.paragraphs[0], line, base)
    shares = section.widths or tuple(100 // width for _column in range(width))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(TEXT_WIDTH * share // 100)
        for cell in column.cells:
            cell.width = column.width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as below


def _rules(table) -> None:
    """Hairlines between the rows, nothing else; narrow cells."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no borders
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "BBBBBB")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("left", "0"), ("right", "100")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), points)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    for element in (borders, margins):  # the order of the schema: borders, layout, margins
        properties.append(element)
    if layout is not None:
        margins.addprevious(layout)


def _repeated(row) -> None:
    """The head of a table comes again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no such option


def _sources(document, paper, base) -> None:
    if not paper.sources:
        return
    document.add_heading(_("Sources"), 1).paragraph_format.space_before = Pt(5)
    for line in paper.sources:
        _line(document.add_paragraph(), line, base, size=SMALL)
    if paper.more_sources:
        _run(document.add_paragraph(), paper.more_sources, size=SMALL, colour=GREY)


# A line


def _line(paragraph, line: Line, base, size=None) -> None:
    for words in line:
        if words.url:
            _link(paragraph, words, base, size)
        elif words.text:
            _run(paragraph, words.text, size=size, bold=words.strong, lang=words.lang)
        if words.mark or words.sources:
            numbers = ",".join(map(str, words.sources))
            run = _run(paragraph, "\u2009".join(filter(None, (words.mark, numbers))), size=size)
            run.font.superscript = True


def _run(paragraph, text, *, size=None, bold=False, colour=None, lang=""):
    run = paragraph.add_run(text)
    if size:
        run.font.size = size
        _complex(run, "w:szCs", str(int(size.pt * 2)))
    if bold:
        run.font.bold = True
        _complex(run, "w:bCs")
    if colour:
        run.font.color.rgb = colour
    if lang in LANGUAGES:
        element = OxmlElement("w:lang")
        attribute = {"ja": "w:eastAsia", "hi": "w:bidi"}.get(lang, "w:val")
        element.set(qn(attribute), LANGUAGES[lang])
        run._r.get_or_add_rPr().append(element)  # noqa: SLF001 - python-docx has no languages
    return run


def _complex(run, name, value="") -> None:
    """The like of a property for Devanagari, which Word keeps apart."""
    element = OxmlElement(name)
    if value:
        element.set(qn("w:val"), value)
    run._r.get_or_add_rPr().append(element)  # noqa: SLF001 - python-docx has none of them


def _link(paragraph, words: Words, base, size) -> None:
    address = f"{base}{words.url}"
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), key)
    run = _run(paragraph, words.text, size=size, bold=words.strong, lang=words.lang)
    paragraph._p.remove(run._r)  # noqa: SLF001 - python-docx reads links and makes none
    element.append(run._r)  # noqa: SLF001
    paragraph._p.append(element)  # noqa: SLF001
