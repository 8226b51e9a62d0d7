"""Columns of exported tables: a fixed header, how a value is read, and what kind it is.

Headers go into other people's files and programs and are never changed; tests pin them.
Everything is read in English; codes, slugs and references stand beside names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC
from enum import Enum, auto
from operator import attrgetter
from typing import Any

from partnerships.choices import SourceRank
from partnerships.models.languages import LANGUAGES


class Kind(Enum):
    """What a cell holds; formats write each kind in their own way."""

    TEXT = auto()
    CODE = auto()  # text of our own making, which no spreadsheet would execute
    LIST = auto()
    NUMBER = auto()
    TRUTH = auto()
    ADDRESS = auto()  # a path on the site, made absolute


@dataclass(frozen=True)
class Column:
    """`value` reads the cell from a record (or a row of one): None is unknown."""

    name: str
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT


Columns = tuple[Column, ...]


def attribute_of(relation: str) -> str:
    """Where `sheets.loaded` puts the rows of a relation: lists are faster than managers."""
    return f"{relation}_read"


def rows_of(record, relation: str) -> list:
    """The rows of a relation of a record that `sheets.loaded` has read."""
    return getattr(record, attribute_of(relation))


def text(name: str, attribute: str = "") -> Column:
    return Column(name, attrgetter(attribute or name))


def in_languages(name: str) -> Columns:
    """A text in further languages, one column each."""
    return tuple(text(f"{name}_{language}") for language in LANGUAGES)


def code(name: str, attribute: str = "") -> Column:
    return Column(name, attrgetter(attribute or name), Kind.CODE)


def number(name: str, attribute: str = "") -> Column:
    return Column(name, attrgetter(attribute or name), Kind.NUMBER)


def truth(name: str, attribute: str = "") -> Column:
    return Column(name, attrgetter(attribute or name), Kind.TRUTH)


def day(name: str, attribute: str = "") -> Column:
    """A plain date, written YYYY-MM-DD."""
    read = attrgetter(attribute or name)

    def value(record) -> str:
        found = read(record)
        return found.isoformat() if found else ""

    return Column(name, value, Kind.CODE)


def partial_date(name: str, attribute: str = "") -> Columns:
    """A partial date: the form that files carry, its precision, and the text as entered."""
    source = attribute or name
    read = attrgetter(source)
    return (
        Column(name, lambda record: read(record).file_form(), Kind.CODE),
        code(f"{name}_precision", f"{source}_precision"),
        text(f"{name}_text", f"{source}_text"),
    )


def quantity(name: str) -> Columns:
    """A quantity: its number, what stands behind it, and the words of the source."""
    return (
        number(name, f"{name}_number"),
        code(f"{name}_basis"),
        text(f"{name}_text"),
    )


def listed(name: str, values: Callable[[Any], Iterable[Any]]) -> Column:
    """Several values in one cell, as text."""
    return Column(name, lambda record: [str(value) for value in values(record)], Kind.LIST)


def linked(name: str, relation: str, key: str) -> Columns:
    """A link to several records: their keys in the first column, their names in the second."""
    read = attrgetter(key)
    return (
        listed(
            f"{name}_{key.rpartition('.')[2]}s",
            lambda record: [read(row) for row in rows_of(record, relation)],
        ),
        listed(relation, lambda record: rows_of(record, relation)),
    )


def sectors() -> Columns:
    return linked("sector", "sectors", "slug")


def initiatives() -> Columns:
    return linked("initiative", "initiatives", "slug")


def partnerships() -> Columns:
    return linked("partnership", "partnerships", "slug")


def references(name: str, relation: str) -> Column:
    """The references of the linked records."""
    return listed(name, lambda record: [row.reference for row in rows_of(record, relation)])


def key_of(name: str, link: str, key: str = "key") -> Column:
    """The key of the one linked record, empty without one."""
    read = attrgetter(link)

    def value(record) -> str:
        linked_record = read(record)
        return getattr(linked_record, key) if linked_record else ""

    return Column(name, value, Kind.CODE)


def name_of(name: str, link: str) -> Column:
    """The name of the one linked record, empty without one."""
    read = attrgetter(link)

    def value(record) -> str:
        linked_record = read(record)
        return str(linked_record) if linked_record else ""

    return Column(name, value)


def organisation(name: str, link: str) -> Columns:
    """One organisation: its code or slug, and its name."""
    return key_of(f"{name}_code", link, "identifier"), name_of(name, link)


def party(name: str, link: str = "organisation") -> Columns:
    """What a row tells of its organisation: code and name, kind, country, region."""
    return (
        *organisation(name, link),
        code(f"{name}_kind", f"{link}.kind"),
        code(f"{name}_country", f"{link}.country"),
        key_of(f"{name}_region_code", f"{link}.region", "code"),
    )


def organisations_of(record, relation: str) -> list:
    """The organisations that the rows of a relation name."""
    return [row.organisation for row in rows_of(record, relation)]


def codes_of(name: str, organisations: Callable[[Any], Iterable[Any]]) -> Column:
    """The codes or slugs of several organisations in one cell."""
    return listed(name, lambda record: [one.identifier for one in organisations(record)])


def address() -> Column:
    return Column("url", lambda record: record.get_absolute_url(), Kind.ADDRESS)


def head(key: str) -> Columns:
    """The columns that every table begins with: `ref`, `slug` or `code`, and the address."""
    attribute = {"ref": "reference", "slug": "slug", "code": "code"}[key]
    return code(key, attribute), address()


def _sources(record) -> list:
    return list(
        {citation.source_id: citation.source for citation in rows_of(record, "citations")}.values()
    )


def _source_slugs(record) -> list[str]:
    return sorted(source.slug for source in _sources(record))


def _best_level(record) -> str:
    ranks = [source.rank for source in _sources(record)]
    return SourceRank(min(ranks)).name.lower() if ranks else ""


def _last_change(record) -> str:
    return record.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


#: How reference data ends.
VERSION = (Column("updated_at", _last_change, Kind.CODE), number("version"))

#: What every record carries and how it ends.
TAIL = (
    code("language"),
    code("visibility"),
    day("public_from"),
    name_of("office", "office"),
    listed("source_slugs", _source_slugs),
    Column("source_count", lambda record: len(_sources(record)), Kind.NUMBER),
    Column("best_source_level", _best_level, Kind.CODE),
    *VERSION,
)
