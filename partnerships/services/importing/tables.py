"""Which facts the columns of an exported table fill when they come back.

Most follow from the model: a column is named after the field it shows. What is named otherwise, or
stands in rows of the record, is listed here; whatever is left is shown for the reader only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from partnerships.choices import Country, PartyRole
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Initiative,
    Partnership,
    Source,
)
from partnerships.models.base import Record
from partnerships.models.facts import QUANTITY_PARTS
from partnerships.services.importing import date_facts, facts, row_facts
from partnerships.services.importing.facts import Fact
from partnerships.services.ownership import OWNING

#: Columns of the file that name or count and are never read.
NEVER_READ = (
    *("url", "version", "updated_at", "source_count", "best_source_level"),
    *("light", "last_contact"),
)

_RENAMED: dict[Any, dict[str, str]] = {Source: {"address": "url"}}
_CODE_ENDINGS = ("_slug", "_ref", "_code")


@dataclass(frozen=True)
class ImportTable:
    """A section as the importer sees it.

    `key` is the header of the first column and `key_field` its field; `headers` are all of the
    export. `cells(keys, user)` gives the cells that an export would hold for the visible records
    with these numbers in the database: `{number: {header: text}}`.
    """

    slug: str
    model: Any
    key: str
    key_field: str
    headers: tuple[str, ...]
    cells: Callable[[Iterable[int], object], dict[int, dict[str, str]]]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """In the order of the columns."""
        special = _special(self.model)
        found: list[Fact] = []
        taken: set[str] = set()
        for header in self.headers:
            if header in taken or header in NEVER_READ or header == self.key:
                continue
            fact = special.get(header) or self._by_name(header)
            if fact is not None:
                found.append(fact)
                taken.update(fact.headers)
        return tuple(found)

    @cached_property
    def by_header(self) -> dict[str, Fact]:
        return {header: fact for fact in self.facts for header in fact.headers}

    @cached_property
    def told(self) -> frozenset[str]:
        """Columns that say something of the record but are not read, such as names beside codes."""
        return frozenset(
            header
            for header in self.headers
            if header not in (*NEVER_READ, self.key, *self.by_header)
            and not header.endswith("_count")
        )

    @property
    def is_record(self) -> bool:
        return issubclass(self.model, Record)

    def _by_name(self, header: str) -> Fact | None:
        renamed = _RENAMED.get(self.model, {}).get(header, header)
        for date in getattr(self.model, "partial_dates", ()):
            if renamed == date.name:
                parts = (header, f"{header}_precision", f"{header}_text")
                return date_facts.Date(date.name, parts, date)
        for quantity in getattr(self.model, "quantities", ()):
            if renamed == quantity.name:
                headers = (header, *(f"{header}_{part}" for part in QUANTITY_PARTS[1:]))
                return facts.Amount(quantity.name, headers, quantity)
        field = _field(self.model, renamed) or self._linked(renamed)
        return _of_field(header, field) if field is not None else None

    def _linked(self, header: str):
        """The link whose key a column holds: `parent_ref`, `region_code`, `sector_slugs`."""
        plural = header.removesuffix("s") if header.endswith("s") else ""
        for ending in _CODE_ENDINGS:
            if header.endswith(ending):
                return _field(self.model, header.removesuffix(ending), links=True)
            if plural.endswith(ending):
                return _field(self.model, f"{plural.removesuffix(ending)}s", links=True)
        return _field(self.model, header, links=True) if header in OWNING else None


def _field(model, name: str, *, links: bool = False):
    """The editable field of that name, None without one; plain ones, or links alone."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    plain = field.concrete and field.editable and not field.primary_key
    return field if plain and bool(field.is_relation) == links else None


_KINDS: tuple[tuple[type[models.Field], type[Fact]], ...] = (
    (models.ManyToManyField, facts.Links),
    (models.ForeignKey, facts.Link),
    (models.BooleanField, facts.Truth),
    (models.IntegerField, facts.Number),
    (models.DecimalField, facts.Number),
    (models.DateField, date_facts.Day),
    (models.TimeField, facts.Time),
)


def _of_field(header: str, field) -> Fact:
    kind = facts.Choice if field.choices else facts.Fact
    kind = next((fact for fields, fact in _KINDS if isinstance(field, fields)), kind)
    return kind(field.name, (header,), field)


def _special(model) -> dict[str, Fact]:
    """The facts of the model that stand in rows, by header."""
    found: dict[str, Fact] = {}
    if issubclass(model, Record):
        found["source_slugs"] = row_facts.Sources("citations", ("source_slugs",))
    if model in (Delegation, Event):
        found |= {
            f"{role}_codes": row_facts.RowsOf(f"{role}_codes", model, "parties", {"role": role})
            for role in PartyRole.values
        }
        found["people"] = row_facts.People("attendances", "people", model, "attendances")
        chosen = model._meta.get_field("partnerships")
        found["partnership_slugs"] = facts.ChosenLinks(
            "partnerships", ("partnership_slugs",), chosen
        )
    elif model is Partnership:
        for side in Country:
            header = f"{side.name.lower()}_codes"
            fixed = {"side": side.value}
            found[header] = row_facts.RowsOf(header, model, "parties", fixed)
    elif model is Agreement:
        headers = ("signatory_codes", "party_codes")
        found[headers[0]] = row_facts.Signatories(
            "signatures", headers, model, "signatures", "on_behalf_of"
        )
    elif model is ExchangeProgramme:
        headers = ("party_codes", "party_roles")
        found[headers[0]] = row_facts.Roles("parties", headers, model, "parties", "role")
    elif model is Initiative:
        found["member_codes"] = row_facts.RowsOf("member_codes", model, "memberships")
    return found
