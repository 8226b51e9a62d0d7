"""Finding records by the keys that files use, without a query a cell."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import Model
from django.utils.translation import gettext as _

from partnerships.models import MergedRecord, Organisation, Person, Post


class Refused(Exception):
    """A cell that is not accepted; the text is a whole sentence that names the value."""


class Waiting(Exception):
    """A cell that names a row which was refused itself: told there, not again here."""


class Keys:
    """All records by model and public key, those in the database and those loaded meanwhile."""

    def __init__(self) -> None:
        self._found: dict[type[Model], dict[str, Model]] = {}
        self._numbered: dict[type[Model], dict[int, Model]] = {}
        self._posts: dict[tuple[int, str], Post] = {}
        self._merged: dict[type[Model], dict[str, int]] = {}
        #: Rows of the files: not loaded yet, or refused.
        self.to_come: set[tuple[type[Model], str]] = set()
        self.refused: set[tuple[type[Model], str]] = set()

    def get(self, model: type[Model], key: str) -> Model | None:
        return self._of(model).get(key)

    def all(self, model: type[Model]) -> Iterable[Model]:
        return list(self._of(model).values())

    def find(self, model: type[Model], key: str) -> Model:
        """The record of that key; raises `Refused` where there is none, `Waiting` if refused."""
        found = self.get(model, key)
        if found is not None:
            return found
        if (model, key) in self.refused:
            raise Waiting
        merged_into = self.merged_into(model, key)
        if merged_into is not None:
            return merged_into
        raise Refused(self._missing(model, key))

    def merged_into(self, model: type[Model], key: str) -> Model | None:
        """The record that stands for one that was merged away, None for a key of no such one."""
        if model not in self._merged:
            merges = MergedRecord.objects
            keys = merges.of(model).values_list("key", flat=True)
            self._merged[model] = {old: merges.target_of(model, key=old) for old in keys}
        return self.by_number(model, self._merged[model].get(key))

    def by_number(self, model: type[Model], number: Any) -> Model | None:
        if model not in self._numbered:
            self._numbered[model] = {record.pk: record for record in self._of(model).values()}
        return self._numbered[model].get(number)

    def add(self, record: Model, key: str) -> None:
        """Let rows further down refer to a record by the key that it has in the files."""
        self._of(type(record))[key or public_key(record)] = record

    def post(self, organisation: Organisation, title: str) -> Post:
        """The post of that title in the organisation, made when there is none."""
        place = (organisation.pk, title)
        if place not in self._posts:
            found = Post.objects.filter(organisation=organisation, title=title).first()
            if found is None:
                found = Post(organisation=organisation, title=title)
                found.full_clean()
                found.save()
            self._posts[place] = found
        return self._posts[place]

    def _of(self, model) -> dict[str, Model]:
        if model not in self._found:
            records = stored(model)
            self._found[model] = {public_key(record): record for record in records}
        return self._found[model]

    def _missing(self, model, key) -> str:
        values = {"value": key, "kind": model._meta.verbose_name}
        if (model, key) in self.to_come:
            return _("“%(value)s” comes further down; a row refers to rows above it.") % values
        if model is Organisation:
            government = next(
                (code for code, found in self._of(model).items() if found.slug == key), None
            )
            if government:
                return _(
                    "“%(value)s” is the government of a region; name it by the region's code, "
                    "%(code)s."
                ) % {**values, "code": government}
        return _("“%(value)s” is no %(kind)s known; write the key of one.") % values


def public_key(record: Model) -> str:
    """How files name the record; rows that nothing refers to go by their number."""
    if isinstance(record, Organisation):
        return record.identifier
    return getattr(record, "key", None) or str(record.pk)


def stored(model: type[Model]):
    """Every record of the model with its links and rows, in a few queries."""
    names = [field.name for field in model._meta.many_to_many]
    names += rows_of(model)
    if model is Person:
        names.append("holdings__post__organisation")
    records = model._default_manager.prefetch_related(*names)
    return records.select_related("region") if model is Organisation else records


def rows_of(model: type[Model]) -> list[str]:
    """The names of the rows that belong to a record of the model, citations last."""
    common = [name for name in ("figures", "citations") if hasattr(model, name)]
    return [*getattr(model, "row_names", ()), *common]


def belongs_to(owner: Model, relation: str, row: Model) -> None:
    """Tie a new row to the record that owns it."""
    field = owner._meta.get_field(relation)
    if any(isinstance(f, GenericForeignKey) for f in row._meta.private_fields):
        row.record = owner
    else:
        setattr(row, field.remote_field.name, owner)
