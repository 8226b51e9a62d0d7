"""Canaries: a word of its own for each text of each model and level, found again anywhere."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from django.db import models

from partnerships.models.fields import FoldedField

PATTERN = re.compile(r"kq(\d{5})x", re.IGNORECASE)
#: Texts with rules of their own, in which no word can stand.
LEFT_OUT = {
    *("reference", "code", "country", "currency", "password"),
    *("token", "sha256", "file_sha256", "fingerprint"),
}
#: Texts of so few characters that no word fits.
SHORTEST = 20
#: Headers that tell when an answer was made, or which it was.
OF_THE_MOMENT = ("Expires", "X-Request-ID", "Content-Length")
#: When a file was made, as it says in itself.
_MADE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms)")


@dataclass(frozen=True)
class Canary:
    """A text of a model, open to who sees records of all the kinds in `through` at the level."""

    level: str
    through: frozenset
    model: str
    field: str


@dataclass
class Canaries:
    """Plants words and knows what each stands for."""

    numbers: dict[Canary, int] = field(default_factory=dict)

    def word(self, canary: Canary) -> str:
        number = self.numbers.setdefault(canary, len(self.numbers))
        return f"Kq{number:05d}x"

    def file(self, level: str, through) -> bytes:
        """What a file of the level holds."""
        canary = Canary(level, frozenset(through), "attachment", "in the file")
        return f"%PDF-1.4\n{self.word(canary)}\n%%EOF\n".encode()

    def plant(self, row, level: str, through) -> None:
        """Write a word into every text of the row, as its level has it."""
        for column in texts_of(type(row)):
            canary = Canary(level, frozenset(through), row._meta.model_name, column.name)
            setattr(row, column.attname, _fitting(column, self.word(canary), row))
        row.save()

    def found_in(self, text: str) -> set[Canary]:
        known = list(self.numbers)
        return {known[int(number)] for number in set(PATTERN.findall(text))}


def texts_of(model) -> list[models.Field]:
    """The fields of a model that hold free text; one that is too narrow for a word is an error."""
    found = [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, FoldedField)
        and not column.choices
        and column.name not in LEFT_OUT
        and not column.name.endswith("_precision")
    ]
    narrow = [column.name for column in found if (column.max_length or SHORTEST) < SHORTEST]
    assert not narrow, f"{model.__name__}: say in LEFT_OUT why no word stands in {narrow}"
    return found


def _fitting(column, word: str, row) -> str:
    if isinstance(column, models.SlugField):
        return f"{word.lower()}-{row.pk}"
    if isinstance(column, models.URLField):
        return f"https://{word.lower()}.example/{row.pk}"
    return f"{word} {row.pk}" if column.unique or column.name in ("title", "name") else word


def text_of(response) -> str:
    """All that an answer says: headers, body, and what lies in its file."""
    body = response.getvalue() if response.streaming else response.content
    heads = "\n".join(
        f"{name}: {value}" for name, value in response.items() if name not in OF_THE_MOMENT
    )
    return f"{response.status_code}\n{heads}\n{unpacked(body)}"


def unpacked(body: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = [
            f"{name}\n{file.read(name).decode('utf-8', errors='replace')}"
            for name in sorted(file.namelist())
        ]
    return _MADE.sub("", "\n".join(parts))
