"""What reading the cells of a file takes beside them: names, decisions, refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from partnerships.csvtext import split_values
from partnerships.dateforms import quoted
from partnerships.services.importing.names import Names
from partnerships.text import fold

#: The word that empties a cell; an empty cell leaves what is recorded untouched.
CLEAR = "CLEAR"
#: Stands in the first cell of a template's example row, which is never imported.
EXAMPLE = "EXAMPLE"

#: The cells of a row by export header, as text, apostrophes of the export taken off.
Cells = Mapping[str, str]

#: A value of a fact: plain JSON, so that a planned row can be put away and read again.
Value = Any


@dataclass(frozen=True)
class Question:
    """What a person has to decide once for the file: whom a name means, or how days are written."""

    kind: str
    text: str = ""

    #: The kind that asks whether days stand before months.
    DAY_ORDER = "day_order"


class CellRefused(Exception):
    """A cell that is not accepted.

    `message` says what would be accepted, `question` what decision would settle it. A cell that
    is `outside_right` asks for what is not for the importer to do.
    """

    def __init__(
        self,
        column: str,
        value: str,
        message: str,
        question: Question | None = None,
        *,
        outside_right: bool = False,
    ):
        super().__init__(message)
        self.column, self.value, self.message = column, value, message
        self.question, self.outside_right = question, outside_right


@dataclass(frozen=True)
class Desk:
    """Where cells are read: what names mean, the file's encoding, and what was decided for it.

    `answers` has, by kind of record and folded text, the key of the record that is meant, or ""
    for a name to be left out. `day_order` is a `DayOrder` or "".
    """

    names: Names
    encoding: str = ""
    day_order: str = ""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Whether the one who imports may say who sees a record and whose it is.
    sets_visibility: bool = False

    def find(self, column: str, model: type[Model], text: str) -> int | None:
        """The key of the record that a cell names, None where it was decided to leave it out.

        Raises `CellRefused` with the question whom it means.
        """
        kind = str(model._meta.model_name)
        answer = self.answers.get(kind, {}).get(fold(text))
        if answer == "":
            return None
        found = self.names.find(model, answer or text)
        if found is None:
            raise CellRefused(column, text, _no_such(model, text), Question(kind, text))
        return found.pk

    def find_all(self, column: str, model: type[Model], text: str) -> list[int]:
        """The keys of the records that a cell of several names, in its order, each once."""
        kind = str(model._meta.model_name)
        answered = fold(text) in self.answers.get(kind, {})
        parts = [text] if answered else self.names.many(model, text) or split_values(text)
        found = [self.find(column, model, part) for part in parts]
        return list(dict.fromkeys(key for key in found if key is not None))


def _no_such(model, text) -> str:
    return _("“%(value)s” is no %(kind)s known here; write its code, slug or name.") % {
        "value": quoted(text),
        "kind": model._meta.verbose_name,
    }
