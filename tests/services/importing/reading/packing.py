"""Workbooks made part by part, as programs other than ours could make them, or an attacker."""

import io
import zipfile

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLAIN = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": (
        f'<Relationships><Relationship Id="r1" Type="{_TYPES}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships><Relationship Id="r1" Type="{_TYPES}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="r2" Type="{_TYPES}/sharedStrings" Target="strings.xml"/>'
        "</Relationships>"
    ),
}


def shared_rows(*numbers: int) -> str:
    """A sheet of one column with these shared texts below each other."""
    cells = (f'<row><c t="s"><v>{number}</v></c></row>' for number in numbers)
    return f"<worksheet><sheetData>{''.join(cells)}</sheetData></worksheet>"


def packed(
    sheet: str | bytes, strings: str | bytes = "", *, small: bool = True, **more: str | bytes
) -> bytes:
    """A workbook of one sheet; `more` adds or replaces parts, without `small` none is deflated."""
    parts = {**_PLAIN, "xl/sheet.xml": sheet, "xl/strings.xml": _sst(strings), **more}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if small else 0) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _sst(strings: str | bytes) -> str | bytes:
    return strings if isinstance(strings, bytes) else f"<sst>{strings}</sst>"
