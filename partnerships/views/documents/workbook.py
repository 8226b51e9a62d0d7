"""A report as a workbook: a sheet a table, each with its definition and the address of its list."""

from typing import IO

from django.utils.translation import gettext as _

from partnerships.exports.figures import FIGURES
from partnerships.exports.formats import Tab, write_workbook
from partnerships.exports.reading import Extract
from partnerships.metrics.reports import Part
from partnerships.sections import SECTIONS
from partnerships.views.documents.report import TELLINGS, list_address, nothing

_SHEETS = {section.slug: section.sheet for section in SECTIONS}
#: What no name of a sheet may hold, and how long one may be.
_FORBIDDEN, _MOST = str.maketrans(dict.fromkeys("[]:*?/\\", "-")), 31


def workbook(parts: list[Part], user, title: str, base: str) -> tuple[IO[bytes], int]:
    """The file and how many rows it holds; raises `TooLargeError`."""
    tabs = [_tab(part, user, title, base) for part in parts]
    return write_workbook(tabs, base), sum(tab.extract.line_count for tab in tabs)


def _tab(part: Part, user, title, base) -> Tab:
    telling = TELLINGS[part.key]
    extract = Extract(part.rows, _SHEETS.get(part.section, FIGURES), user)
    address = list_address(part)
    number = _("Rows: %(number)d.") % {"number": extract.line_count}
    above = (
        title,
        f"{telling.definition} {number if extract.line_count else nothing()}",
        f"{base}{address}" if address else _("There is no list of these."),
    )
    return Tab(str(telling.heading).translate(_FORBIDDEN)[:_MOST], extract, above)
