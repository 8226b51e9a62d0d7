"""What the columns of a table take when it is brought back: in words, by example, by list."""

from dataclasses import dataclass
from functools import singledispatch

from django.db import models
from django.utils.translation import gettext as _

from partnerships.choices import Basis
from partnerships.dateforms import EXAMPLES, Precision
from partnerships.models import (
    Initiative,
    Office,
    Organisation,
    Partnership,
    Person,
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

#: Keys that stand in the example row; regions and initiatives are those of the contract.
_KEYS: dict[type[models.Model], str] = {
    Region: "JP-19",
    Organisation: "JP-19",
    Sector: "trade",
    Initiative: "governors-network",
    Partnership: "uttar-pradesh-yamanashi",
    Person: "made-up-person",
    Source: "made-up-release",
    Office: "Made-up Office",
}


#: Which parties an example has, by column.
_PARTIES = {
    "lead_codes": "IN-UP",
    "host_codes": "JP-19",
    "india_codes": "IN-UP",
    "japan_codes": "JP-19",
    "signatory_codes": "IN-UP; JP-19",
    "party_codes": "IN-UP; JP-19",
    "member_codes": "IN-UP; JP-19",
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


@singledispatch
def notes_of(fact: Fact) -> list[Note]:
    """The notes on the columns that a fact stands in, in their order."""
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


@notes_of.register
def _choice(fact: Choice) -> list[Note]:
    values = [code for code, _label in fact.field.flatchoices if code != ""]
    example = str(fact.field.get_default() or values[0])
    return [_one_of(fact.header, values, example, is_needed=_is_needed(fact))]


@notes_of.register
def _truth(fact: Truth) -> list[Note]:
    return [_one_of(fact.header, ("yes", "no"), "no")]


@notes_of.register
def _number(fact: Number) -> list[Note]:
    return [Note(fact.header, _("A number."), "3", is_number=True, is_needed=_is_needed(fact))]


@notes_of.register
def _time(fact: Time) -> list[Note]:
    return [Note(fact.header, _("A time of day, such as 09:30."), "09:30")]


@notes_of.register
def _day(fact: Day) -> list[Note]:
    return [Note(fact.header, _("A day, such as 2025-08-30."))]


@notes_of.register
def _date(fact: Date) -> list[Note]:
    main, precision, text = fact.headers
    forms = _("A date as far as it is known: %(forms)s. Nobody has to know the day.")
    return [
        Note(main, forms % {"forms": EXAMPLES}, "2025-08", is_needed=_is_needed(fact)),
        _one_of(precision, Precision, "month"),
        Note(text, _("The words of the source; may be left empty.")),
    ]


@notes_of.register
def _amount(fact: Amount) -> list[Note]:
    number, basis, text = fact.headers
    return [
        Note(
            number, _("A number, or what was stated: about 70, 200 (planned), 5 lakh."), "about 70"
        ),
        _one_of(basis, Basis.values),
        Note(text, _("The words of the source; may be left empty.")),
    ]


@notes_of.register
def _link(fact: Link) -> list[Note]:
    model = fact.field.related_model
    takes = _("A key, or any name: %(kind)s.") % {"kind": model._meta.verbose_name}
    return [Note(fact.header, takes, _KEYS.get(model, ""), is_needed=_is_needed(fact))]


@notes_of.register
def _links(fact: Links) -> list[Note]:
    return [_several(fact.header, fact.field.related_model)]


@notes_of.register
def _rows(fact: RowsOf) -> list[Note]:
    return [_several(fact.header, Organisation)]


@notes_of.register
def _signatories(fact: Signatories) -> list[Note]:
    main, beside = fact.headers
    takes = _("Whom each signature binds, in the order of %(column)s.") % {"column": main}
    return [_several(main, Organisation), Note(beside, takes)]


@notes_of.register
def _roles(fact: Roles) -> list[Note]:
    main, beside = fact.headers
    roles = fact.row_model._meta.get_field(fact.second).flatchoices
    takes = _("The role of each, in the order of %(column)s, parted by semicolons: %(values)s.")
    values = ", ".join(str(code) for code, _label in roles if code)
    return [
        _several(main, Organisation),
        Note(beside, takes % {"column": main, "values": values}),
    ]


@notes_of.register
def _people(fact: People) -> list[Note]:
    takes = _("The names of people as printed, parted by semicolons.")
    return [Note(fact.header, takes, "Made-up Person; Another Person")]


@notes_of.register
def _sources(fact: Sources) -> list[Note]:
    return [_several(fact.header, Source)]


def _several(header: str, model) -> Note:
    takes = _("Keys, or any names, parted by semicolons: %(kind)s.")
    example = _PARTIES.get(header, "") if model is Organisation else _KEYS.get(model, "")
    return Note(header, takes % {"kind": model._meta.verbose_name_plural}, example)
