"""What a section is: its model, its words, its list and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from partnerships.exports.sheets import Sheet
from partnerships.filters.base import RecordFilters
from partnerships.tables.base import Table


@dataclass(frozen=True)
class Words:
    """What pages say of a section, in whole sentences with `number` and `total`."""

    label: str
    count: str
    match: str
    export: str
    undated: str = ""
    add: str = ""


@dataclass(frozen=True)
class Section:
    """One kind of record.

    `slug` names its addresses, `key` the first column of its exports, `table`, `filters` and
    `sheet` are its list and its files. `is_news` says that the home page tells of its changes.
    `as_of` adds to the records what follows, for a reader, from the day they are asked on.
    """

    slug: str
    model: type[models.Model]
    key: str
    words: Words
    table: type[Table]
    filters: type[RecordFilters]
    sheet: Sheet
    in_navigation: bool = True
    is_news: bool = True
    as_of: Callable[[models.QuerySet, Any, date], models.QuerySet] | None = None

    @property
    def label(self) -> str:
        return self.words.label

    @property
    def key_field(self) -> str:
        return {"ref": "reference", "slug": "slug", "code": "code"}[self.key]

    def count_words(self, number: int) -> str:
        """ "23 delegations" in the reader's language, as all that follow."""
        return self.words.count % {"number": number}

    def match_words(self, number: int, total: int) -> str:
        return self.words.match % {"number": number, "total": total}

    def export_words(self, number: int) -> str:
        return self.words.export % {"number": number}

    def undated_words(self, number: int) -> str:
        """ "3 undated delegations are left out." in the reader's language."""
        return self.words.undated % {"number": number}

    def list_url(self) -> str:
        return reverse(f"{self.slug}_list")
