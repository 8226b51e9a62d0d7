"""Reads uploaded tables, CSV files and workbooks: what they are written in, headers and rows.

Nothing here knows a model or the database; what a cell means is decided by those who ask.
"""

from partnerships.services.importing.reading.cells import ExcelDay, FileRefused, Formula, Row

__all__ = ["ExcelDay", "FileRefused", "Formula", "Row"]
