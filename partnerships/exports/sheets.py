"""What a table consists of: its columns, the links they read, and tables of its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch

from partnerships.exports.columns import Columns, Kind, attribute_of, rows_of
from partnerships.models import Citation, Office
from partnerships.models.visibility import may_export_personal

IS_FIRST = "is_first"
_OWNER = "office"


@dataclass(frozen=True)
class RowSheet:
    """One line for each row of a record, such as its parties; the record's own cells repeat.

    `relation` names the rows, `record` the columns of the record, `row` those of the row. The
    column `is_first` after the record's key and address lets a pivot table count records once.
    """

    relation: str
    record: Columns
    row: Columns

    @property
    def headers(self) -> tuple[str, ...]:
        key, url, *more = self.record
        return (key.name, url.name, IS_FIRST, *(column.name for column in (*more, *self.row)))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        key, url, *more = self.record
        return (key.kind, url.kind, Kind.TRUTH, *(column.kind for column in (*more, *self.row)))

    @property
    def links(self) -> tuple[str, ...]:
        return (self.relation,)

    def lines(self, record) -> list[list]:
        """The cells of each of the record's rows; reads the prefetched ones."""
        key, url, *more = (column.value(record) for column in self.record)
        return [
            [key, url, number == 0, *more, *(column.value(row) for column in self.row)]
            for number, row in enumerate(rows_of(record, self.relation))
        ]

    def count(self, model, keys, user) -> int:
        """How many lines the records with these keys make."""
        relation = model._meta.get_field(self.relation)
        rows = relation.related_model.objects
        return rows.visible_to(user).filter(**{f"{relation.field.name}__in": keys}).count()


@dataclass(frozen=True)
class Sheet:
    """The table of a section: one line a record.

    `links` are read as far as the reader may see them, `joins` are seen by everyone, `counts`
    name the queryset's methods that add numbers for the reader.
    """

    columns: Columns
    links: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    rows: Mapping[str, RowSheet] = field(default_factory=dict)
    #: The same of contact data; not there for who has no right to take it away.
    personal: Mapping[str, RowSheet] = field(default_factory=dict)
    #: For a table that is no list of records: makes its lines of the found rows, for the reader.
    reads: Callable | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(column.kind for column in self.columns)

    def rows_for(self, user) -> Mapping[str, RowSheet]:
        return {**self.rows, **self.personal} if may_export_personal(user) else self.rows

    def lines(self, record) -> list[list]:
        return [[column.value(record) for column in self.columns]]

    def count(self, model, keys, user) -> int:
        return len(keys)


def loaded(found, sheet, user):
    """The records of `found` with all that the sheet reads, in a fixed number of queries."""
    if getattr(sheet, "reads", None):
        return sheet.reads(found, user)
    joins = getattr(sheet, "joins", ())
    if _OWNER in joins and not user.is_authenticated:
        # A visitor learns of no office whose it is.
        joins = tuple(name for name in joins if name != _OWNER)
        found = found.prefetch_related(Prefetch(_OWNER, Office.objects.visible_to(user)))
    found = found.select_related(*joins) if joins else found
    for name in getattr(sheet, "counts", ()):
        found = getattr(found, name)(user)
    if hasattr(found, "with_sources"):
        links = (_visible(found.model, name, user) for name in sheet.links)
        return found.prefetch_related(*links, _citations(found.model, user))
    return found.prefetch_related(*sheet.links)


def _visible(model, name, user) -> Prefetch:
    link = model._meta.get_field(name)
    rows = link.related_model.objects.visible_to(user).for_reading()
    if link.many_to_one:
        return Prefetch(name, rows)
    return Prefetch(name, rows, to_attr=attribute_of(name))


def _citations(model, user) -> Prefetch:
    cited = Citation.objects.from_visible_sources(user).of_visible_rows(user, model)
    cited = cited.select_related("source")
    return Prefetch("citations", cited, to_attr=attribute_of("citations"))
