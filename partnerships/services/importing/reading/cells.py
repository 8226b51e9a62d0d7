"""What a file is read into: rows of cells, and why it is not read at all."""

from typing import NamedTuple, Self


class FileRefused(Exception):
    """The file is not read; the text is a sentence that says what is wrong and what to do."""


class ExcelDay(str):
    """A cell that a workbook keeps as a date: `2025-08-30`, with a time `2025-08-30 14:30`.

    A spreadsheet turns `2024-12` into a whole day as it is typed. `unit` is the smallest part
    that the cell shows in the workbook, `day`, `month` or `year`.
    """

    __slots__ = ("unit",)

    unit: str

    def __new__(cls, text: str, unit: str = "day") -> Self:
        day = super().__new__(cls, text)
        day.unit = unit
        return day


class Formula(str):
    """A cell of a workbook that holds a formula, such as `=A1+B1`; its result is not read.

    The later cells of a formula filled down may hold no more than `=`.
    """

    __slots__ = ()


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, and as many cells as there are headers."""

    number: int
    cells: tuple[str, ...]
