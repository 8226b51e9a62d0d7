"""Rows of several kinds in one query.

A page shows a few rows of many kinds: parties, people, agreements, sectors. Asked one kind at a
time, it asks as often as there are kinds. Here each kind is one part of a UNION ALL: the columns
of the parts stand side by side by their type, and where a part has fewer, NULL fills its place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models import Value, Window
from django.db.models.functions import RowNumber

from partnerships.models.fields import FoldedField

_NUMBER, _TEXT = models.BigIntegerField(), models.TextField()
#: How columns of a type that has no place of its own are read: like numbers or like texts.
_READ_AS: dict[str, models.Field] = {
    "AutoField": _NUMBER,
    "BigAutoField": _NUMBER,
    "BigIntegerField": _NUMBER,
    "IntegerField": _NUMBER,
    "PositiveBigIntegerField": _NUMBER,
    "PositiveIntegerField": _NUMBER,
    "PositiveSmallIntegerField": _NUMBER,
    "SmallIntegerField": _NUMBER,
    "CharField": _TEXT,
    "SlugField": _TEXT,
    "TextField": _TEXT,
    "BooleanField": models.BooleanField(),
    "DateField": models.DateField(),
    "DateTimeField": models.DateTimeField(),
    "DecimalField": models.DecimalField(max_digits=18, decimal_places=2),
    "TimeField": models.TimeField(),
}


def read_together(*kinds: models.QuerySet) -> list[list]:
    """The rows of each queryset, in its order; one query for all of them.

    They come with what `select_related` and `annotate` add, and without their folded texts. A
    queryset that is distinct or a slice cannot stand in a union: choose its keys in a subquery.
    """
    if not kinds:
        return []
    parts = [_Part(place, kind) for place, kind in enumerate(kinds)]
    widths: dict[models.Field, int] = defaultdict(int)
    for part in parts:
        for shape, columns in part.by_shape.items():
            widths[shape] = max(widths[shape], len(columns))
    first, *others = (part.laid_out(widths) for part in parts)
    found: list[list] = [[] for _part in parts]
    for place, number, *values in first.union(*others, all=True):
        found[place].append((number, parts[place].row_of(values, widths)))
    return [[row for _number, row in sorted(rows, key=itemgetter(0))] for rows in found]


def read_columns(*kinds: tuple[models.QuerySet, tuple[str, ...]]) -> list[list[tuple]]:
    """The named columns of the rows of each queryset, in no order; one query for all of them.

    There are as many columns of each, and of the same types.
    """
    found: list[list[tuple]] = [[] for _kind in kinds]
    if kinds:
        first, *others = (
            kind.order_by().values_list(Value(place, output_field=_NUMBER), *columns)
            for place, (kind, columns) in enumerate(kinds)
        )
        for place, *values in first.union(*others, all=True):
            found[place].append(tuple(values))
    return found


def read_by_key(wanted: Mapping[Any, Iterable[int]], user) -> dict[Any, dict[int, Any]]:
    """{model: {key: row}} of the rows with the keys of `wanted` that `user` may see; one query.

    Rows of models that everybody may see, such as sectors, are all found.
    """
    kinds = []
    for model, keys in wanted.items():
        rows = model._default_manager.filter(pk__in=keys)
        rows = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
        kinds.append(rows.for_reading() if hasattr(rows, "for_reading") else rows)
    found = zip(wanted, read_together(*kinds), strict=True)
    return {model: {row.pk: row for row in rows} for model, rows in found}


def count_together(*kinds: models.QuerySet) -> list[int]:
    """How many rows each queryset has; one query for all of them."""
    if not kinds:
        return []
    first, *others = (
        kind.order_by()
        .values(which=Value(which, output_field=_NUMBER))
        .annotate(total=models.Count("pk"))
        for which, kind in enumerate(kinds)
    )
    totals = {row["which"]: row["total"] for row in first.union(*others, all=True)}
    return [totals.get(which, 0) for which in range(len(kinds))]


def read_first(
    most: int, *kinds: tuple[models.QuerySet, Callable[[Any], models.QuerySet]]
) -> list[tuple[list, int]]:
    """The first `most` rows of each queryset, and how many rows it has.

    With each queryset stands what gives it its order and adds what is read along. One query for
    all of them; where one has more rows than are read, a second counts.
    """
    found = read_together(*(_first(most, kind, shape) for kind, shape in kinds))
    longer = [kind for (kind, _shape), rows in zip(kinds, found, strict=True) if len(rows) > most]
    totals = iter(count_together(*longer))
    return [(rows[:most], next(totals) if len(rows) > most else len(rows)) for rows in found]


def _first(most, kind, shape) -> models.QuerySet:
    """One row more than are wanted, which tells that there are more."""
    keys = shape(kind).values("pk")[: most + 1]
    return shape(kind.model._default_manager.filter(pk__in=keys))


class _Nothing(models.Expression):
    """NULL of the type of a place; there are many of them, so they are made as they stay."""

    def resolve_expression(self, *_args, **_how):
        return self

    def as_sql(self, compiler, connection):
        return f"CAST(NULL AS {self.output_field.cast_db_type(connection)})", ()


class _Part:
    """One queryset as a part of the union."""

    def __init__(self, place: int, kind: models.QuerySet):
        if kind.query.distinct or kind.query.is_sliced:
            raise TypeError("Rows of a distinct or sliced queryset cannot be read together.")
        self.place, self.kind = place, kind
        #: {path of a link: (its model, the columns read of it)}; "" is the row itself.
        self.links = {path: (model, _columns(model)) for path, model in _links(kind)}
        self.by_shape: dict[models.Field, list[str]] = defaultdict(list)
        for path, (_model, fields) in self.links.items():
            for field in fields:
                self.by_shape[_shape(field)].append(f"{path}{field.attname}")
        self.annotated = list(kind.query.annotation_select)
        for name in self.annotated:
            shape = _shape(kind.query.annotations[name].output_field)
            self.by_shape[shape].append(name)

    def laid_out(self, widths) -> models.QuerySet:
        """Place, number in the order of the queryset, and its columns among all."""
        columns: list[Any] = []
        for shape, width in widths.items():
            own = self.by_shape[shape]
            columns += [*own, *([_Nothing(shape)] * (width - len(own)))]
        place = Value(self.place, output_field=_NUMBER)
        number = Window(RowNumber(), order_by=_order(self.kind))
        return self.kind.order_by().values_list(place, number, *columns)

    def row_of(self, values, widths) -> models.Model:
        given: dict[str, Any] = {}
        start = 0
        for shape, width in widths.items():
            given |= zip(self.by_shape[shape], values[start : start + width], strict=False)
            start += width
        rows: dict[str, Any] = {}
        for path, (model, fields) in self.links.items():
            names = [field.attname for field in fields]
            of_link = [given[f"{path}{name}"] for name in names]
            key = given[f"{path}{model._meta.pk.attname}"]
            rows[path] = model.from_db(self.kind.db, names, of_link) if key is not None else None
            _join(rows, path)
        for name in self.annotated:
            setattr(rows[""], name, given[name])
        return rows[""]


def _join(rows: dict[str, Any], path: str) -> None:
    """Give the row before the last step of the path what stands at its end."""
    before, _gap, name = path.removesuffix("__").rpartition("__")
    holder = rows.get(f"{before}__" if before else "") if path else None
    if holder is not None:
        holder._meta.get_field(name).set_cached_value(holder, rows[path])


def _links(kind) -> Iterable[tuple[str, type[models.Model]]]:
    """The row itself and all that `select_related` reads with it, each after what leads to it."""
    yield "", kind.model
    chosen = kind.query.select_related
    yield from _links_below(kind.model, chosen if isinstance(chosen, dict) else {}, "")


def _links_below(model, chosen: dict, before: str):
    for name, below in chosen.items():
        related = model._meta.get_field(name).related_model
        yield f"{before}{name}__", related
        yield from _links_below(related, below, f"{before}{name}__")


def _columns(model) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, FoldedField)]


def _shape(field) -> models.Field:
    """The type of the place in which a column stands."""
    if isinstance(field, models.ForeignKey):
        return _shape(field.target_field)
    if isinstance(field, models.GeneratedField):
        return _shape(field.output_field)
    return _READ_AS[field.get_internal_type()]


def _order(kind):
    order = kind.query.order_by or kind.model._meta.ordering
    return [*order, "pk"]


def fill_links(user, *links: tuple[Sequence[models.Model], str]) -> None:
    """Read links of records of any kinds as far as `user` may see them; one query for all.

    Each of `links` is records of one model with the name of a link of theirs; a hidden row reads
    as absent, as `prefetch_visible` has it. A link of many to many can be read of one record.
    """
    wanted = [_Link(owners, name) for owners, name in links if owners]
    if wanted:
        found = read_together(*(link.rows(user) for link in wanted))
        for link, rows in zip(wanted, found, strict=True):
            link.give(rows)


def fill_page_links(record, user, *beside: models.QuerySet) -> list[list]:
    """Read all that the page of one record shows of other rows, in one query.

    Returns the rows of the querysets `beside`, which are read with them.
    """
    links = [_Link([record], name) for name in type(record).page_links]
    found = read_together(*(link.rows(user) for link in links), *beside)
    own, more = found[: len(links)], found[len(links) :]
    for link, rows in zip(links, own, strict=True):
        link.give(rows)
    return more


class _Link:
    """A link of several records of one model."""

    def __init__(self, owners: Sequence[models.Model], name: str):
        self.owners, self.name = owners, name
        self.field = owners[0]._meta.get_field(name)

    def rows(self, user) -> models.QuerySet:
        """The rows at the other end, as far as `user` may see them."""
        return self._found().visible_to(user).for_reading()

    def _found(self):
        if self.field.many_to_many:
            (owner,) = self.owners
            return getattr(owner, self.name)
        rows = self.field.related_model._default_manager
        if self.field.one_to_many:
            return rows.filter(**{f"{self.field.field.name}__in": self.owners})
        return rows.filter(pk__in={getattr(owner, self.field.attname) for owner in self.owners})

    def give(self, rows: list[models.Model]) -> None:
        """Let the owners have them as if Django had prefetched them."""
        if not (self.field.one_to_many or self.field.many_to_many):
            by_key = {row.pk: row for row in rows}
            for owner in self.owners:
                self.field.set_cached_value(owner, by_key.get(getattr(owner, self.field.attname)))
            return
        of_owner = self._by_owner(rows)
        for owner in self.owners:
            held = getattr(owner, self.name).get_queryset()
            # Django has no public way to hand over rows; its own prefetching writes just these.
            held._result_cache = of_owner[owner.pk]  # noqa: SLF001
            held._prefetch_done = True  # noqa: SLF001
            vars(owner).setdefault("_prefetched_objects_cache", {})[self.name] = held

    def _by_owner(self, rows) -> dict[Any, list]:
        found: dict[Any, list] = defaultdict(list)
        if self.field.many_to_many:
            found[self.owners[0].pk] = rows
            return found
        back, owners = self.field.field, {owner.pk: owner for owner in self.owners}
        for row in rows:
            key = getattr(row, back.attname)
            found[key].append(row)
            back.set_cached_value(row, owners[key])
        return found
