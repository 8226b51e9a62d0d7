"""Writing what was made ready: the short part, in one transaction and under its lock."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import reversion.models
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from partnerships.models import Change, ImportBatch, ImportedRow, PledgeDueChange
from partnerships.models.base import Record
from partnerships.services import history
from partnerships.services.bulk.columns import Signs
from partnerships.services.bulk.databases import database
from partnerships.services.bulk.numbers import References, Slugs
from partnerships.services.bulk.preparing import Prepared, table_of
from partnerships.text import fold

REVISION, VERSION = reversion.models.Revision, reversion.models.Version
_KEYS_ONLY = ("id",)


class Replay:
    """Writes blocks of prepared records of one model; call it in a transaction."""

    def __init__(self, model: type[Record], by, comment: str, batch: ImportBatch | None) -> None:
        self.model = model
        self.by = by if by and by.is_authenticated else None
        self.comment = comment
        self.batch = batch
        self.kind = ContentType.objects.get_for_model(model).pk
        self.now = timezone.now()
        self.table = table_of(model)
        self.database = database()
        self.references = References(model)
        self.slugs = Slugs(model)
        self._now = REVISION._meta.get_field("date_created").get_db_prep_save(self.now, connection)
        self._told_now = DjangoJSONEncoder().default(self.now)

    def write(self, block: Sequence[Prepared]) -> None:
        revisions = self.database.keys(REVISION, len(block))
        changes = self.database.keys(Change, len(block))
        self._put_in_signs(block)
        self._write_records(block)
        for name in history.row_names(self.model):
            self._write_rows(name, block)
        for link in self.model._meta.many_to_many:
            self._write_links(link, block)
        self._write_history(block, revisions, changes)
        self._write_moves(block)
        self._remove([ready["key"] for ready in block if ready["is_removed"]])
        if self.batch is not None:
            self._write_imported(block, changes)

    def finish(self) -> None:
        self.references.save()

    # Numbers, slugs and the moment

    def _put_in_signs(self, block: Sequence[Prepared]) -> None:
        nameless = [ready for ready in block if "slugs" in ready]
        slugs = dict(zip(map(id, nameless), self._slugs_of(nameless), strict=True))
        for ready in block:
            texts = {Signs.NOW: self._told_now}
            values: dict[str, Any] = {Signs.NOW: self._now}
            if "reference" in ready:
                reference, number = self.references.give(*ready["reference"])
                texts |= {Signs.REFERENCE: reference, Signs.FOLDED_REFERENCE: fold(reference)}
                texts[f'"{Signs.NUMBER}"'] = str(number)
                values[Signs.NUMBER] = number
            if id(ready) in slugs:
                texts[Signs.SLUG] = slugs[id(ready)]
            _put_in(ready, texts, values)

    def _slugs_of(self, block: Sequence[Prepared]) -> list[str]:
        return self.slugs.give([ready["slugs"] for ready in block]) if block else []

    # Records, rows, links

    def _write_records(self, block: Sequence[Prepared]) -> None:
        new = [ready["columns"] for ready in block if ready["is_new"]]
        self.database.insert(self.table.name, self.table.columns, new)
        places = self.table.changing
        columns = [self.table.columns[place] for place in places]
        changed = [
            [*(ready["columns"][place] for place in places), ready["key"]]
            for ready in block
            if not ready["is_new"] and not ready["is_removed"]
        ]
        self.database.update(self.table.name, [*columns, *_KEYS_ONLY], changed)

    def _write_rows(self, name: str, block: Sequence[Prepared]) -> None:
        table = table_of(cast(type, self.model._meta.get_field(name).related_model))
        gone = [[key] for ready in block for key in ready["gone"].get(name, ())]
        rows = [row for ready in block for row in ready["rows"].get(name, ())]
        self.database.delete(table.name, _KEYS_ONLY, gone)
        self.database.insert(table.name, table.columns, rows)

    def _write_links(self, link: models.ManyToManyField, block: Sequence[Prepared]) -> None:
        table = link.remote_field.through._meta.db_table
        columns = (link.m2m_column_name(), link.m2m_reverse_name())

        def pairs(which: str) -> list[list[int]]:
            return [
                [ready["key"], key]
                for ready in block
                for key in ready.get(which, {}).get(link.name, ())
            ]

        self.database.delete(table, columns, pairs("unlinked"))
        self.database.link(table, columns, pairs("linked"))

    def _write_moves(self, block: Sequence[Prepared]) -> None:
        moves = [ready["move"] for ready in block if ready.get("move")]
        if moves:
            table = table_of(PledgeDueChange)
            without_key = [column for column in table.columns if column != "id"]
            place = table.columns.index("id")
            rows = [[*row[:place], *row[place + 1 :]] for row in moves]
            self.database.insert(table.name, without_key, rows)

    # History

    def _write_history(self, block: Sequence[Prepared], revisions, changes) -> None:
        by = self.by.pk if self.by else None
        self.database.insert(
            REVISION._meta.db_table,
            ("id", "date_created", "comment", "user_id"),
            [[key, self._now, self.comment, by] for key in revisions],
        )
        self.database.insert(
            VERSION._meta.db_table,
            (
                *("revision_id", "db", "format"),
                *("content_type_id", "object_id", "serialized_data", "object_repr"),
            ),
            [
                [revision, "default", "json", *version]
                for ready, revision in zip(block, revisions, strict=True)
                for version in ready["versions"]
            ],
        )
        self.database.insert(
            Change._meta.db_table,
            (
                *("id", "revision_id", "content_type_id", "object_id"),
                *("previous_id", "kind", "number", "visibility", "seen_before", "told_to"),
                "office_id",
            ),
            [
                [key, revision, self.kind, ready["key"], *ready["change"]]
                for ready, key, revision in zip(block, changes, revisions, strict=True)
            ],
        )

    def _write_imported(self, block: Sequence[Prepared], changes) -> None:
        self.database.insert(
            ImportedRow._meta.db_table,
            (
                *("batch_id", "number", "fingerprint"),
                *("content_type_id", "object_id", "is_new", "change_id"),
            ),
            [
                [
                    *(self.batch.pk, ready["number"], ready["fingerprint"]),
                    *(self.kind, ready["key"], ready["is_new"], change),
                ]
                for ready, change in zip(block, changes, strict=True)
            ],
        )

    def _remove(self, keys: Sequence[int]) -> None:
        if keys:
            self.model._base_manager.filter(pk__in=keys).delete()


def _put_in(ready: Prepared, texts: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Put what the signs stand for into the columns, rows and states of a record."""
    for row, places in _signed(ready):
        for place in places:
            value = row[place]
            row[place] = values[value] if value in values else _replaced(value, texts)


def _signed(ready: Prepared) -> Iterator[tuple[list, Sequence[int]]]:
    """Rows of values that hold signs, and where."""
    for name in ("columns", "move"):
        if ready.get(name):
            yield ready[name], ready["signed"][name]
    for name, number, places in ready["signed"]["rows"]:
        yield ready["rows"][name][number], places
    for number in ready["signed"]["versions"]:
        yield ready["versions"][number], (2, 3)


def _replaced(text: str, texts: Mapping[str, str]) -> str:
    for sign, meant in texts.items():
        if sign in text:
            text = text.replace(sign, meant)
    return text
