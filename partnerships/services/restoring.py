"""What nobody brings back: what an earlier state would change that they may not see or change."""

from collections.abc import Mapping, Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from partnerships.models import Change
from partnerships.models.base import Record
from partnerships.models.follow_ups import Paper
from partnerships.models.visibility import is_administrator
from partnerships.services import ownership
from partnerships.services.states import Columns, Reader, State, links_of, read_states, state_of

#: (relation, key of the row), or ("", name of a link).
Place = tuple[str, int | str]
#: Set where the partnerships of a meeting do not follow its parties.
CHOSEN = "partnerships_chosen"


class OutOfReach(ValidationError):
    """Bringing the state back would change what its restorer may not."""


def refuse_hidden(stored: Record, before: Mapping[str, list[dict]], version, by) -> None:
    """Refuse a state in which differs what `by` may not see, or the rows of other offices.

    `before` is the snapshot of the record as it is stored, `version` that of the history. Raises
    OutOfReach, for a state that the book of changes does not know, too.
    """
    if by is None or is_administrator(by):
        return
    change = Change.objects.of(stored).filter(revision=version.revision_id).first()
    then = read_states([change]).get(change.pk) if change else None
    now = state_of(stored, before)
    if then is None or hidden_differences([(now, then)], by):
        raise OutOfReach(told_hidden())


def told_hidden() -> str:
    return _("That state cannot be restored: it differs in what you may not see or change.")


def hidden_differences(pairs: Sequence[tuple[State, State]], by) -> set[int]:
    """Keys of the records whose two states, now and then, differ in what `by` may not change.

    The states are those of records of one model.
    """
    reader = Reader(by, [state for pair in pairs for state in pair], in_full=True)
    return {now.key for now, then in pairs if _differs(now, then, reader, by)}


def _differs(now: State, then: State, reader: Reader, by) -> bool:
    first, second = ({**_links(s, reader), **_rows(s, reader, by)} for s in (now, then))
    if not (now.columns.get(CHOSEN) or then.columns.get(CHOSEN)):  # they follow the parties
        for links in (first, second):
            links.pop(("", "partnerships"), None)
    return first.keys() != second.keys() or not all(
        _is_same(now.model, place, columns, second[place]) for place, columns in first.items()
    )


def _links(state: State, reader: Reader) -> dict[Place, Columns]:
    """The links of the record to what the reader may not see."""
    seen = reader.seen(state).columns
    found: dict[Place, Columns] = {}
    for field in links_of(state.model):
        value, told = state.columns.get(field.name), seen.get(field.name)
        if isinstance(value, list):
            target = cast(type[models.Model], field.related_model)
            there = target._base_manager.filter(pk__in=set(value) - set(cast(list, told)))
            value, told = sorted(there.values_list("pk", flat=True)), []
        if value != told:
            found["", field.name] = {"key": value}
    return found


def _rows(state: State, reader: Reader, by) -> dict[Place, Columns]:
    """The rows that the reader may not see, and those that belong to other offices."""
    seen = reader.seen(state).rows
    return {
        (relation, key): row
        for relation, rows in state.rows.items()
        for key, row in rows.items()
        if key not in seen[relation]
        or _is_of_others(state.model._meta.get_field(relation).related_model, row, by)
    }


def _is_of_others(model, row: Columns, by) -> bool:
    if issubclass(model, Paper) and row.get(model.named) == by.pk:
        return False
    return "office" in row and not ownership.may_write_for(cast(int | None, row["office"]), by)


def _is_same(model, place: Place, first: Columns, second: Columns) -> bool:
    """Whether both say the same in the columns that both know."""
    relation = place[0]
    if not relation:
        return first == second
    column = model._meta.get_field(relation).related_model._meta.get_field
    return all(
        column(name).to_python(first[name]) == column(name).to_python(second[name])
        for name in first.keys() & second.keys()
    )
