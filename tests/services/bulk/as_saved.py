"""Saving drafts one by one by the one write path, random edits of them, and what is then stored."""

import json
from random import Random

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from reversion.models import Revision, Version

from partnerships.dates import parse
from partnerships.models import User
from partnerships.quantities import Quantity
from partnerships.services import bulk, records
from partnerships.services.bulk.loading import give_owner

TEXTS = ["", "Made-up words", "架空の話", "काल्पनिक", "Two\nlines", "Ünïcode 𠮷 😀", "x" * 70]
DATES = ["", "2025", "2025-07", "2025-07-28", "FY2025", "by 2029-03", "unknown: not said"]
LEFT_ALONE = {"id", "slug", "reference", "reference_year", "reference_number", "version"}


def save_as_usual(draft: bulk.Draft, by, reason: str) -> bool:
    """What an import that saves record by record would do."""
    record = draft.record
    before = draft.before or {}

    def write_rows(name):
        stood = {row["id"]: row for row in before.get(name, ())}
        gone = stood.keys() - {row.pk for row in draft.rows[name]}
        model = record._meta.get_field(name).related_model
        model.objects.filter(pk__in=gone).delete()
        give_owner(record, name, draft.rows[name])
        for row in draft.rows[name]:
            row.save()

    def write_links(name):
        getattr(record, name).set(draft.links[name])

    relations = [lambda name=name: write_rows(name) for name in draft.rows]
    relations += [lambda name=name: write_links(name) for name in draft.links]
    return records.save(record, relations, by=by, reason=reason)


class Editor:
    """Edits drafts at random, the same way each time for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._keys: dict = {}

    def edit(self, draft: bulk.Draft) -> bool:
        """Change some of it; whether the result may be stored."""
        for _stroke in range(self.random.randint(0, 3)):
            self.random.choice([self._column, self._column, self._links, self._rows])(draft)
        return not bulk.refusals([draft])[0]

    def copy(self, model, draft: bulk.Draft) -> bulk.Draft:
        """A new record that says what another one does."""
        made = bulk.blank(model)
        self._say(made.record, draft.record)
        made.links = {name: list(keys) for name, keys in draft.links.items()}
        for name in model.row_names:
            made.rows[name] = [self._say(type(row)(), row) for row in draft.rows[name]]
        return made

    def _say(self, new, other):
        for field in new._meta.concrete_fields:
            if field.name not in LEFT_ALONE and not field.generated and field.editable:
                setattr(new, field.attname, getattr(other, field.attname))
        return new

    def _column(self, draft) -> None:
        self._change(draft.record)

    def _change(self, instance) -> None:
        model = type(instance)
        dates = [date.name for date in getattr(model, "partial_dates", ())]
        numbers = [number.name for number in getattr(model, "quantities", ())]
        parts = tuple(f"{name}_" for name in (*dates, *numbers))
        plain = [
            field.name
            for field in model._meta.concrete_fields
            if field.editable and field.name not in LEFT_ALONE
            if not field.name.startswith(parts or "-") and field.related_model != ContentType
            if field.name not in ("object_id", "row")
        ]
        name = self.random.choice([*dates, *numbers, *plain])
        if name in dates:
            setattr(instance, name, parse(self.random.choice(DATES)))
        elif name in numbers:
            setattr(instance, name, Quantity(self.random.choice([None, 0, 7, 70]), "about", ""))
        else:
            self._set(instance, model._meta.get_field(name))

    def _set(self, instance, field) -> None:
        if isinstance(field, models.ForeignKey):
            value = self.random.choice([*self.keys(field.related_model), None])
        elif field.choices:
            value = self.random.choice([value for value, _label in field.flatchoices])
        elif isinstance(field, models.BooleanField):
            value = self.random.random() < 0.5
        elif isinstance(field, models.IntegerField):
            value = self.random.choice([None, 0, 12])
        elif isinstance(field, models.DateField):
            value = self.random.choice([None, parse("2025-07-28").earliest])
        elif isinstance(field, models.CharField | models.TextField):
            value = self.random.choice(TEXTS)
        else:
            return
        setattr(instance, field.attname, value)

    def _links(self, draft) -> None:
        if draft.links:
            name = self.random.choice(list(draft.links))
            model = draft.record._meta.get_field(name).related_model
            few = self.keys(model)
            draft.links[name] = self.random.sample(few, min(len(few), self.random.randint(0, 3)))

    def _rows(self, draft) -> None:
        name = self.random.choice(list(draft.rows))
        rows = draft.rows[name]
        what = self.random.choice(["remove", "change", "add"])
        if not rows:
            return
        row = self.random.choice(rows)
        if what == "remove":
            rows.remove(row)
        elif what == "change":
            self._change(row)
        else:
            new = self._say(type(row)(), row)
            self._change(new)
            rows.append(new)

    def keys(self, model) -> list[int]:
        if model not in self._keys:
            self._keys[model] = list(
                model._base_manager.order_by("pk").values_list("pk", flat=True)[:9]
            )
        return self._keys[model]


def stored(after: int) -> dict:
    """{(model, key): columns} of all that is stored; of the history, what came after this key."""
    found: dict = {}
    for model in (*apps.get_app_config("partnerships").get_models(), Revision, Version):
        if model._meta.proxy or model is User:
            continue
        rows = model._base_manager.order_by("pk")
        if model is Revision:
            rows = rows.filter(pk__gt=after)
        elif model is Version:
            rows = rows.filter(revision__gt=after)
        for row in rows.values():
            key = row.pop("id")
            if model is Version:
                key = (row["revision_id"], row["content_type_id"], row["object_id"])
                row["serialized_data"] = _sorted_links(json.loads(row["serialized_data"]))
            found[model, key] = row
        for link in model._meta.local_many_to_many:
            own, other = link.m2m_column_name(), link.m2m_reverse_name()
            pairs = link.remote_field.through._base_manager.values_list(own, other)
            found[model, link.name] = set(pairs)
    return found


def _sorted_links(state):
    fields = state[0]["fields"]
    for name, value in fields.items():
        if isinstance(value, list):
            fields[name] = sorted(value)
    return state


def last_revision() -> int:
    return Revision.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def restart_keys() -> dict:
    """What the next keys are, where a rollback does not take them back."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        return dict(cursor.fetchall())


def set_keys(stood: dict) -> None:
    with connection.cursor() as cursor:
        for name, last in stood.items():
            if last is not None:
                cursor.execute("SELECT setval(%s, %s)", [name, last])


def taken_back(write) -> object:
    """What `write` gives; what it wrote is taken back."""
    stood = restart_keys()
    with transaction.atomic():
        found = write()
        transaction.set_rollback(True)
    set_keys(stood)
    return found


def saved_or_none(draft, by, reason) -> bool | None:
    """None where the save was refused."""
    try:
        with transaction.atomic():
            return save_as_usual(draft, by, reason)
    except ValidationError:
        return None
