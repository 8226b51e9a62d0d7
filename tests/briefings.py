"""The briefing on Uttar Pradesh and Yamanashi on paper, whoever printed it."""

import io
import re
from unicodedata import normalize

from pypdf import PdfReader

TIE = "partnerships/uttar-pradesh-yamanashi"
A4 = (595, 842)
#: What stands on the paper from its first line to its last.
TOLD = (
    "Uttar Pradesh",
    "山梨",
    "UP-Yamanashi MoU (basic agreement)",
    "Last from India to Japan: 25-26 Feb 2026",
    "200 chief executives",
    "Kotaro Nagasaki",
    "Green hydrogen training",
    "Next dates",
    "14. Yamanashi governor strengthens ties",
)


def assert_two_whole_pages(pdf: bytes) -> None:
    """Two A4 pages that hold the first line, the last, and what lies between."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    words = re.sub(r"\s+", " ", normalize("NFKC", text))  # a browser writes 山 as the radical ⼭

    assert len(pages) == 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4}
    assert [told for told in TOLD if told not in words] == []
