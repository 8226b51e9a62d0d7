"""What the columns of a table take when it is brought back: in words, by example, by list."""

from dataclasses import dataclass, replace
from functools import singledispatch

from django.db import models
from django.utils.translation import gettext as _

from partnerships.choices import Basis
from partnerships.dateforms import EXAMPLES, Precision
from partnerships.models import (
    Initiative,
    Organisation,
    Partnership,
    Region,
    Sector,
    Source,
)
from partnerships.services.importing.date_facts import Date, Day
from partnerships.services.importing.facts import (
    Amount,
    Choice,
    Fact,
    Link,
    Links,
    Number,
    Time,
    Truth,
)
from partnerships.services.importing.row_facts import (
    People,
    Roles,
    RowsOf,
    Signatories,
    Sources,
)

#: Keys that stand in the example row, so that it could be imported once these are recorded.
_KEYS: dict[type[models.Model], str] = {
    Region: "JP-19",
    Organisation: "JP-19",
    Sector: "trade",
    Initiative: "governors-network",
    Partnership: "uttar-pradesh-yamanashi",
}


#: Examples of columns that would not make sense beside each other otherwise.
_BY_COLUMN = {
    "lead_codes": "IN-UP",
    "host_codes": "JP-19",
    "sender_codes": "",
    "participant_codes": "",
    "observer_codes": "",
    "india_codes": "IN-UP",
    "japan_codes": "JP-19",
    "made_to_code": "IN-UP",
    "time_zone": "Asia/Tokyo",
    "address": "https://www.example.org/made-up",
}


@dataclass(frozen=True)
class Note:
    """What one column takes. `values` are all that it accepts, empty for anything."""

    header: str
    takes: str
    example: str = ""
    values: tuple[str, ...] = ()
    is_number: bool = False
    is_needed: bool = False


def notes_of(fact: Fact) -> list[Note]:
    """The notes on the columns that a fact stands in, in their order."""
    return [
        replace(note, example=_BY_COLUMN.get(note.header, note.example)) for note in _notes(fact)
    ]


@singledispatch
def _notes(fact: Fact) -> list[Note]:
    longest = getattr(fact.field, "max_length", None)
    needed = _is_needed(fact)
    return [
        Note(
            fact.header,
            _("A text of at most %(most)d characters.") % {"most": longest}
            if longest
            else _("A text."),
            _("Made-up example") if needed else "",
            is_needed=needed,
        )
    ]


def _is_needed(fact: Fact) -> bool:
    """Whether a new record has to state it."""
    field = fact.field
    needed = isinstance(field, models.Field) and not field.blank and not field.has_default()
    return needed and not field.many_to_many


def _one_of(header: str, values, example: str = "", *, is_needed: bool = False) -> Note:
    known = tuple(str(value) for value in values if value != "")
    return Note(header, _("One of the allowed values."), example, known, is_needed=is_needed)


@_notes.register
def _choice(fact: Choice) -> list[Note]:
    values = [code for code, _label in fact.field.flatchoices if code != ""]
    example = str(fact.field.get_default() or values[0])
    return [_one_of(fact.header, values, example, is_needed=_is_needed(fact))]


@_notes.register
def _truth(fact: Truth) -> list[Note]:
    return [_one_of(fact.header, ("yes", "no"), "no")]


@_notes.register
def _number(fact: Number) -> list[Note]:
    return [Note(fact.header, _("A number."), "3", is_number=True, is_needed=_is_needed(fact))]


@_notes.register
def _time(fact: Time) -> list[Note]:
    return [Note(fact.header, _("A time of day, such as 09:30."), "09:30")]


@_notes.register
def _day(fact: Day) -> list[Note]:
    return [Note(fact.header, _("A day, such as 2025-08-30."))]


@_notes.register
def _date(fact: Date) -> list[Note]:
    main, precision, text = fact.headers
    forms = _("A date as far as it is known: %(forms)s. Nobody has to know the day.")
    return [
        Note(main, forms % {"forms": EXAMPLES}, "2025-08", is_needed=_is_needed(fact)),
        _one_of(precision, Precision, "month"),
        Note(text, _("The words of the source; may be left empty.")),
    ]


@_notes.register
def _amount(fact: Amount) -> list[Note]:
    number, basis, text = fact.headers
    return [
        Note(
            number, _("A number, or what was stated: about 70, 200 (planned), 5 lakh."), "about 70"
        ),
        _one_of(basis, Basis.values),
        Note(text, _("The words of the source; may be left empty.")),
    ]


@_notes.register
def _link(fact: Link) -> list[Note]:
    model = fact.field.related_model
    takes = _("A key, or any name: %(kind)s.") % {"kind": model._meta.verbose_name}
    return [Note(fact.header, takes, _KEYS.get(model, ""), is_needed=_is_needed(fact))]


@_notes.register
def _links(fact: Links) -> list[Note]:
    return [_several(fact.header, fact.field.related_model)]


@_notes.register
def _rows(fact: RowsOf) -> list[Note]:
    return [_several(fact.header, Organisation)]


@_notes.register
def _signatories(fact: Signatories) -> list[Note]:
    main, beside = fact.headers
    takes = _("Whom each signature binds, in the order of %(column)s.") % {"column": main}
    return [_several(main, Organisation), Note(beside, takes)]


@_notes.register
def _roles(fact: Roles) -> list[Note]:
    main, beside = fact.headers
    roles = fact.row_model._meta.get_field(fact.second).flatchoices
    takes = _("The role of each, in the order of %(column)s, parted by semicolons: %(values)s.")
    codes = [str(code) for code, _label in roles if code]
    values = {"column": main, "values": ", ".join(codes)}
    return [_several(main, Organisation), Note(beside, takes % values, codes[0])]


@_notes.register
def _people(fact: People) -> list[Note]:
    takes = _("The names of people as printed, parted by semicolons.")
    return [Note(fact.header, takes, "Made-up Person; Another Person")]


@_notes.register
def _sources(fact: Sources) -> list[Note]:
    return [_several(fact.header, Source)]


def _several(header: str, model) -> Note:
    takes = _("Keys, or any names, parted by semicolons: %(kind)s.")
    return Note(header, takes % {"kind": model._meta.verbose_name_plural}, _KEYS.get(model, ""))
