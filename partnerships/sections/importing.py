"""Sections as the importer sees them."""

from functools import partial

from partnerships.exports.cells import cells_of
from partnerships.sections import SECTIONS, Section
from partnerships.services.importing.tables import ImportTable


def import_table(section: Section) -> ImportTable:
    """What the importer is told of a section: its model, key, columns, and what an export holds."""
    return ImportTable(
        slug=section.slug,
        model=section.model,
        key=section.key,
        key_field=section.key_field,
        headers=section.sheet.headers,
        cells=partial(cells_of, section.sheet, section.model),
    )


IMPORT_TABLES: dict[str, ImportTable] = {
    section.slug: import_table(section) for section in SECTIONS
}
