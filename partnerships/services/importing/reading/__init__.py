"""Reads uploaded tables, CSV files and workbooks: what they are written in, headers and rows.

Nothing here knows a model or the database; what a cell means is decided by those who ask.
"""

from partnerships.services.importing.reading.cells import ExcelDay, FileRefused, Formula, Row
from partnerships.services.importing.reading.opening import open_table
from partnerships.services.importing.reading.tables import Table

__all__ = ["ExcelDay", "FileRefused", "Formula", "Row", "Table", "open_table"]
