"""Planned rows of an import in a file of their own beside the upload: pages, counts, questions.

The records' database is not touched: planning takes none of its locks and leaves nothing in it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from partnerships.services.importing.rows import PlannedRow, Verdict
from partnerships.text import fold

_TABLES = """
create table planned (number integer primary key, verdict text not null, data text not null);
create index planned_verdict on planned (verdict, number);
create table questions (kind text not null, folded text not null, text text not null,
    number integer not null);
create index questions_text on questions (kind, folded);
"""


class PlanStore:
    """The planned rows of one import in the file at `path`."""

    def __init__(self, path: Path):
        self.path = path

    def write(self, blocks: Iterable[list[PlannedRow]]) -> Iterator[int]:
        """Replace what is there by these rows; gives the number of rows written so far."""
        part = self.path.with_suffix(".part")
        part.unlink(missing_ok=True)
        written = 0
        with closing(sqlite3.connect(part)) as store:
            store.executescript(_TABLES)
            for rows in blocks:
                self._insert(store, rows)
                store.commit()
                written += len(rows)
                yield written
        part.replace(self.path)

    def _insert(self, store, rows: list[PlannedRow]) -> None:
        store.executemany(
            "insert into planned values (?, ?, ?)",
            [(r.number, r.verdict, json.dumps(r.as_plain(), ensure_ascii=False)) for r in rows],
        )
        store.executemany(
            "insert into questions values (?, ?, ?, ?)",
            [(kind, fold(t), t, row.number) for row in rows for kind, t in row.questions],
        )

    def counts(self) -> dict[str, int]:
        """How many rows have each verdict, 0 for those without any."""
        with self._open() as store:
            found = dict(store.execute("select verdict, count(*) from planned group by verdict"))
        return {verdict.value: found.get(verdict.value, 0) for verdict in Verdict}

    def rows(
        self, *verdicts: str, offset: int = 0, most: int | None = None
    ) -> Iterator[PlannedRow]:
        """The rows with any of these verdicts, all without one, in the order of the file."""
        where = f"where verdict in ({','.join('?' * len(verdicts))})" if verdicts else ""
        limit = -1 if most is None else most
        sql = f"select data from planned {where} order by number limit ? offset ?"  # noqa: S608
        with self._open() as store:
            for (data,) in store.execute(sql, (*verdicts, limit, offset)):
                yield PlannedRow.from_plain(json.loads(data))

    def row(self, number: int) -> PlannedRow | None:
        with self._open() as store:
            found = store.execute("select data from planned where number = ?", (number,)).fetchone()
        return PlannedRow.from_plain(json.loads(found[0])) if found else None

    def questions(self) -> list[tuple[str, str, int, int]]:
        """What is to be decided, once for each value: kind, text, number of rows, the first one."""
        sql = (
            "select kind, min(text), count(distinct number), min(number) from questions "
            "group by kind, folded order by count(distinct number) desc, min(number)"
        )
        with self._open() as store:
            return store.execute(sql).fetchall()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def _open(self):
        return closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True))
