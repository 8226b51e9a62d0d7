"""The page that officials follow says what the code does: its tables of cells are tried."""

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from partnerships.dates import DateError
from partnerships.services.importing.dates import readings
from partnerships.services.importing.numbers import quantity, whole

PAGE = Path(__file__).parents[3] / "docs" / "import.md"


def examples(heading: str) -> list[tuple[str, list[str]]]:
    """(cell, what the other columns say) of the tables below a heading, a line each cell."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line.split("|")[1:-1] for line in section.splitlines() if line.startswith("| `")]
    return [
        (cell, [one.strip() for one in said])
        for cells, *said in lines
        for cell in re.findall("`(.+?)`", cells)
    ]


@pytest.mark.parametrize(("cell", "said"), examples("Dates"))
def test_each_date_of_the_page_is_read_or_refused_as_it_says(cell, said):
    with pytest.raises(DateError) if said[0].startswith("an error") else nullcontext():
        assert len(readings(cell)) == 1


@pytest.mark.parametrize(("cell", "said"), [one for one in examples("Numbers") if len(one[1]) == 1])
def test_each_number_of_the_page_is_read_or_refused_as_it_says(cell, said):
    if said[0].startswith("an error"):
        with pytest.raises(ValueError, match="lost digits"):
            whole(cell)
    else:
        assert str(whole(cell)) in said[0]


@pytest.mark.parametrize(("cell", "said"), [one for one in examples("Numbers") if len(one[1]) > 1])
def test_each_head_count_of_the_page_has_the_basis_it_says(cell, said):
    number, basis = said
    if number.startswith("an error"):
        with pytest.raises(ValueError, match="not understood"):
            quantity(cell)
    else:
        found = quantity(cell)
        assert str(found.number or "none") in re.split(r", | or ", number)
        assert found.basis == basis.replace(" ", "_")
