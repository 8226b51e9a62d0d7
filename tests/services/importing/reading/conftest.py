"""Files to read, written as the programs of offices write them."""

from collections.abc import Callable

import pytest
from openpyxl import Workbook

from partnerships.services.importing.reading import Table, open_table

KNOWN = {
    **{name: name for name in ("ref", "title", "start", "end", "headcount", "lead_codes")},
    "件名": "title",
    "開始日": "start",
    "終了日": "end",
    "人数": "headcount",
    "派遣元": "lead_codes",
    "शीर्षक": "title",
}


def knows(text: str) -> str | None:
    return KNOWN.get(text)


@pytest.fixture
def opened(tmp_path) -> Callable[..., Table]:
    """Open bytes, or a text in UTF-8, as a file that was uploaded under a name."""

    def open_it(content: bytes | str, name: str = "delegations.csv", sheet: str = "") -> Table:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_table(path, name, knows, sheet)

    return open_it


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Table]:
    """Open the workbook that a function fills by its first sheet."""

    def open_it(fill: Callable, sheet: str = "") -> Table:
        book = Workbook()
        fill(book.active)
        path = tmp_path / "upload.xlsx"
        book.save(path)
        return open_table(path, "delegations.xlsx", knows, sheet)

    return open_it
