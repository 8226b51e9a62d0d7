"""Earlier states of records, read from the history, as far as a reader may see them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from reversion.models import Version

from partnerships.choices import Visibility
from partnerships.models import Change, Office, User
from partnerships.models.base import Record
from partnerships.models.facts import fact_of_columns
from partnerships.models.together import read_by_key, read_columns
from partnerships.models.visibility import (
    is_administrator,
    jurisdiction_of,
    readers_behind,
    visible_levels,
)
from partnerships.services.history import row_names

#: Facts that only those who edit the record are told of.
INTERNAL = frozenset({"visibility", "office", "public_from", "partnerships_chosen"})

#: Values of columns by name, as the history keeps them: keys of links, dates in ISO form.
Columns = Mapping[str, object]


@dataclass(frozen=True)
class State:
    """What a record was after one save: its columns and links, and its rows by relation and key."""

    model: type[Record]
    key: int
    columns: Columns
    rows: Mapping[str, Mapping[int, Columns]]

    def parts(self) -> Iterator[tuple[type[models.Model], Columns]]:
        """The record's own columns and those of each row, each with its model."""
        yield self.model, self.columns
        for relation, rows in self.rows.items():
            model = self.model._meta.get_field(relation).related_model
            for columns in rows.values():
                yield model, columns


def read_states(changes: Iterable[Change]) -> dict[int, State]:
    """The states that these changes made, by the key of the change; one query.

    A change whose history is gone is left out.
    """
    wanted = {change.pk: change for change in changes}
    stored = _stored_in({change.revision_id for change in wanted.values()})
    states = {}
    for key, change in wanted.items():
        state = _state(change, stored[change.revision_id])
        if state is not None:
            states[key] = state
    return states


#: {kind of row: {key: columns}} of all that one revision holds.
_Stored = Mapping[int, Mapping[int, Columns]]


def _stored_in(revisions) -> Mapping[int, _Stored]:
    stored: dict = defaultdict(lambda: defaultdict(dict))
    versions = Version.objects.filter(revision__in=revisions).order_by()
    for revision, kind, key, data in versions.values_list(
        "revision_id", "content_type_id", "object_id", "serialized_data"
    ):
        stored[revision][kind][int(key)] = json.loads(data)[0]["fields"]
    return stored


def _state(change: Change, stored: _Stored) -> State | None:
    columns = stored.get(change.content_type_id, {}).get(change.object_id)
    model = change.model
    if columns is None or model is None:
        return None
    rows = {
        relation: _rows(model, change.object_id, relation, stored) for relation in row_names(model)
    }
    return State(model, change.object_id, columns, rows)


def _rows(model, key, name, stored: _Stored) -> dict[int, Columns]:
    relation = model._meta.get_field(name)
    kind = ContentType.objects.get_for_model(relation.related_model)
    owner = _owner_columns(model, relation, key)
    return {
        row: columns
        for row, columns in sorted(stored.get(kind.pk, {}).items())
        if all(columns.get(column) == value for column, value in owner.items())
    }


def _owner_columns(model, relation, key) -> dict[str, int]:
    """What the columns of a row say that belongs to the record."""
    if not isinstance(relation, GenericRelation):
        return {relation.field.name: key}
    kind = ContentType.objects.get_for_model(model)
    return {relation.content_type_field_name: kind.pk, relation.object_id_field_name: key}


def state_of(record: Record, snapshot: Mapping[str, list[dict]]) -> State:
    """The state that `history.snapshot` took of a record."""
    rows = {
        relation: {
            row[model._meta.pk.attname]: _by_name(model, row)
            for row in snapshot[relation]
            for model in [type(record)._meta.get_field(relation).related_model]
        }
        for relation in row_names(record)
    }
    return State(type(record), record.pk, _by_name(type(record), snapshot[""][0]), rows)


def _by_name(model, columns: dict) -> dict:
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return {f.name: _as_kept(columns[f.attname]) for f in fields if f.attname in columns}


def _as_kept(value):
    """A day, time or number in the form that the history keeps."""
    if value is None or isinstance(value, str | int | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class Reader:
    """What a reader may know of some states; reads all that they name in a few queries.

    `in_full` is for those who may edit the records. Others are told nothing of what is hidden from
    them: a link or row that leads there is absent, in every state. With `is_party` it reads, beside
    what `user` may see, the rows that are for the offices that the records concern.
    """

    def __init__(
        self, user, states: Iterable[State], *, in_full: bool = False, is_party: bool = False
    ):
        self.user = user
        self.in_full = in_full
        self.is_party = is_party
        self.sees_all = is_administrator(user)
        self._states = list(states)
        wanted = {model: keys for model, keys in self._wanted().items() if keys}
        self._found = read_by_key(wanted, user)

    def get(self, model, key):
        """The record or region with this key; None for a hidden one, and for one removed since."""
        return self._found.get(model, {}).get(key)

    def _wanted(self) -> dict[type[models.Model], set[int]]:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for state in self._states:
            for model, columns in state.parts():
                for field in links_of(model):
                    target = cast(type[models.Model], field.related_model)
                    wanted[target].update(_keys(columns.get(field.name)))
        return wanted

    def sees(self, model, key) -> bool:
        """Whether what a link leads to may be known; to who sees all, one removed since may be."""
        if key is None or self.sees_all or not hasattr(model._default_manager.all(), "visible_to"):
            return True
        return self.get(model, key) is not None

    @cached_property
    def _hidden_now(self) -> set[tuple[type[models.Model], int]]:
        """Rows that stand and that the reader may not see today, nor so in earlier states."""
        if self.sees_all:
            return set()
        keys: dict[type[models.Model], set[int]] = defaultdict(set)
        for state in self._states:
            for relation, rows in state.rows.items():
                model = state.model._meta.get_field(relation).related_model
                keys[cast(type[models.Model], model)].update(rows)
        return self._unseen(keys)

    def _unseen(self, keys) -> set[tuple[type[models.Model], int]]:
        """Those of the rows, {model: keys}, that stand and are hidden today; one query.

        What is seen is read beside what stands: SQLite bears no deeper nesting of the rules than
        that.
        """
        standing = {
            model: model._default_manager.filter(pk__in=wanted)
            for model, wanted in keys.items()
            if wanted and hasattr(model._default_manager.all(), "visible_to")
        }
        asked = [*standing.values(), *map(self._seen_of, standing.values())]
        found = [{key for (key,) in rows} for rows in read_columns(*((q, ("pk",)) for q in asked))]
        there, seen = found[: len(standing)], found[len(standing) :]
        return {
            (model, key)
            for model, every, some in zip(standing, there, seen, strict=True)
            for key in every - some
        }

    def _seen_of(self, standing: models.QuerySet) -> models.QuerySet:
        if self.is_party:  # who sees their records, and all else that they say is asked anyway
            has_level = hasattr(standing.model, "visibility")
            return standing.exclude(visibility=Visibility.OFFICE) if has_level else standing
        return standing.visible_to(self.user)

    def seen(self, state: State) -> State:
        """The state without what the reader may not know."""
        columns = self._own(state)
        rows = {
            relation: {
                key: self._unsigned(state.model._meta.get_field(relation).related_model, row)
                for key, row in rows.items()
                if self._sees_row(state.model._meta.get_field(relation), key, row)
            }
            for relation, rows in state.rows.items()
        }
        if "citations" in rows:
            rows["citations"] = {
                key: row for key, row in rows["citations"].items() if _speaks_of_seen(row, rows)
            }
        return replace(state, columns=columns, rows=rows)

    def _unsigned(self, model, columns: Columns) -> Columns:
        """The columns as they are, for visitors without names of users and offices."""
        if self.user.is_authenticated:
            return columns
        names = {field.name for field in links_of(model) if field.related_model in (User, Office)}
        return {name: value for name, value in columns.items() if name not in names}

    def _own(self, state: State) -> dict:
        columns = dict(self._unsigned(state.model, state.columns))
        if not self.in_full:
            for name in INTERNAL & columns.keys():
                del columns[name]
        for field in links_of(state.model):
            value = columns.get(field.name)
            if isinstance(value, list):
                columns[field.name] = [k for k in value if self.sees(field.related_model, k)]
            elif not self.sees(field.related_model, value):
                columns[field.name] = None
        return columns

    def _sees_row(self, relation, key, row: Columns) -> bool:
        return (relation.related_model, key) not in self._hidden_now and self._says_seen(
            relation, row
        )

    def sees_level(self, row: Columns) -> bool:
        """Whether a row's own level, where it has one, lets the reader see it."""
        if self._asker is not None and not self._asker.sees_level(row):
            return False
        if self.sees_all:
            return True
        level = row.get("visibility", Visibility.PUBLIC)
        if level in visible_levels(self.user):
            return True
        if row.get("office") in jurisdiction_of(self.user).offices:
            return True
        return level == Visibility.PARTIES and self._is_concerned(row)

    def _is_concerned(self, row: Columns) -> bool:
        """Whether the record that a row is about concerns an office of the reader."""
        place = (row.get("content_type"), row.get("object_id"))
        return self.is_party or place in self._concerning

    @cached_property
    def _asker(self) -> "Reader | None":
        """Who asks behind a stand-in, and has to see what that one is told."""
        others = readers_behind(self.user)[1:]
        return Reader(others[0], self._states, is_party=self.is_party) if others else None

    @cached_property
    def _concerning(self) -> set[tuple[int, int]]:
        """(kind, key) of the records that concern the reader's offices; a query a kind."""
        if not jurisdiction_of(self.user).offices:
            return set()
        keys: dict[type[Record], set[int]] = defaultdict(set)
        for state in self._states:
            keys[state.model].add(state.key)
        return {
            (ContentType.objects.get_for_model(model).pk, key)
            for model, found in keys.items()
            for key in model.objects.concerning(self.user)
            .filter(pk__in=found)
            .values_list("pk", flat=True)
        }

    def _says_seen(self, relation, row: Columns) -> bool:
        """Whether nothing that a row says hides it: neither its level nor what it leads to."""
        model = relation.related_model
        if not self.sees_level(row):
            return False
        owner = None if isinstance(relation, GenericRelation) else relation.field
        return all(
            field is owner or self.sees(field.related_model, row.get(field.name))
            for field in links_of(model)
        )


def _speaks_of_seen(citation: Columns, rows) -> bool:
    relation, row = citation.get("field"), citation.get("row")
    return row is None or relation not in rows or row in rows[relation]


def links_of(model) -> list[models.Field]:
    """The links of a record or row to others that have a name, editable ones alone."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    editable = set(fact_of_columns(model))
    return [
        field
        for field in fields
        if field.is_relation and field.name in editable and field.related_model is not ContentType
    ]


def _keys(value) -> list[int]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
