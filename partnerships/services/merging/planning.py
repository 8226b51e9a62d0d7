"""What a merge would do: which rows move, which are folded into others, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from partnerships.models import Citation, Delegation, Organisation, Person, Source
from partnerships.models.base import Record
from partnerships.models.visibility import is_administrator
from partnerships.services.merging import facts, relations
from partnerships.services.merging.rows import clashes, content, contradictions, fills
from partnerships.services.told import seen_among

#: The kinds of records that can be merged.
MERGEABLE: tuple[type[Record], ...] = (Delegation, Organisation, Person, Source)

Place = tuple[type[models.Model], int]


@dataclass
class Move:
    """A row whose `columns` change, so that it points to what stays."""

    row: Any
    columns: dict[str, Any]


@dataclass
class Fold:
    """A row that says the same as another, which takes what only this one says (`fills`)."""

    row: Any
    into: Any
    fills: dict[str, Any]


@dataclass
class Relink:
    """A many-to-many field of a record, with the keys that it holds afterwards."""

    owner: Place
    name: str
    before: list[int]
    after: list[int]


@dataclass
class Plan:
    """What merging `gone` into `kept` does; with a refusal it does nothing."""

    kept: Any
    gone: Any
    user: Any
    differences: list[facts.Difference]
    which: dict[str, str]
    columns: dict[str, Any]
    moves: list[Move] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    links: list[Relink] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def owner_of(self, step: Move | Fold) -> Place | None:
        """The record whose history tells of the step, after the merge; None for loose rows."""
        row, columns = (step.into, {}) if isinstance(step, Fold) else (step.row, step.columns)
        owner = relations.owner_of(row, columns)
        gone = (type(self.gone), self.gone.pk)
        return (type(self.kept), self.kept.pk) if owner == gone else owner


def plan(kept, gone, user, choices: Mapping[str, str] | None = None) -> Plan:
    """What merging `gone` into `kept` would do, writing nothing.

    Raises ValidationError for a choice that there is not. Whether `user` may merge the two is for
    `merge` to ask; the plan holds everything, hidden rows too, which its refusals do not name.
    """
    which = facts.chosen(kept, gone, choices or {}, user)
    drawn = Plan(
        kept,
        gone,
        user,
        facts.differences(kept, gone, user),
        which,
        facts.settled(kept, gone, which),
    )
    drawn.refusals = _refusals(drawn)
    if not drawn.refusals:
        _Planner(drawn).draw()
    return drawn


def _refusals(drawn: Plan) -> list[str]:
    """Why the two records cannot be one, whatever their rows."""
    kept, gone = drawn.kept, drawn.gone
    told = []
    if kept == gone:
        told.append(_("A record cannot be merged into itself."))
    if isinstance(gone, Organisation) and gone.is_regional_government:
        told.append(_("“%(name)s” acts for its region and cannot be merged away.") % {"name": gone})
    if isinstance(kept, Organisation) and kept.is_regional_government:
        fixed = {"kind", "region_id", "country"} & drawn.columns.keys()
        if any(drawn.columns[name] != getattr(kept, name) for name in fixed):
            told.append(_("“%(name)s” has to stay its region's government.") % {"name": kept})
    if _lie_apart(kept, gone) and not (drawn.user is None or is_administrator(drawn.user)):
        told.append(_("Only an administrator merges organisations of two regions."))
    if kept != gone and _is_above(kept, gone):
        values = {"kept": kept, "gone": gone}
        told.append(_("“%(kept)s” and “%(gone)s” hang on each other, so they are two.") % values)
    return told


def _lie_apart(kept, gone) -> bool:
    """Whether the records that name one of them come to count for another region."""
    return isinstance(kept, Organisation) and kept.region_id != gone.region_id


def _is_above(kept, gone) -> bool:
    """Whether one is reached from the other by keys of its own model, such as the parent."""
    own = type(kept)
    keys = [key for key in relations.foreign_keys_to(own) if key.model is own]
    return any(
        _reaches(start, key, end) for key in keys for start, end in ((kept, gone), (gone, kept))
    )


def _reaches(start, key, end) -> bool:
    rows = type(start)._base_manager
    at, seen = getattr(start, key.attname), set()
    while at is not None and at not in seen:
        if at == end.pk:
            return True
        seen.add(at)
        at = rows.filter(pk=at).values_list(key.attname, flat=True).first()
    return False


class _Planner:
    """Follows what points to the record that goes, and to each row that is folded by it."""

    def __init__(self, drawn: Plan) -> None:
        self.plan = drawn
        #: Rows to be carried over: (what goes, what stands for it).
        self.queue: list[tuple[Any, Any]] = [(drawn.gone, drawn.kept)]
        self.citations: dict[int, Move] = {}
        self.folded: set[Place] = set()
        #: Rows that others were folded into: each takes one.
        self.taken: set[Place] = set()
        self.moved: dict[Place, Move] = {}

    def draw(self) -> None:
        self._carry_all()
        # Citations name rows by number, so they are looked at when all rows are.
        self._settle(self.citations.values())
        self._carry_all()
        self._links()

    def _carry_all(self) -> None:
        while self.queue:
            self._settle(self._pointing(*self.queue.pop(0)))

    def _pointing(self, old, new) -> Iterable[Move]:
        """The rows that point to `old`, each once, with their columns pointing to `new`."""
        found: dict[Place, Move] = {}
        for model, column, rows in relations.pointing_at(old):
            for row in rows:
                move = found.setdefault((model, row.pk), Move(row, {}))
                move.columns[column] = new.pk
        for citation in relations.citations_of_row(old):
            self._note(Move(citation, {"row": new.pk}))
        for place in [place for place in found if place[0] is Citation]:
            self._note(found.pop(place))
        return found.values()

    def _note(self, move: Move) -> None:
        noted = self.citations.setdefault(move.row.pk, move)
        noted.columns |= move.columns

    def _settle(self, moves: Iterable[Move]) -> None:
        """Move each row, or fold it into one that says the same already."""
        pools: dict[tuple, list] = {}
        for move in list(moves):
            place = (type(move.row), move.row.pk)
            if place in self.folded:
                continue
            earlier = self.moved.pop(place, None)
            if earlier:  # it points to two that go: both of its columns change at once
                self.plan.moves.remove(earlier)
                move.columns = earlier.columns | move.columns
            if self._names_both(move):
                self._refuse(_("%(row)s names both, so they are two."), move.row)
            else:
                self._place(move, self._pool(move, pools))

    def _pool(self, move: Move, pools: dict) -> list:
        """The stored rows that `move` may repeat: those that point where it is going to."""
        pool: dict[int, Any] = {}
        model = type(move.row)
        for column, value in move.columns.items():
            if (model, column, value) not in pools:
                pools[model, column, value] = list(model._base_manager.filter(**{column: value}))
            pool |= {row.pk: row for row in pools[model, column, value]}
        return [
            row
            for row in pool.values()
            if row.pk != move.row.pk and (model, row.pk) not in self.folded
        ]

    def _place(self, move: Move, pool: list) -> None:
        clashing = [row for row in pool if clashes(move.row, row, move.columns)]
        if clashing:
            self._fold_clashing(move, clashing[0])
            return
        twin = None if relations.is_record(move.row) else self._twin(move, pool)
        if twin is not None:
            self._fold(move.row, twin, {})
        else:
            self.moved[type(move.row), move.row.pk] = move
            self.plan.moves.append(move)

    def _twin(self, move: Move, pool: list):
        """A row of the record that stays with the same content, which no other was folded into."""
        wanted = content(move.row, move.columns)
        free = (row for row in pool if (type(row), row.pk) not in self.taken)
        return next((row for row in free if content(row) == wanted), None)

    def _fold_clashing(self, move: Move, other) -> None:
        differing = contradictions(move.row, other, move.columns)
        if relations.is_record(move.row) or differing:
            told = _(
                "%(row)s and %(other)s cannot both stand, and they differ: %(facts)s. Make them "
                "alike or remove one first."
            )
            self._refuse(told, move.row, other, differing)
        else:
            self._fold(move.row, other, fills(move.row, other, move.columns))

    def _fold(self, row, into, filled) -> None:
        self.folded.add((type(row), row.pk))
        self.taken.add((type(into), into.pk))
        self.plan.folds.append(Fold(row, into, filled))
        self.queue.append((row, into))

    def _names_both(self, move: Move) -> bool:
        """Whether the row names what goes and what stays, each in a role of its own."""
        model, kept = type(self.plan.kept), self.plan.kept.pk
        keys = [key for key in relations.foreign_keys_to(model) if key.model is type(move.row)]
        own = [key.attname for key in keys if key.attname not in move.columns]
        turned = any(value == kept for key in keys if (value := move.columns.get(key.attname)))
        return turned and any(getattr(move.row, name) == kept for name in own)

    def _refuse(self, told: str, row, other=None, differing=()) -> None:
        both = [one for one in (row, other) if one is not None]
        if len(seen_among(both, self.plan.user)) < len(both):
            self._refuse_hidden()
            return
        values = {"row": described(row), "other": described(other) if other else ""}
        values["facts"] = ", ".join(differing)
        self.plan.refusals.append(told % values)

    def _refuse_hidden(self) -> None:
        told = _("Records that you may not see forbid it; an administrator sees which.")
        if told not in self.plan.refusals:
            self.plan.refusals.append(told)

    # Many-to-many

    def _links(self) -> None:
        kept, gone = self.plan.kept, self.plan.gone
        for link in type(kept)._meta.many_to_many:
            before = _held(kept, link.name)
            after = sorted({*before, *_held(gone, link.name)})
            if after != before:
                self._relink((type(kept), kept.pk), link.name, before, after)
        for link in relations.links_to(type(kept)):
            for owner in link.model._base_manager.filter(**{link.name: gone.pk}):
                before = _held(owner, link.name)
                after = sorted({*before, kept.pk} - {gone.pk})
                self._relink((link.model, owner.pk), link.name, before, after)

    def _relink(self, owner: Place, name, before, after) -> None:
        self.plan.links.append(Relink(owner, name, before, after))


def _held(record, name) -> list[int]:
    return sorted(getattr(record, name).order_by().values_list("pk", flat=True))


def described(row) -> str:
    """A row with the record that it belongs to: “DEL-2025-0001 …: Kakuu”."""
    text = f"{row._meta.verbose_name} “{row}”"
    record = _record_of(row)
    return f"“{record}”: {text}" if record else text


def _record_of(row):
    """The record that a row belongs to; None for a record itself and for loose rows."""
    owner = relations.owner_of(row, {})
    if owner is None or owner == (type(row), row.pk):
        return None
    model, key = owner
    return model._base_manager.filter(pk=key).first()
