"""What a row says that is not recorded, fact by fact."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from partnerships.services.importing import twins
from partnerships.services.importing.desk import CLEAR, CellRefused, Desk, Value
from partnerships.services.importing.facts import Fact
from partnerships.services.importing.lines import Line, title_of
from partnerships.services.importing.row_facts import RowsOf
from partnerships.services.importing.rows import Verdict
from partnerships.services.importing.tables import ImportTable
from partnerships.services.ownership import OWNING
from partnerships.services.states import State

#: What a record said when it was exported, where its history does not tell.
_UNKNOWN = object()


class Comparer:
    """Compares rows with what is recorded of their records, and gives their verdicts."""

    def __init__(self, table: ImportTable, desk: Desk):
        self.table, self.desk = table, desk
        #: Reads what is recorded: neither the file's decisions nor its encoding bear on that.
        self.own_desk = Desk(desk.names)

    def compare(self, line: Line, base: State | None) -> None:
        if line.was_imported:
            return
        for fact in self.table.facts:
            given = {h: line.cells[h] for h in fact.headers if h in line.cells}
            if given:
                self._compare_fact(line, fact, given, base)
        self._note_unread(line)
        self._give_verdict(line)

    def _compare_fact(self, line: Line, fact: Fact, given: dict[str, str], base) -> None:
        recorded, old = line.recorded, None
        edited = set(given)
        if recorded is not None:
            edited = {h for h, cell in given.items() if self._is_edited(recorded[h], cell)}
            if not edited:
                return
        try:
            self._refuse_owning(fact, given)
            if recorded is not None:
                old = self._value_of(fact, recorded)
            new = self._new_value(fact, given, edited, old)
            if recorded is not None and fact.same(new, old):
                return
            if not self._is_mine(line, fact, new, old, base):
                return
        except CellRefused as refused:
            line.planned.refuse(refused)
            return
        line.facts.append(fact)
        line.planned.values[fact.name] = [new, old]
        self._tell(line, fact, given, edited, new)

    def _refuse_owning(self, fact: Fact, given) -> None:
        if fact.header in OWNING and not self.desk.sets_visibility:
            told = _("Only administrators say in a file who sees a record; leave it empty.")
            raise CellRefused(fact.header, given.get(fact.header, ""), told, outside_right=True)

    def _is_edited(self, recorded: str, cell: str) -> bool:
        return recorded != cell and not (
            recorded and twins.is_twin(recorded, cell, self.desk.encoding)
        )

    def _value_of(self, fact: Fact, recorded: Mapping[str, str]) -> Value:
        """What is recorded, as a value: an export says all of a fact, so its cells are read."""
        cells = {h: recorded[h] for h in fact.headers if recorded[h]}
        return fact.parse(cells, set(cells), None, self.own_desk) if cells else fact.empty

    def _new_value(self, fact, given, edited, old) -> Value:
        if given.get(fact.header, "").strip() == CLEAR:
            return fact.empty
        cells = {h: "" if cell.strip() == CLEAR else cell for h, cell in given.items()}
        return fact.parse(cells, edited, old, self.desk)

    def _is_mine(self, line: Line, fact: Fact, new, old, base: State | None) -> bool:
        """Whether the importer changed the fact since the export; notes where others did too."""
        if line.recorded is None or not line.is_stale:
            return True
        exported = _exported(fact, base)
        if exported is not _UNKNOWN and fact.same(new, exported):
            return False
        if exported is _UNKNOWN or not fact.same(old, exported):
            line.planned.both.append(fact.name)
        return True

    def _tell(self, line: Line, fact: Fact, given, edited, new) -> None:
        header = next(h for h in fact.headers if h in edited)
        cell = given[header]
        line.planned.changes.append(
            {
                "column": header,
                "old": (line.recorded or {}).get(header, ""),
                "new": "" if cell.strip() == CLEAR else fact.shown(new, cell),
                "cell": cell,
            }
        )

    def _note_unread(self, line: Line) -> None:
        """Name columns that are shown for the reader only and were edited all the same."""
        if line.recorded is None or line.is_stale:
            return
        for header, cell in line.cells.items():
            unread = header not in self.table.by_header and header in self.table.told
            if unread and self._is_edited(line.recorded[header], cell):
                told = _("%(column)s is not read; its edit is left out.")
                line.planned.notes.append(told % {"column": header})

    def _give_verdict(self, line: Line) -> None:
        planned = line.planned
        if planned.errors:
            return
        if line.recorded is None:
            planned.verdict = Verdict.NEW.value
            planned.title = title_of(line.cells)
        elif not line.facts:
            planned.verdict = Verdict.UNCHANGED.value
        elif not line.is_editable:
            told = _("You may not edit this record.")
            planned.refuse(CellRefused(self.table.key, line.key, told, outside_right=True))
        else:
            planned.verdict = (Verdict.CONFLICT if line.is_stale else Verdict.CHANGED).value

    def refuse_two_roles(self, line: Line) -> None:
        roles = [fact for fact in self.table.facts if isinstance(fact, RowsOf) and fact.fixed]
        if not any(fact in line.facts for fact in roles):
            return
        seen: dict[int, str] = {}
        for fact in roles:
            if fact.name in line.planned.values:
                keys = line.planned.values[fact.name][0]
            else:
                keys = self._value_of(fact, line.recorded) if line.recorded else []
            for key in keys:
                if key in seen:
                    told = _("One party stands here and in %(other)s; name it once.")
                    raise CellRefused(fact.header, "", told % {"other": seen[key]})
                seen[key] = fact.header


def _exported(fact: Fact, base: State | None) -> Value:
    try:
        return fact.in_state(base) if base is not None else _UNKNOWN
    except KeyError:
        return _UNKNOWN
