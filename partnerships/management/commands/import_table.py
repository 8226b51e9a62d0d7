"""Brings a table back in: compares the file with what is recorded, and applies it."""

import json as plain_json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from partnerships.choices import DayOrder, ImportPolicy, ImportState
from partnerships.management.acting import REFUSED, acting_user, add_user_argument
from partnerships.models import ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running
from partnerships.services.importing.reading.limits import MOST_BYTES
from partnerships.services.importing.rows import Verdict

#: The exit code where rows are in error or in conflict, so that nothing was written.
WAITING = 1
_PIECE = 2**20
_SECONDS_BETWEEN_LINES = 5


class Command(BaseCommand):
    help = (
        "Import a .csv or .xlsx file as the pages do. Exit code 0: applied, or nothing to do; 1: "
        "rows in error or in conflict, nothing written; 2: the file or the call is refused."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("section", help=f"one of: {', '.join(IMPORT_TABLES)}")
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="compare only, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--policy", default="both", help="create, update or both (default)")
        order = parser.add_mutually_exclusive_group()
        for name, value in (("day", DayOrder.DAY_FIRST), ("month", DayOrder.MONTH_FIRST)):
            order.add_argument(
                f"--{name}-first",
                dest="day_order",
                action="store_const",
                const=value.value,
                default="",
                help=f"read 03/04/2025 with the {name} first",
            )
        parser.add_argument("--reason", default="", help="kept with every change")
        parser.add_argument(
            "--leave-errors", action="store_true", help="apply the rest where rows are in error"
        )
        parser.add_argument("--sheet", default="", help="of a workbook (default: the first known)")
        add_user_argument(parser)

    def handle(self, *args, section, file, check, json: bool, user, verbosity, **options):
        batch, table = _kept(section, file, acting_user(user), options)
        try:
            self._compare(batch, table)
            self._tell(batch, json=json, verbosity=verbosity)
            if batch.state == ImportState.REFUSED:
                raise CommandError(batch.failure, returncode=REFUSED)
            waiting = running.waiting(batch)
            if waiting:
                raise CommandError(f"Nothing was written. {waiting}", returncode=WAITING)
            if not check:
                self._apply(batch, table, verbosity)
        finally:
            if check or batch.state == ImportState.REFUSED:
                running.forget(batch)

    def _compare(self, batch, table) -> None:
        with _bar("Comparing") as advance:
            running.prepare(batch, table, advance)

    def _apply(self, batch, table, verbosity) -> None:
        rows = sum(batch.counts[verdict] for verdict in running.WRITING)
        if rows:
            try:
                with _bar("Applying", rows) as advance:
                    running.apply(batch, table, advance)
            except running.ImportRefused as refusal:
                raise CommandError(str(refusal), returncode=WAITING) from None
        if verbosity:
            self.stderr.write(f"Applied: {rows} rows." if rows else "Nothing to do.", _as_is)

    def _tell(self, batch, *, json: bool, verbosity) -> None:
        if json:
            self.stdout.write(plain_json.dumps(_report(batch), ensure_ascii=False, indent=2))
        elif batch.detected:
            self.stdout.write("\n".join(_listing(batch, verbosity)))


def _kept(section: str, file: Path, user, options) -> tuple[ImportBatch, Any]:
    """The import that begins with the file; raises CommandError for a wrong call."""
    table = IMPORT_TABLES.get(section)
    if table is None:
        raise _refusal(f"There is no table {section!r}; write one of: {', '.join(IMPORT_TABLES)}.")
    if options["policy"] not in ImportPolicy.values:
        raise _refusal(f"--policy: write one of: {', '.join(ImportPolicy.values)}.")
    names = ("policy", "day_order", "reason", "sheet")
    chosen = {name: options[name] for name in names} | {"leaves_errors": options["leave_errors"]}
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _refusal(f"{file} is larger than the {MOST_BYTES // 2**20} MB that are read.")
        with file.open("rb") as opened:
            pieces = iter(lambda: opened.read(_PIECE), b"")
            return running.keep(table, file.name, pieces, user=user, **chosen), table
    except OSError as error:
        raise _refusal(f"{file} cannot be read: {error.strerror}.") from None


def _refusal(text: str) -> CommandError:
    return CommandError(text, returncode=REFUSED)


def _as_is(text: str) -> str:
    """Told beside the report, but no error."""
    return text


# What is told


def _report(batch) -> dict[str, Any]:
    """The whole comparison as one object; for a refused file its sentence."""
    refused = {"refused": batch.failure} if batch.state == ImportState.REFUSED else {}
    return {
        "encoding": batch.detected.get("encoding", ""),
        "separator": batch.detected.get("separator", ""),
        "unknown_columns": batch.detected.get("unknown", []),
        "verdicts": {verdict.value: batch.counts.get(verdict, 0) for verdict in Verdict},
        "errors": [] if refused else list(_errors(batch)),
        **refused,
    }


def _errors(batch) -> Iterator[dict[str, Any]]:
    for row in running.store_of(batch).rows(Verdict.ERROR):
        for error in row.errors:
            yield {"row": row.number, **error}


def _listing(batch, verbosity) -> Iterator[str]:
    detected = batch.detected
    where = detected["sheet"] or f"separator {detected['separator']!r}"
    yield f"Read as {detected['encoding']}, {where}, header in row {detected['header_row']}."
    if detected["unknown"]:
        yield f"Columns that are not known: {', '.join(detected['unknown'])}."
    if batch.state == ImportState.REFUSED:
        return
    for error in _errors(batch):
        yield f"row {error['row']}, {error['column']}: {error['value']!r}: {error['message']}"
    if verbosity > 1:
        yield from _changes(batch)
    yield ", ".join(f"{batch.counts[verdict]} {verdict.value}" for verdict in Verdict)


def _changes(batch) -> Iterator[str]:
    for row in running.store_of(batch).rows(Verdict.CHANGED, Verdict.CONFLICT):
        for change in row.changes:
            old, new = change["old"], change["new"]
            yield f"row {row.number}, {row.key}, {change['column']}: {old!r} becomes {new!r}"


@contextmanager
def _bar(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Takes the number of rows done: a bar on a terminal, now and then a line in a log."""
    if not sys.stderr.isatty():
        yield _lines_of_progress(what)
        return
    with tqdm(desc=what, total=total, unit=" rows", file=sys.stderr, leave=False) as bar:
        yield lambda done: bar.update(done - bar.n)


def _lines_of_progress(what: str) -> Callable[[int], None]:
    told = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            sys.stderr.write(f"{what}: {done} rows done.\n")

    return tell
