"""Loading the seeds in one transaction: all of them, or nothing."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import Region
from partnerships.services.seeding import books, saving
from partnerships.services.seeding.files import read_folder
from partnerships.services.seeding.gathering import Gathering
from partnerships.services.seeding.items import Item
from partnerships.services.seeding.keys import Keys
from partnerships.services.seeding.matching import Stored, match_rows
from partnerships.services.seeding.regions import ensure_names
from partnerships.services.seeding.report import Outcome, Report

Track = Callable[[Iterable[Item], int], Iterable[Item]]


def load(folder: Path, *, check: bool = False, track: Track | None = None) -> Report:
    """Bring the seeds of a folder into the database and report on each row.

    One transaction; a single refusal, or `check`, takes all of it back. What a person changed or
    removed since the last load stays, and is reported as kept. `track` wraps the records, for a
    progress bar.
    """
    report = Report()
    rows = read_folder(folder, report)
    with transaction.atomic():
        _Load(rows, report).run(track or (lambda items, _count: items))
        if check or report.refused:
            transaction.set_rollback(True)
    return report


class _Load:
    """One run over the items of all files."""

    def __init__(self, rows, report: Report) -> None:
        self.report = report
        self.keys = Keys()
        self.books = books.read()
        self.gathered = Gathering(rows, self.books, self.keys, report)
        self.stored = Stored(self.keys)

    def run(self, track: Track) -> None:
        for item in track(self.gathered.records, len(self.gathered.records)):
            self._load(item)
        regions = [item for item in self.gathered.records if item.table.model is Region]
        ensure_names(regions, self.report)
        self._count_same()
        if not self.report.refused:
            books.write(self.gathered.items, self.books)

    def _load(self, record: Item) -> None:
        """Read, find, compare and write a record with its rows."""
        place = (record.table.model, record.name)
        family = [record, *record.rows]
        for item in family:
            item.parse(self.keys, Report() if item.is_dropped else self.report)
        self.keys.to_come.discard(place)
        if any(item.is_refused and not item.is_dropped for item in family):
            self.keys.refused.add(place)
            return
        record.row = self.stored.find(record)
        record.merged_into = self._merged_into(record)
        record.is_gone = record.row is None and (
            record.last is not None or record.merged_into is not None
        )
        if record.row is not None:
            self._compare(record)
        for item in family:
            self._tell(item, record)
        work = not record.is_gone and any(item.has_work for item in family)
        if work and not saving.save(record, self.keys, self.report):
            self.keys.refused.add(place)
            return
        if record.row is not None:
            self.keys.add(record.row, record.name)
        if record.is_renumbered:
            self._tell_renumbered(record)

    def _merged_into(self, record: Item):
        """The record that stands for one of the files that was merged away here."""
        if record.row is not None or not record.table.has_keys:
            return None
        return self.keys.merged_into(record.table.model, record.name)

    def _tell_renumbered(self, record: Item) -> None:
        told = _("“%(stated)s” was given to another record here; this one became %(given)s.")
        values = {"stated": record.name, "given": record.row.reference}
        self.report.tell(Outcome.NEW, record.file, record.line, "reference", told % values)

    def _compare(self, record: Item) -> None:
        match_rows(record)
        for item in (record, *record.rows):
            if item.is_dropped:
                self._keep_if_changed(item)
            elif item.row is not None:
                item.compare(self.keys, self.report)

    def _keep_if_changed(self, item: Item) -> None:
        """Let a row that left the files stay where a person has changed it."""
        if item.row is None:
            return
        if item.about and item.about.is_kept:
            item.row = None
        elif not item.is_as_loaded(self.keys):
            item.row, item.is_kept = None, True

    def _tell(self, item: Item, record: Item) -> None:
        """Report what comes of the item, but for changed cells: `compare` told those."""
        values = {"key": item.label}
        if item.origin and item.origin.is_dropped:
            return  # told with the row that named the source
        if item.is_dropped and item.row is not None:
            told = _("“%(key)s” is no longer in the file and is removed.")
            item.tell(self.report, Outcome.CHANGED, told % values)
        elif item.is_kept:
            told = _("“%(key)s” is no longer in the file; it stays, because a person changed it.")
            item.tell(self.report, Outcome.KEPT, told % values)
        elif record.merged_into is not None:
            told = _("“%(key)s” is not loaded: “%(record)s” was merged into “%(other)s”.")
            values |= {"record": record.name, "other": record.merged_into.key}
            item.tell(self.report, Outcome.KEPT, told % values)
        elif item.is_gone or record.is_gone:
            told = _("“%(key)s” stays removed, as a person removed it.")
            item.tell(self.report, Outcome.KEPT, told % values)
        elif item.is_new and item.origin is None:
            item.is_made = True
            self.report.count(Outcome.NEW, item.file, item.line)
        elif item.is_new and not item.origin.is_made:
            item.tell(self.report, Outcome.CHANGED, _("“%(key)s” is added.") % values)

    def _count_same(self) -> None:
        for item in self.gathered.items:
            if item.line and not self.report.outcomes(item.file, item.line):
                self.report.count(Outcome.SAME, item.file, item.line)
