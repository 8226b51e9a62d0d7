"""What a file would do, row by row: compared with what is recorded, and nothing is written."""

import unicodedata
from collections.abc import Iterator, Mapping

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from partnerships.csvtext import unescape
from partnerships.models import Change
from partnerships.services import bulk, ownership
from partnerships.services.importing.comparing import Comparer
from partnerships.services.importing.desk import EXAMPLE, CellRefused, Desk, Value
from partnerships.services.importing.hidden import HiddenRows
from partnerships.services.importing.lines import Line
from partnerships.services.importing.matching import Matcher
from partnerships.services.importing.reading import Formula, Row, Table
from partnerships.services.importing.rows import PlannedRow, fingerprint
from partnerships.services.importing.tables import ImportTable
from partnerships.services.states import Reader, State, read_states

BLOCK = 500


class Planner:
    """Compares the rows of one file with the records of one section, for one user.

    Reads the database in blocks and takes no lock.
    """

    def __init__(self, table: ImportTable, file: Table, desk: Desk, user, policy: str):
        self.table, self.file, self.desk, self.user = table, file, desk, user
        self.matcher = Matcher(table, user, policy)
        self.comparer = Comparer(table, desk)
        self._linked = bulk.Linked()
        self._level = ownership.level_of_new(user)

    def plan(self) -> Iterator[list[PlannedRow]]:
        """The rows of the file in its order, some hundred at a time."""
        block: list[Row] = []
        for row in self.file.rows():
            block.append(row)
            if len(block) == BLOCK:
                yield self._plan(block)
                block = []
        if block:
            yield self._plan(block)

    def _plan(self, rows: list[Row]) -> list[PlannedRow]:
        lines = [line for line in map(self._line, rows) if line is not None]
        self.matcher.match(lines)
        self.matcher.load([line for line in lines if line.planned.pk is not None])
        bases = self._bases(lines)
        for line in lines:
            if not line.planned.errors:
                self.comparer.compare(line, bases.get(line.planned.number))
        told = [line for line in lines if line.facts or line.recorded is None]
        self._check([line for line in told if not line.planned.errors])
        return [line.planned for line in lines]

    def _line(self, row: Row) -> Line | None:
        planned = PlannedRow(row.number)
        cells: dict[str, str] = {}
        for column, cell in zip(self.file.columns, row.cells, strict=True):
            if column is None or not cell.strip():
                continue
            if isinstance(cell, Formula):
                planned.refuse(_formula(column, cell))
            cells[column] = unescape(cell) if self.file.separator else cell
        key = unicodedata.normalize("NFKC", cells.get(self.table.key, "")).strip()
        if not cells or key.upper() == EXAMPLE:  # notes below a table fill no known column
            return None
        planned.key = key
        facts = {h: c for h, c in cells.items() if h in self.table.by_header}
        planned.fingerprint = fingerprint(self.table.slug, facts)
        return Line(planned, cells, key)

    def _bases(self, lines: list[Line]) -> Mapping[int, State]:
        """The states that stale rows were exported from, by the number of the row.

        Told as far as the user could and may see them: what a record was while it was hidden from
        them is not known.
        """
        stale = {
            (line.planned.pk, line.planned.exported_version): line.planned.number
            for line in lines
            if line.is_stale
        }
        if not stale:
            return {}
        kind = ContentType.objects.get_for_model(self.table.model)
        changes = Change.objects.visible_to(self.user).filter(
            content_type=kind, object_id__in={pk for pk, _version in stale}
        )
        wanted = [c for c in changes if (c.object_id, c.number) in stale]
        states = read_states(wanted)
        reader = Reader(self.user, states.values(), in_full=True)
        return {
            stale[change.object_id, change.number]: reader.seen(states[change.pk])
            for change in wanted
            if change.pk in states
        }

    def _check(self, lines: list[Line]) -> None:
        """Refuse what the model refuses of the records as the rows would leave them."""
        drafts = self._drafts(lines)
        hidden = HiddenRows(drafts.values(), _touched(lines), self.user)
        filled = []
        for line in lines:
            pk = line.planned.pk
            draft = new_draft(self.table, self._level) if pk is None else drafts[pk]
            try:
                self.comparer.refuse_two_roles(line)
                fill(draft, line.planned.values, self.table, hidden)
            except CellRefused as refused:
                self._refuse(line, refused)
            else:
                filled.append((line, draft))
        found = bulk.refusals([d for _line, d in filled], self._linked, self.user)
        for (line, _draft), refusals in zip(filled, found, strict=True):
            for refusal in refusals:
                header = self._header_of(refusal)
                self._refuse(line, CellRefused(header, "", refusal.message))

    def _drafts(self, lines: list[Line]) -> dict[int, bulk.Draft]:
        """The stored records, with no more of their links and rows than the rows touch."""
        keys = [line.planned.pk for line in lines if line.planned.pk is not None]
        return bulk.parts_of(self.table.model, keys, _touched(lines))

    def _refuse(self, line: Line, refused: CellRefused) -> None:
        refused.value = refused.value or line.cells.get(refused.column, "")
        line.planned.refuse(refused)

    def _header_of(self, refusal: bulk.Refusal) -> str:
        """The column of the file that a refusal of the model is about, "" for the whole row."""
        names = {refusal.relation} if refusal.relation else {refusal.field}
        facts = self.table.facts
        return next((f.header for f in facts if names & {f.name, f.part, *f.columns}), "")


def _touched(lines: list[Line]) -> set[str]:
    """The links and relations that the rows of the file write."""
    return {fact.part for line in lines for fact in line.facts if fact.part}


def new_draft(table: ImportTable, level: str) -> bulk.Draft:
    """An empty draft, seen at the level unless the file says otherwise."""
    draft = bulk.blank(table.model)
    if table.is_record:
        draft.record.visibility = level
    return draft


def drafts_of(table: ImportTable, keys: list[int]) -> dict[int, bulk.Draft]:
    """The stored records with these keys, to be written into."""
    if table.is_record:
        return bulk.drafts(table.model, keys)
    return bulk.parts_of(table.model, keys, ())


def fill(
    draft: bulk.Draft,
    values: Mapping[str, list[Value]],
    table: ImportTable,
    hidden: HiddenRows,
) -> None:
    """Write planned values into a draft; raises `CellRefused` where its rows forbid one.

    `hidden` rows stay as they are: neither a name in a cell nor one left out is about them.
    """
    written = [fact for fact in table.facts if fact.name in values]
    with hidden.set_aside(draft):
        for fact in written:
            fact.write(draft, *values[fact.name])
        for fact in written:
            fact.finish(draft, *values[fact.name])


def _formula(column: str, cell: str) -> CellRefused:
    told = _("This is a formula; copy the column and paste it as values.")
    return CellRefused(column, str(cell), told)
