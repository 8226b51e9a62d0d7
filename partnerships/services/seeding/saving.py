"""Writing what was decided: records through the one write path, reference data plainly."""

from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from partnerships.choices import Visibility
from partnerships.models.base import Record, Versioned
from partnerships.models.fields import BOUNDS
from partnerships.services import records, reference
from partnerships.services.seeding.items import Item
from partnerships.services.seeding.keys import Keys, belongs_to
from partnerships.services.seeding.report import Report

REASON = "Seeds"


class _RowsRefused(Exception):
    """Rows of a record that do not pass; takes the record back."""


def save(item: Item, keys: Keys, report: Report) -> bool:
    """Write the item with its rows; a refusal goes to the report and leaves nothing of it."""
    is_record = issubclass(item.table.model, Record)
    try:
        (_save_record if is_record else _save_reference)(item, keys, report)
    except ValidationError as error:
        refuse(item, error, report)
    except _RowsRefused:
        item.is_refused = True
    return not item.is_refused


def _save_record(item, keys, report) -> None:
    record = item.row
    if record is None:
        record = item.table.model(visibility=Visibility.PUBLIC)
    else:
        record.refresh_from_db()
    _fill(item, record, keys)
    if item.is_renumbered:
        record.reference = ""
    relations = [*_late(item, record, keys), lambda: _save_rows(item, record, keys, report)]
    records.save(record, relations, by=None, reason=REASON)
    item.row = record


def _save_reference(item, keys, report) -> None:
    row = item.row or item.table.model()
    _fill(item, row, keys)
    if isinstance(row, Versioned):
        reference.save(row, [lambda: _save_rows(item, row, keys, report)])
    else:
        row.full_clean()
    row.save()
    item.row = row


def _fill(item: Item, row: models.Model, keys: Keys) -> None:
    """Put the values into the row that are known before it has its key."""
    for column in _written(item):
        if not column.late:
            column.write(row, item.values[column.name], keys)


def _late(item: Item, row: models.Model, keys: Keys) -> list[Callable[[], None]]:
    def write(column):
        return lambda: column.write(row, item.values[column.name], keys)

    return [
        write(column)
        for column in _written(item)
        if column.late and (item.values[column.name] or item.row is not None)
    ]


def _written(item: Item):
    if item.row is None:
        return [column for column in item.columns if column.applies(item)]
    return item.writes


def _save_rows(owner: Item, record: models.Model, keys: Keys, report: Report) -> None:
    """Write the rows; citations come last, because they name other rows."""
    refused = False
    for item in sorted(owner.rows, key=lambda row: row.table.relation == "citations"):
        if not item.has_work:
            continue
        try:
            _save_row(item, record, keys)
        except ValidationError as error:
            refuse(item, error, report)
            refused = True
    if refused:
        raise _RowsRefused


def _save_row(item: Item, record: models.Model, keys: Keys) -> None:
    if item.is_dropped:
        item.row.delete()
        item.row = None
        return
    row = item.row
    if row is None:
        row = item.table.model()
        belongs_to(record, item.table.relation, row)
    _fill(item, row, keys)
    _validate(row)
    row.save()
    item.row = row


def _validate(row: models.Model) -> None:
    """All of `full_clean` but one query a link: what the keys found is there."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    row.clean()
    row.validate_unique()
    row.validate_constraints()


def refuse(item: Item, error: ValidationError, report: Report) -> None:
    """Tell each message of a failed validation at the column it is about."""
    told = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    for name, messages in told.items():
        column = _column_of(item, name)
        text = " ".join(messages)
        if item.cells.get(column):
            text = _("“%(value)s”: %(reason)s") % {"value": item.cells[column], "reason": text}
        item.refuse(report, column, text)


def _column_of(item: Item, name: str) -> str:
    """The column of the file that fills a field of the model; "" for the row as a whole."""
    if name == NON_FIELD_ERRORS:
        return ""
    stem, _underscore, bound = name.rpartition("_")
    names = {name, stem} if bound in BOUNDS else {name}
    filled = (column for column in item.columns if getattr(column.field, "name", "") in names)
    return next((column.name for column in filled), name)
