"""What is wrong with drafts: what `full_clean` would say, for many at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q

from partnerships.models import Partnership
from partnerships.models.base import Record, Referenced
from partnerships.models.facts import fact_of_columns
from partnerships.models.visibility import is_administrator
from partnerships.services import announcing, openness, ownership
from partnerships.services.bulk.conditions import columns_of, holds
from partnerships.services.bulk.linked import Linked, foreign_keys, leads_nowhere
from partnerships.services.bulk.loading import Draft

#: The columns that say who sees a record.
SEEN_BY = ("visibility", "public_from")


class Refusal(NamedTuple):
    """One thing that is wrong with a draft.

    `relation` is "" for the record itself, else that of the row at `place` in the draft's rows;
    `field` is the column, link or fact that is at fault, "" where none is by itself.
    """

    relation: str
    place: int | None
    field: str
    message: str


def refusals(block: Sequence[Draft], linked: Linked | None = None, by=None) -> list[list[Refusal]]:
    """What is wrong with each draft, [] where nothing is; values are made what columns hold.

    `by` is who writes them: what they may not decide is refused; None decides and sees all.

    Stored rows that are as they were are not looked at. A few queries for a block, and one more
    for each record that has to be the only one of its kind.
    """
    (linked or Linked()).attach(block)
    return [list(_of_draft(draft, by)) for draft in block]


def _of_draft(draft: Draft, by) -> Iterator[Refusal]:
    for field, message in _of_record(draft, by):
        yield Refusal("", None, field, message)
    for relation, rows in draft.rows.items():
        stood = {row["id"]: row for row in (draft.before or {}).get(relation, ())}
        owner = _owner(draft.record, relation)
        for place, row in enumerate(rows):
            if row.pk in stood and _is_as_it_was(row, stood[row.pk]):
                continue
            for field, message in _of_row(row, owner):
                yield Refusal(relation, place, field, message)
        for place, field, message in _repeated(rows):
            yield Refusal(relation, place, field, message)


def _is_as_it_was(row, columns: dict) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _owner(record, relation: str) -> set[str]:
    """The columns of a row that name its record: the writer fills them."""
    link = record._meta.get_field(relation)
    if isinstance(link, models.ManyToOneRel):
        return {link.field.name}
    return {link.content_type_field_name, link.object_id_field_name}


def _of_record(draft: Draft, by) -> Iterator[tuple[str, str]]:
    record = draft.record
    given = {"slug", "reference", "reference_year", "reference_number"}
    wrong = list(_of_row(record, given))
    yield from wrong
    yield from _not_theirs(draft, by)
    yield from _unannounced(draft, by)
    if draft.is_new and isinstance(record, Referenced) and record.reference:
        yield from _taken(record, "reference")
    if isinstance(record, Partnership) and not {name for name, _message in wrong} & {*SEEN_BY}:
        yield from _hidden_parties(draft, record, by)


def _hidden_parties(draft: Draft, tie: Partnership, by) -> Iterator[tuple[str, str]]:
    """Parties that fewer may see; a query for a tie of which this may have changed."""
    rows = draft.rows.get("parties")
    parties = None if rows is None else {row.organisation_id for row in rows}
    if draft.before is not None:
        stood, rows_before = draft.before[""][0], draft.before.get("parties", ())
        same = all(stood[name] == getattr(tie, name) for name in SEEN_BY)
        if same and (parties is None or parties <= {r["organisation_id"] for r in rows_before}):
            return
    errors: dict[str, list[str]] = {}
    _collect(errors, lambda: openness.refuse_hidden_parties(tie, parties, by=by))
    yield from _told(errors)


def _unannounced(draft: Draft, by) -> Iterator[tuple[str, str]]:
    """A planned visit made public without a source that announces it."""
    record = draft.record
    stored = _stored(draft)
    if not announcing.makes_public(record, stored):
        return
    rows = draft.rows.get("citations")  # absent where the file touches none of those stored
    cited = None if rows is None else [row.source_id for row in rows]
    errors: dict[str, list[str]] = {}
    _collect(errors, lambda: announcing.refuse_unannounced(record, stored, "", by, cited))
    yield from (("visibility", message) for messages in errors.values() for message in messages)


def _stored(draft: Draft) -> Record | None:
    """The record as it stood, its own columns alone; None for a new one."""
    if draft.before is None:
        return None
    stood = draft.before[""][0]
    columns = (field.attname for field in draft.record._meta.concrete_fields)
    return type(draft.record)(**{name: stood[name] for name in columns if name in stood})


def _not_theirs(draft: Draft, by) -> Iterator[tuple[str, str]]:
    """What the owner of the record, or an administrator, decides and `by` does not."""
    record = draft.record
    if by is None or is_administrator(by) or not isinstance(record, Record):
        return
    stored = _stored(draft)
    errors: dict[str, list[str]] = {}
    _collect(errors, lambda: ownership.refuse_deciding(record, stored, by))
    yield from _told(errors)


def _told(errors: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, messages in errors.items():
        yield from ((name, message) for message in messages)


def _taken(record, name: str) -> Iterator[tuple[str, str]]:
    value = getattr(record, name)
    if type(record)._base_manager.filter(**{name: value}).exists():
        yield name, record.unique_error_message(type(record), (name,)).messages[0]


def _of_row(instance, skipped: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a record or row by itself, in the order of `full_clean`."""
    links = {f.name for f in foreign_keys(type(instance)) if getattr(instance, f.attname)}
    errors: dict[str, list[str]] = {}
    _collect(errors, lambda: instance.clean_fields(exclude=skipped | links))
    for field in foreign_keys(type(instance)):
        if field.name not in skipped and leads_nowhere(instance, field):
            told = field.error_messages["invalid"]
            names = {"model": field.related_model._meta.verbose_name, "field": field.name}
            values = {**names, "pk": getattr(instance, field.attname), "value": field.name}
            errors.setdefault(field.name, []).append(str(told % values))
    if not errors:
        _collect(errors, instance.clean)
    for constraint in instance._meta.constraints:
        _keep_to(errors, instance, constraint)
    for name, messages in errors.items():
        for message in messages:
            yield "" if name == NON_FIELD_ERRORS else name, message


def _collect(errors: dict[str, list[str]], check) -> None:
    try:
        check()
    except ValidationError as refused:
        for name, messages in ValidationError(refused.update_error_dict({})).message_dict.items():
            errors.setdefault(name, []).extend(messages)


def _keep_to(errors: dict[str, list[str]], instance, constraint) -> None:
    """Add what a constraint of the model refuses, at the fact that it speaks of first."""

    def value(name: str) -> object:
        return getattr(instance, instance._meta.get_field(name).attname)

    if isinstance(constraint, models.CheckConstraint):
        rule = cast(Q, constraint.condition)
        columns = list(columns_of(rule))
        if errors.keys() & set(columns) or holds(rule, value) is not False:
            return
        fact = fact_of_columns(type(instance)).get(columns[0], NON_FIELD_ERRORS)
        errors.setdefault(fact, []).append(str(constraint.get_violation_error_message()))
    elif constraint.condition is not None and holds(constraint.condition, value):
        _collect(errors, lambda: constraint.validate(type(instance), instance))


def _repeated(rows: Sequence[models.Model]) -> Iterable[tuple[int, str, str]]:
    """Rows of one record that say what a further row of it must not say."""
    for constraint in rows[0]._meta.constraints if rows else ():
        if not isinstance(constraint, models.UniqueConstraint) or constraint.condition is not None:
            continue
        names = [rows[0]._meta.get_field(name).attname for name in constraint.fields]
        said = [tuple(getattr(row, name) for name in names) for row in rows]
        often = Counter(said)
        seen = set()
        for place, key in enumerate(said):
            if often[key] > 1 and key in seen:
                message = str(constraint.get_violation_error_message())
                yield place, constraint.fields[-1], message
            seen.add(key)
