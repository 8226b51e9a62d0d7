"""What the history keeps: words of earlier states, and of why and in whose name they were left."""

import copy

import reversion
from django.db import models

from partnerships.choices import ChangeKind, Visibility
from partnerships.services import book, history
from tests.matrix.canaries import Canaries, Canary, texts_of

#: Stands for the model of reasons and notes: visitors read none.
WHY = "revision"
#: Stages before today's. What was hidden when it was written stays hidden; what was open then is
#: hidden with what said it.
WRITTEN, OPENED = "as it was written", "as it was opened"


class Past:
    """Enters earlier states, with words of their own, into the history of some kinds of record."""

    def __init__(self, canaries: Canaries, by, kinds):
        self.canaries, self.by, self.kinds = canaries, by, kinds

    def begin(self, record) -> None:
        """The first entry of a public record, without words."""
        if type(record) in self.kinds:
            _Story(self, record).enter(ChangeKind.RECORDED, "")

    def of_record(self, record, level: str, through) -> None:
        """How a record came to its level: hidden first, then open to all, then as it is."""
        if type(record) in self.kinds:
            own, told = _Story(self, record), Told(self.canaries, level, through)
            own.stage([record], told, WRITTEN, "office")
            own.stage([record], told, OPENED)
            own.today([record], told)
            own.enter(ChangeKind.RESTORED, told.why("note of what was brought back"))

    def until_now(self, record) -> "_Story | None":
        """A public record before it gets rows; None where its history is not kept."""
        return _Story(self, record) if type(record) in self.kinds else None

    def of_rows(self, story, rows, level: str, through) -> None:
        """How rows that a public record got came to their level."""
        if story:
            told = Told(self.canaries, level, through)
            story.stage(rows, told, WRITTEN, "office")
            story.today(rows, told)

    def of_closed(self, story, rows, through) -> None:
        """Rows for an office that all officials saw: they were told why, and were told of it."""
        if story:
            told = Told(self.canaries, "office", through)
            story.stage(rows, told, OPENED, why="officials")
            story.today(rows, told)


class Told:
    """Words for who may know of a record or row of the level."""

    def __init__(self, canaries: Canaries, level: str, through):
        self.canaries, self.level, self.through = canaries, level, frozenset(through)

    def why(self, what: str, level: str = "") -> str:
        return self._word(WHY, what, level)

    def earlier(self, row, column, stage: str, level: str = "") -> str:
        return self._word(row._meta.model_name, f"{column.name} {stage}", level)

    def _word(self, model, what, level) -> str:
        return self.canaries.word(Canary(level or self.level, self.through, model, what))


class _Story:
    """Enters states of one record, each compared with the one before."""

    def __init__(self, past: Past, record):
        self.past, self.record = past, record
        self.stored, self.before = copy.copy(record), history.snapshot(record)
        self.stands: dict = {}

    def stage(self, parts, told, stage: str, level: str = "", why: str = "") -> None:
        """Enter the record with earlier words in some parts of it: itself, or some of its rows."""
        for row in parts:
            self.stands.setdefault(row, _state_of(row))
            _set(row, {**_earlier(row, told, stage, level), **_open(row, stage)})
        self.enter(self._kind(), told.why(f"why, {stage}", why or level))

    def today(self, parts, told) -> None:
        for row in parts:
            _set(row, self.stands[row])
        self.enter(ChangeKind.CHANGED, told.why("why, as it is"))

    def _kind(self) -> str:
        is_new = not history.versions_of(self.record).exists()
        return ChangeKind.RECORDED if is_new else ChangeKind.CHANGED

    def enter(self, kind, why) -> None:
        with reversion.create_revision(manage_manually=True, atomic=False):
            reversion.set_user(self.past.by)
            reversion.set_comment(why)
            if kind == ChangeKind.RECORDED:
                book.enter(self.record, kind)
            else:
                book.enter(self.record, kind, self.stored, self.before)
        self.stored, self.before = copy.copy(self.record), history.snapshot(self.record)


def _state_of(row) -> dict:
    columns = [column.attname for column in _told_columns(row)]
    kept = [name for name in ("visibility", "public_from") if hasattr(row, name)]
    return {name: getattr(row, name) for name in (*columns, *kept)}


def _told_columns(row) -> list:
    """Texts that change from one state to the next; addresses of pages stay."""
    return [column for column in texts_of(type(row)) if not isinstance(column, models.SlugField)]


def _earlier(row, told, stage, level) -> dict:
    return {
        column.attname: f"https://{word.lower()}.example/{row.pk}"
        if isinstance(column, models.URLField)
        else f"{word} {row.pk}"
        for column in _told_columns(row)
        for word in [told.earlier(row, column, stage, level)]
    }


def _open(row, stage) -> dict:
    """The level at a stage: of its office alone, then as wide as there is."""
    levels = dict(row._meta.get_field("visibility").flatchoices)
    widest = next(level for level in Visibility if level in levels)
    ahead = {"public_from": None} if hasattr(row, "public_from") else {}
    return {"visibility": Visibility.OFFICE if stage == WRITTEN else widest, **ahead}


def _set(row, values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
