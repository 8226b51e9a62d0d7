"""A row of a file as it was planned: its verdict, what it would write, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.services.importing.desk import CellRefused, Value


class Verdict(TextChoices):
    NEW = "new", pgettext_lazy("row of an import", "New")
    CHANGED = "changed", pgettext_lazy("row of an import", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of an import", "Unchanged")
    CONFLICT = "conflict", pgettext_lazy("row of an import", "Conflict")
    ERROR = "error", pgettext_lazy("row of an import", "In error")


class ConflictAnswer(TextChoices):
    """What to do with a row whose record somebody changed since it was exported."""

    MINE = "mine", _("Take mine where both changed")
    THEIRS = "theirs", _("Keep theirs where both changed")
    SKIP = "skip", _("Leave the row out")


@dataclass
class PlannedRow:
    """Plain values only, so that it can be put away and read again.

    `values` are {fact: [new, old]}; `both` names the facts that somebody else changed too since the
    row was exported. `changes` tell {column, old, new}, `errors` {column, value, message}, and
    `questions` [kind, text] what a person has to decide before the row can be read.
    """

    number: int
    verdict: str = Verdict.UNCHANGED.value
    pk: int | None = None
    #: The version that the row was compared with, and the one it was exported from.
    version: int | None = None
    exported_version: int | None = None
    key: str = ""
    title: str = ""
    values: dict[str, list[Value]] = field(default_factory=dict)
    both: list[str] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[list[str]] = field(default_factory=list)
    fingerprint: str = ""
    #: It asks for what is not for the importer to do.
    outside_right: bool = False

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "PlannedRow":
        return cls(**plain)

    def as_plain(self) -> dict[str, Any]:
        return vars(self)

    def refuse(self, refused: CellRefused) -> None:
        """Put the row in error; the first faults are told, all of them, column by column."""
        self.verdict = Verdict.ERROR.value
        told = {"column": refused.column, "value": refused.value, "message": refused.message}
        self.errors.append(told)
        self.outside_right = self.outside_right or refused.outside_right
        if refused.question:
            self.questions.append([refused.question.kind, refused.question.text])

    def values_for(self, answer: str) -> dict[str, list[Value]]:
        """What is written: of a conflict, what was decided for it; nothing if left out."""
        if self.verdict != Verdict.CONFLICT:
            return self.values
        if answer == ConflictAnswer.MINE:
            return self.values
        if answer == ConflictAnswer.THEIRS:
            return {name: pair for name, pair in self.values.items() if name not in self.both}
        return {}


def fingerprint(slug: str, cells: Mapping[str, str]) -> str:
    """What a row is known by when its file is applied again: its cells, in any order of columns."""
    told = "\x1f".join(f"{header}\x1e{cells[header]}" for header in sorted(cells))
    return sha256(f"{slug}\x1d{told}".encode()).hexdigest()
