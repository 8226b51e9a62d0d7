"""Which changes want a reason: of a date, a status, what a target aims at, of who sees it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.models import Target
from partnerships.models.facts import fact_of_columns, facts_in_words

#: Columns in which a person decides how a record stands.
STATES = frozenset({"status", "stage", "standing", "state"})
#: Columns that say who sees a record, whoever changes them.
SIGHT = {"visibility": "visibility", "office": "office_id", "public_from": "public_from"}

#: The columns of a record and of its rows, as `history.snapshot` gives them.
Snapshot = Mapping[str, list[dict]]


def weighty_facts(model) -> set[str]:
    """The facts of a record, or of a row, whose change is to be explained."""
    dates = {date.name for date in getattr(model, "partial_dates", ())}
    states = {field.name for field in model._meta.concrete_fields} & STATES
    return dates | states | ({"value"} if model is Target else set())


def refuse_unexplained(record, before: Snapshot, after: Snapshot, reason: str, by=None) -> None:
    """Refuse a weighty change of what stood, on the record or on one of its rows, without a reason.

    A person, `by`, says also why others are to see the record. Raises ValidationError at `reason`,
    naming what was changed. New records and rows need none, nor do rows that are removed.
    """
    if reason.strip():
        return
    changed = list(dict.fromkeys(_changed(record, before, after)))
    if by is not None:
        changed += _sight_changed(record, before[""][0], after[""][0])
    if changed:
        sentence = _("Say why you change this: %(facts)s.") % {"facts": ", ".join(changed)}
        raise ValidationError({"reason": sentence})


def _sight_changed(record, before: dict, after: dict) -> list[str]:
    words = facts_in_words(type(record))
    return [
        capfirst(str(words[name]))
        for name, column in SIGHT.items()
        if before.get(column) != after.get(column)
    ]


def _changed(record, before: Snapshot, after: Snapshot) -> Iterable[str]:
    for relation, rows in after.items():
        model = record._meta.get_field(relation).related_model if relation else type(record)
        key = model._meta.pk.attname
        stood = {row[key]: row for row in before.get(relation, ())}
        yield from (
            label
            for row in rows
            if row[key] in stood
            for label in _changed_facts(model, stood[row[key]], row)
        )


def _changed_facts(model, before: dict, after: dict) -> Iterable[str]:
    weighty, words = weighty_facts(model), facts_in_words(model)
    for column, fact in fact_of_columns(model).items():
        same_in_other_words = column == f"{fact}_text"
        if fact not in weighty or same_in_other_words:
            continue
        if before.get(column) != after.get(column):
            yield capfirst(str(words[fact]))
