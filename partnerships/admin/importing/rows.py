"""The rows of a planned import as its page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.models import Change, ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services import book
from partnerships.services.differences import FactDifference, pieces
from partnerships.services.importing import running
from partnerships.services.importing.rows import ConflictAnswer, PlannedRow, Verdict

PER_PAGE = 50
#: What stands before the word of a verdict, and the colour that goes along.
SIGNS = {
    Verdict.NEW: ("+", "active"),
    Verdict.CHANGED: ("→", "confirmed"),
    Verdict.CONFLICT: ("⇄", "cooling"),
    Verdict.ERROR: ("!", "over"),
    Verdict.UNCHANGED: ("=", "none"),
}


@dataclass
class Line:
    """One row of the file: what it says of which record, and what has to be decided."""

    row: PlannedRow
    url: str
    facts: list[FactDifference]
    #: Of a row in conflict: who changed the record since it was exported, and what is taken.
    since: list[book.Entry]
    answer: str
    #: The columns that were changed in the file and in the record.
    both: str
    #: Whether the record was hidden from the user, or removed, since the file was compared.
    is_gone: bool

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.row.verdict)

    @property
    def symbol(self) -> str:
        return SIGNS[self.verdict][0]

    @property
    def kind(self) -> str:
        return SIGNS[self.verdict][1]


class PlannedRows:
    """The planned rows with one verdict, or all; what Django's paginator needs of a list."""

    def __init__(self, batch: ImportBatch, verdict: str):
        self.store = running.store_of(batch)
        self.verdicts = [verdict] if verdict else []
        self.number = batch.counts.get(verdict, 0) if verdict else sum(batch.counts.values())

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[PlannedRow]:
        most = part.stop - part.start
        return list(self.store.rows(*self.verdicts, offset=part.start, most=most))


def page_of(batch: ImportBatch, verdict: str, number):
    return Paginator(PlannedRows(batch, verdict), PER_PAGE).get_page(number)


def lines(batch: ImportBatch, rows: Sequence[PlannedRow], user) -> list[Line]:
    """What is drawn of these rows, in a fixed number of queries."""
    table = IMPORT_TABLES[batch.section]
    keys = [row.pk for row in rows if row.pk is not None]
    found = table.model.objects.visible_to(user).filter(pk__in=keys)
    there = {None, *found.values_list("pk", flat=True)}
    since = _Since(table.model, rows, user) if table.is_record else None
    return [
        Line(
            row,
            url=_url(table.model, row),
            facts=[_fact(change) for change in row.changes],
            since=since.of(row) if since and row.verdict == Verdict.CONFLICT else [],
            answer=running.answer_for(batch, row),
            is_gone=row.pk not in there,
            both=", ".join(fact.header for fact in table.facts if fact.name in row.both),
        )
        for row in rows
    ]


def _url(model, row) -> str:
    if row.pk is None:
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


def _fact(change) -> FactDifference:
    column, old, new = change["column"], change["old"], change["new"]
    return FactDifference(column, column, old, new, pieces(old, new))


class _Since:
    """Who changed the records of rows in conflict since these were exported."""

    def __init__(self, model, rows: Sequence[PlannedRow], user):
        self.model, self.user = model, user
        self.rows = [row for row in rows if row.verdict == Verdict.CONFLICT]

    def of(self, row: PlannedRow) -> list[book.Entry]:
        told = self._entries
        return [
            entry
            for entry in told
            if entry.change.object_id == row.pk and entry.change.number > row.exported_version
        ]

    @cached_property
    def _entries(self) -> list[book.Entry]:
        if not self.rows:
            return []
        found = Change.objects.visible_to(self.user).filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id__in=[row.pk for row in self.rows],
            number__gt=min(row.exported_version for row in self.rows),
        )
        return book.entries(found.for_list(self.user), self.user)


def tabs(batch: ImportBatch, chosen: str) -> list[dict]:
    """The counts: all rows, then what needs somebody, then the rest."""
    counts = batch.counts
    order = (Verdict.ERROR, Verdict.CONFLICT, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
    found = [("", _("All rows"), sum(counts.values()), "")]
    found += [(one.value, one.label, counts.get(one, 0), SIGNS[one][0]) for one in order]
    names = ("value", "label", "number", "symbol")
    return [{**dict(zip(names, tab, strict=True)), "is_chosen": tab[0] == chosen} for tab in found]


ANSWERS = ConflictAnswer.choices
