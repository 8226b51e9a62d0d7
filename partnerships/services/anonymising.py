"""Anonymising a person: the name goes for good, from the records and from their history.

What stays is that somebody was there: attendances with their order, title, lead and organisation,
signatures with the office that signed, head-counts. What goes is whatever names or describes the
person: name, other spellings, remark, contact data, posts, the sources, figures, follow-ups and
notes on the person's own page, names as printed on missions, events and agreements and what
sources say of exactly these rows. The history keeps its entries without the name.

Texts of other records are not rewritten: `named_in` tells which name the person. The book of seeds
keeps what the seed files say, which are public; a later load brings nothing back.
"""

import json
import re
from collections.abc import Callable, Iterable
from secrets import token_hex

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from partnerships.models import (
    Agreement,
    Attendance,
    Citation,
    Delegation,
    Event,
    EventAttendance,
    MergedRecord,
    Person,
    Signature,
)
from partnerships.models.people import ANONYMISED
from partnerships.models.sources import record_models
from partnerships.services import history, records
from partnerships.services.merging import forgetting
from partnerships.text import fold

#: Rows that name people, the records they belong to, and what links a row to its record.
ROWS = (
    (Attendance, Delegation, "delegation", "attendances"),
    (EventAttendance, Event, "event", "attendances"),
    (Signature, Agreement, "agreement", "signatures"),
)
#: What people and the site itself wrote about changes.
COMMENTS = (
    (Revision, ("comment",)),
    (LogEntry, ("object_repr", "change_message")),
    (MergedRecord, ("title", "reason")),
)
#: What stands where a name stood; pages show it in the reader's language.
NOBODY = "Person anonymised"
#: Shorter ones would be found inside of other words.
SHORTEST_NAME = 2


def anonymise(person: Person, *, by, expected_version: int, also_printed: bool = False) -> None:
    """Take the person's name out of everything but texts of other records. Cannot be undone.

    With `also_printed` rows that print the same name without a link to the person lose it too.
    Raises `StaleVersion`, and ValidationError for one who is anonymised already; nothing is
    written then.
    """
    if person.is_anonymised:
        raise ValidationError(_("This person is anonymised already."))
    names = names_of(person)
    with transaction.atomic():
        rows = _rows(person, names, also_printed)
        person.slug = f"{ANONYMISED}-{token_hex(8)}"
        person.name = NOBODY
        person.name_local = person.other_names = person.remark = ""
        reason = _("Anonymised; this cannot be undone.")
        relations = [lambda: _drop_own_rows(person), lambda: _take_names(rows)]
        records.save(person, relations, by=by, expected_version=expected_version, reason=reason)
        _scrub_history(person, names, rows, also_printed)


def names_of(person) -> tuple[str, ...]:
    """Every name on record of the person, now and in the history."""
    keys = [str(one.pk) for one in _records_of(person)]
    stored = [_fields_of(version) for version in _versions(Person, Q(object_id__in=keys))]
    now = {name: getattr(person, name) for name in ("name", "name_local", "other_names")}
    lines = (
        line.strip()
        for state in (now, *stored)
        for text in (state["name"], state["name_local"], state["other_names"])
        for line in text.splitlines()
    )
    return tuple(dict.fromkeys(line for line in lines if len(line) >= SHORTEST_NAME))


def _records_of(person) -> list[Person]:
    """The person's record and those that were merged into it, of which the history tells."""
    return [person, *(Person(pk=key) for key in forgetting.records_merged_into(person))]


def printed_elsewhere(person, user) -> list:
    """Rows that print one of the names without a link to the person, on records `user` may see."""
    seen = []
    for model, record, name, _relation in ROWS:
        on_seen = {f"{name}__in": record.objects.visible_to(user).values("pk")}
        seen += model.objects.visible_to(user).filter(**on_seen, person=None).select_related(name)
    return _with_name(seen, names_of(person))


def _with_name(rows, names) -> list:
    folded = {fold(name) for name in names}
    return [row for row in rows if row.name and fold(row.name) in folded]


def named_in(person, user) -> list:
    """Records that `user` may see whose own texts hold one of the names; for changing by hand."""
    rule = Q()
    for name in names_of(person):
        rule |= Q(search_text__contains=fold(name))
    models = record_models() if rule else ()
    found = (model.objects.visible_to(user).filter(rule).for_reading() for model in models)
    return [record for records_ in found for record in records_ if record != person]


def _rows(person, names, also_printed) -> list:
    """Every row that is linked to the person or prints a name alone, whoever may see it."""
    linked = [row for model, *_rest in ROWS for row in model.objects.filter(person=person)]
    if not also_printed:
        return linked
    alone = [row for model, *_rest in ROWS for row in model.objects.filter(person=None)]
    return linked + _with_name(alone, names)


def _drop_own_rows(person) -> None:
    for name in history.row_names(person):
        getattr(person, name).all().delete()


def _take_names(rows) -> None:
    """Empty the names as printed, and refuse edits that were begun before."""
    for row in rows:
        row.name = "" if row.person_id else NOBODY
        row.save(update_fields=["name"])
    for model, record, name, relation in ROWS:
        own = [row for row in rows if isinstance(row, model)]
        keys = {getattr(row, f"{name}_id") for row in own}
        record.objects.filter(pk__in=keys).update(version=F("version") + 1)
        cited = _citations(record, relation, [row.pk for row in own])
        cited.update(value_as_stated="", remark="")


def _citations(record, relation, rows):
    kind = ContentType.objects.get_for_model(record)
    return Citation.objects.filter(content_type=kind, field=relation, row__in=rows)


# The history


def _scrub_history(person, names, rows, also_printed) -> None:
    same = _records_of(person)
    for one in same:
        _rewrite(_versions(Person, Q(object_id=str(one.pk))), lambda _fields: _of_person(person))
        _drop_versions(one)
    folded = {fold(name) for name in names}
    for model, record, _name, relation in ROWS:
        for one in same:
            _rewrite(_naming(model, one, also_printed), _without_name(one, folded))
        keys = [row.pk for row in rows if isinstance(row, model)]
        kind = ContentType.objects.get_for_model(record)
        of_rows = _versions(Citation, Q(serialized_data__contains=f'"field": "{relation}"'))
        _rewrite(of_rows, _without_words(kind.pk, relation, keys))
    _scrub_comments(names)
    forgetting.forget(person, names)


def _of_person(person) -> dict:
    """What every earlier state of the person says from now on."""
    names = ("slug", "name", "name_local", "other_names", "remark", "name_folded", "search_text")
    return {name: getattr(person, name) for name in names}


def _without_name(person, folded) -> Callable[[dict], dict]:
    """Rows linked to the person, then or now, and those that print the name alone."""

    def change(fields):
        if fields.get("person") == person.pk:
            return {"name": ""}
        if fields.get("person") is None and fold(fields.get("name") or "") in folded:
            return {"name": NOBODY}
        return {}

    return change


def _without_words(kind, relation, rows) -> Callable[[dict], dict]:
    """Citations of exactly these rows."""

    def change(fields):
        place = (fields.get("content_type"), fields.get("field"))
        if place == (kind, relation) and fields.get("row") in rows:
            return {"value_as_stated": "", "remark": ""}
        return {}

    return change


def _naming(model, person, also_printed) -> Iterable[Version]:
    link = f'"person": {person.pk}'
    rule = Q(serialized_data__contains=f"{link},") | Q(serialized_data__contains=f"{link}}}")
    if also_printed:
        rule |= Q(serialized_data__contains='"person": null')
    return _versions(model, rule)


def _versions(model, rule) -> Iterable[Version]:
    kind = ContentType.objects.get_for_model(model)
    return Version.objects.filter(rule, content_type=kind).iterator(chunk_size=500)


def _rewrite(versions, change: Callable[[dict], dict]) -> None:
    """Change the fields of stored states; what is not stored as a field stays away."""
    for version in versions:
        stored = json.loads(version.serialized_data)
        fields = stored[0]["fields"]
        changed = {name: value for name, value in change(fields).items() if name in fields}
        if changed:
            fields.update(changed)
            version.serialized_data = json.dumps(stored, ensure_ascii=False)
            version.object_repr = NOBODY
            version.save(update_fields=["serialized_data", "object_repr"])


def _drop_versions(person) -> None:
    """Forget the rows of the person: posts, and what stood on the person's own page."""
    kind = ContentType.objects.get_for_model(Person)
    for name in history.row_names(person):
        model = person._meta.get_field(name).related_model
        own = {"content_type": kind.pk, "object_id": person.pk}
        if name in person.row_names:
            own = {"person": person.pk}
        column, value = list(own.items())[-1]
        stored = _versions(model, Q(serialized_data__contains=f'"{column}": {value}'))
        gone = [version.pk for version in stored if own.items() <= _fields_of(version).items()]
        Version.objects.filter(pk__in=gone).delete()


def _fields_of(version) -> dict:
    """The plain columns of a stored row."""
    fields = json.loads(version.serialized_data)[0]["fields"]
    return {name: value for name, value in fields.items() if not isinstance(value, list)}


def _scrub_comments(names) -> None:
    """Take the names out of reasons and of the admin's own log."""
    named = re.compile("|".join(map(_as_word, names)), re.IGNORECASE)
    for model, columns in COMMENTS:
        rule = Q()
        for name in names:
            for column in columns:
                rule |= Q(**{f"{column}__icontains": name})
        for row in model.objects.filter(rule) if rule else ():
            for column in columns:
                setattr(row, column, named.sub(NOBODY, getattr(row, column)))
            row.save(update_fields=columns)


def _as_word(name: str) -> str:
    """A pattern for the name; one in Latin letters is not found inside of other words."""
    escaped = re.escape(name)
    return rf"(?<!\w){escaped}(?!\w)" if name.isascii() else escaped
