"""Dates as facts: partial ones in three columns, plain days in one.

Where what is recorded is one of a cell's readings, nobody edited it: spreadsheets rewrite dates in
the order of their country.
"""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.dateforms import quoted
from partnerships.dates import DateError, PartialDate, Precision, parse
from partnerships.services.importing.dates import choose, readings
from partnerships.services.importing.desk import CellRefused, Question, Value
from partnerships.services.importing.facts import Fact


class Day(Fact):
    """A plain day; the same rules as for partial dates, but a month is too little."""

    empty = None

    def one(self, cell, old, desk):
        found = _chosen(self.header, cell, Precision.DAY, "", desk, _day_known(old))
        if found.precision != Precision.DAY:
            raise CellRefused(self.header, cell, _("Write a day, such as 2025-08-30."))
        return found.earliest.isoformat() if found.earliest else None

    def shown(self, value, cell):
        return value


def _day_known(value: str | None) -> PartialDate | None:
    day = date.fromisoformat(value) if value else None
    return PartialDate(day, day, Precision.DAY) if day else None


class Date(Fact):
    """A partial date in three columns: the form of files, its precision, the text as entered."""

    empty = [None, None, Precision.UNKNOWN.value, ""]

    @property
    def columns(self):
        return self.field.columns

    def parse(self, cells, edited, old, desk):
        main, precision, text = (cells.get(header, "") for header in self.headers)
        main_header, precision_header, text_header = self.headers
        if main_header in edited and main:
            return self._from_main(
                main, precision, text if text_header in edited else "", old, desk
            )
        if text_header in edited and text:
            return self._from_text(text, old)
        if old is None and precision in ("", Precision.UNKNOWN):
            return self.empty
        if old is None or precision_header not in edited:
            raise CellRefused(precision_header, precision, self._alone())
        return self._coarser(old, precision, precision_header)

    def _from_main(self, main, precision, text, old, desk) -> Value:
        known = _date_of(old) if old else None
        stated = text if _is_date(text) else ""  # words such as "late August" decide nothing
        found = _chosen(self.header, main, precision or _precision(old), stated, desk, known)
        if known and _says(known) == _says(found):
            return [*old[:3], text or old[3]]
        return [*_value(found)[:3], text or found.text]

    def _from_text(self, text, old) -> Value:
        header = self.headers[2]
        try:
            found = parse(text)
        except DateError as error:
            if old is None or not _date_of(old).is_known:
                raise CellRefused(header, text, str(error)) from None
            return [*old[:3], text]
        if old and _date_of(old).is_known and _says(found) != _says(_date_of(old)):
            told = _("This says another date than %(column)s; change it there.")
            raise CellRefused(header, text, told % {"column": self.header})
        return [*(old or _value(found))[:3], text] if old else _value(found)

    def _coarser(self, old, precision, header) -> Value:
        known = _date_of(old)
        if precision == old[2]:
            return old
        forms = {Precision.MONTH: 7, Precision.YEAR: 4}
        if precision not in forms or known.precision not in (Precision.DAY, Precision.MONTH):
            told = _("Change %(column)s instead; the precision follows from it.")
            raise CellRefused(header, precision, told % {"column": self.header})
        return _value(parse(known.earliest.isoformat()[: forms[Precision(precision)]]))

    def _alone(self) -> str:
        return _("Fill in %(column)s; a precision alone says no date.") % {"column": self.header}

    def same(self, one, other):
        return one == other or (one[:3] == other[:3] and one[2] != Precision.UNKNOWN)

    def in_state(self, state):
        return [state.columns[column] for column in self.field.columns]

    def shown(self, value, cell):
        return _date_of(value).file_form() or value[3]

    def write(self, draft, value, old):
        setattr(draft.record, self.field.name, _date_of(value))


def _chosen(header, cell, precision, text, desk, known: PartialDate | None) -> PartialDate:
    """What a cell means: what is recorded where that is one of its readings, else as decided."""
    try:
        found = readings(cell, precision, text)
    except DateError as error:
        raise CellRefused(header, cell, str(error)) from None
    if known and any(_says(one) == _says(known) for one in found):
        return known
    if len({_says(one) for one in found}) == 1:
        return found[0]
    if not desk.day_order:
        raise CellRefused(
            header,
            cell,
            _(
                "“%(value)s” does not say which is the day and which the month; decide it once for "
                "the file, or write 2025-04-03."
            )
            % {"value": quoted(cell)},
            Question(Question.DAY_ORDER),
        )
    return choose(found, desk.day_order)


def _is_date(text: str) -> bool:
    try:
        return parse(text).is_known
    except DateError:
        return False


def _says(stated: PartialDate) -> tuple:
    return stated.earliest, stated.latest, stated.precision


def _value(stated: PartialDate) -> Value:
    first, last = stated.earliest, stated.latest
    return [
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        str(stated.precision),
        stated.text,
    ]


def _date_of(value: Value) -> PartialDate:
    first, last, precision, text = value
    return PartialDate(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        precision,
        text,
    )


def _precision(old: Value) -> str:
    return old[2] if old and old[2] != Precision.UNKNOWN else ""
