"""Records on their way to a save: columns, links and rows in hand, many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

from partnerships.models.base import Record
from partnerships.services import history

#: Drafts that are loaded, and prepared for writing, together.
BLOCK = 500


@dataclass
class Draft:
    """A record as it is to be: change the columns of `record`, its `links` and its `rows`.

    `links` are the wanted keys of each many-to-many field; `rows` the wanted rows of each relation
    in `history.row_names`, in the order of their keys, new ones without a key; they need not name
    their record. Rows may be taken out, put in and changed. `before` is the record as stored, in
    the form of `history.snapshot`; None for a new one.
    """

    record: Record
    links: dict[str, list[int]] = field(default_factory=dict)
    rows: dict[str, list[models.Model]] = field(default_factory=dict)
    before: dict[str, list[dict]] | None = None

    @property
    def is_new(self) -> bool:
        return self.before is None

    def snapshot(self) -> dict[str, list[dict]]:
        """The draft in the form of `history.snapshot`."""
        return history.snapshot_of(self.record, self.links, self.rows)


def blank(model: type[Record]) -> Draft:
    """A record that is not stored yet, with no links and no rows."""
    record = model()
    links: dict[str, list[int]] = {link.name: [] for link in model._meta.many_to_many}
    return Draft(record, links, {name: [] for name in history.row_names(record)})


def drafts(model: type[Record], keys: Sequence[int]) -> dict[int, Draft]:
    """The stored records with these keys, as drafts; those removed since are left out.

    A fixed number of queries for each `BLOCK` of keys.
    """
    links = [link.name for link in model._meta.many_to_many]
    return parts_of(model, keys, [*links, *history.row_names(model)])


def parts_of(model: type[Record], keys: Sequence[int], names: Iterable[str]) -> dict[int, Draft]:
    """Like `drafts`, with only these links and relations: to be looked at, not to be written."""
    found: dict[int, Draft] = {}
    for start in range(0, len(keys), BLOCK):
        found |= _block(model, keys[start : start + BLOCK], set(names))
    return found


def _block(model, keys, names) -> dict[int, Draft]:
    stored = model._base_manager.in_bulk(keys)
    links = {m.name: _links(m, keys) for m in model._meta.many_to_many if m.name in names}
    rows = {name: _rows(model, name, stored) for name in sorted(names - links.keys())}
    made = {}
    for key in filter(stored.__contains__, keys):
        draft = Draft(
            stored[key],
            {name: by_key[key] for name, by_key in links.items()},
            {name: by_key[key] for name, by_key in rows.items()},
        )
        draft.before = draft.snapshot()
        made[key] = draft
    return made


def _links(link, keys) -> dict[int, list[int]]:
    """The linked keys of each record, in their order."""
    own, other = link.m2m_column_name(), link.m2m_reverse_name()
    pairs = link.remote_field.through._base_manager.filter(**{f"{own}__in": keys})
    found = defaultdict(list)
    for key, linked in pairs.order_by(other).values_list(own, other):
        found[key].append(linked)
    return found


def _rows(model, name: str, stored) -> dict[int, list[models.Model]]:
    """The rows of each record in one relation, in the order of their keys."""
    relation = model._meta.get_field(name)
    owner = owner_column(model, name)
    rows = relation.related_model._base_manager.filter(**{f"{owner}__in": stored})
    if isinstance(relation, GenericRelation):
        kind = ContentType.objects.get_for_model(model)
        rows = rows.filter(**{relation.content_type_field_name: kind})
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[getattr(row, owner)].append(row)
    return found


def owner_column(model, name: str) -> str:
    """The column by which the rows of a relation name their record."""
    relation = model._meta.get_field(name)
    is_generic = isinstance(relation, GenericRelation)
    return relation.object_id_field_name if is_generic else relation.field.attname


def give_owner(record: Record, name: str, rows: Iterable[models.Model]) -> None:
    """Let these rows of a relation name the record."""
    relation = type(record)._meta.get_field(name)
    for row in rows:
        if isinstance(relation, GenericRelation):
            kind = ContentType.objects.get_for_model(record)
            setattr(row, f"{relation.content_type_field_name}_id", kind.pk)
            setattr(row, relation.object_id_field_name, record.pk)
        else:
            setattr(row, relation.field.name, record)
