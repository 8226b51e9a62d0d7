"""What a merge moves, by name, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.services.merging.planning import Fold, Move, Place, Plan, Relink
from partnerships.services.merging.relations import is_record


@dataclass
class Group:
    """Rows of one relation: what moves, and what is said by the other record already."""

    label: str
    moved: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)


def groups(drawn: Plan, user) -> list[Group]:
    """The rows and links that the merge touches, by relation, in order of their names.

    Hidden rows and rows of hidden records move too; here they are neither named nor counted.
    """
    seen = _Seen(user)
    found: dict[str, Group] = {}
    steps: list[Move | Fold] = [*drawn.moves, *drawn.folds]
    seen.look_at(_places(drawn, steps))
    for step in steps:
        owner = drawn.owner_of(step)
        if seen.hides(type(step.row), step.row.pk) or (owner and seen.hides(*owner)):
            continue
        group = _group(found, _label(drawn, step, owner))
        lines = group.folded if isinstance(step, Fold) else group.moved
        lines.append(_line(drawn, step.row, owner, seen))
    for link in drawn.links:
        _add_link(drawn, link, found, seen)
    return [found[label] for label in sorted(found)]


def _places(drawn, steps) -> Iterable[Place]:
    for step in steps:
        yield type(step.row), step.row.pk
        owner = drawn.owner_of(step)
        if owner:
            yield owner
    for link in drawn.links:
        yield link.owner
        other = link.owner[0]._meta.get_field(link.name).related_model
        yield from ((other, key) for key in {*link.before, *link.after})


class _Seen:
    """The rows that the reader may see, read in one query for each kind."""

    def __init__(self, user) -> None:
        self.user = user
        self.rows: dict[Place, Any] = {}

    def look_at(self, places: Iterable[Place]) -> None:
        by_model: dict[Any, set[int]] = {}
        for model, key in places:
            by_model.setdefault(model, set()).add(key)
        for model, keys in by_model.items():
            rows = model._default_manager.all()
            if hasattr(rows, "visible_to"):
                rows = rows.visible_to(self.user)
            if hasattr(rows, "for_reading"):
                rows = rows.for_reading()
            self.rows |= {(model, row.pk): row for row in rows.filter(pk__in=keys)}

    def hides(self, model, key) -> bool:
        return (model, key) not in self.rows


def _group(found: dict[str, Group], label: str) -> Group:
    return found.setdefault(label, Group(label))


def _label(drawn: Plan, step: Move | Fold, owner: Place | None) -> str:
    meta = step.row._meta
    if owner is None or owner == (type(drawn.kept), drawn.kept.pk):
        return capfirst(meta.verbose_name_plural)
    if is_record(step.row):
        column = next(iter(step.columns)) if isinstance(step, Move) else ""
        name = meta.get_field(column.removesuffix("_id")).verbose_name if column else ""
        return f"{capfirst(meta.verbose_name_plural)}: {name}"
    values = {"records": owner[0]._meta.verbose_name_plural, "rows": meta.verbose_name_plural}
    return capfirst(_("%(records)s: %(rows)s") % values)


def _line(drawn: Plan, row, owner: Place | None, seen: _Seen) -> str:
    """A row by what it shows, of another record with that record before it."""
    shown = seen.rows[type(row), row.pk]
    own = (type(drawn.kept), drawn.kept.pk)
    if owner is None or owner == own or is_record(row):
        return str(shown)
    return f"{seen.rows[owner]}: {shown}"


def _add_link(drawn: Plan, link: Relink, found: dict[str, Group], seen: _Seen) -> None:
    model, key = link.owner
    field_: Any = model._meta.get_field(link.name)
    if seen.hides(model, key):
        return
    if link.owner == (type(drawn.kept), drawn.kept.pk):
        added = set(link.after) - set(link.before)
        rows = (seen.rows.get((field_.related_model, other)) for other in added)
        lines = [str(row) for row in rows if row]
        if lines:
            _group(found, capfirst(field_.verbose_name)).moved += sorted(lines)
        return
    label = f"{capfirst(model._meta.verbose_name_plural)}: {field_.verbose_name}"
    _group(found, label).moved.append(str(seen.rows[link.owner]))
