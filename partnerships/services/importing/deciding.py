"""What a person decides of a planned import: whom names mean, whose value stays."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from partnerships.choices import DayOrder, ImportState
from partnerships.models import ImportBatch
from partnerships.services.importing import running
from partnerships.services.importing.desk import Question
from partnerships.services.importing.names import Names
from partnerships.services.importing.rows import ConflictAnswer, Verdict
from partnerships.services.importing.running import EVERY, ImportRefused
from partnerships.text import fold

#: What stands for a record in an answer, in the order of preference.
_KEYS = ("reference", "slug", "code")
LEFT_OUT = ""

#: {kind: {folded text: key}}; the key is `LEFT_OUT` for a name to be left out.
NameAnswers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Asked:
    """Whom a text of the file means: it stands in `rows` rows, first in `first`."""

    kind: str
    text: str
    rows: int
    first: int

    @property
    def model(self) -> type[Model]:
        return apps.get_model("partnerships", self.kind)

    @property
    def is_of_days(self) -> bool:
        return self.kind == Question.DAY_ORDER


def asked(batch: ImportBatch) -> list[Asked]:
    """What has to be decided before all rows can be read, what stands in most rows first."""
    return [Asked(*question) for question in running.store_of(batch).questions()]


def key_of(record: Model) -> str:
    """What a person writes to mean the record."""
    return str(next((getattr(record, name) for name in _KEYS if hasattr(record, name)), record))


def answer_names(batch: ImportBatch, answers: NameAnswers) -> list[str]:
    """Keep whom names mean; returns a sentence for each key that names nothing the user sees."""
    names = Names(batch.user)
    refused: list[str] = []
    accepted: dict[str, dict[str, str]] = {}
    for kind, by_text in answers.items():
        model = apps.get_model("partnerships", kind)
        for text, key in by_text.items():
            if key == LEFT_OUT or names.find(model, key) is not None:
                accepted.setdefault(kind, {})[fold(text)] = key
            else:
                told = _("“%(key)s” is no %(kind)s known here; “%(text)s” stays open.")
                words = {"key": key, "kind": model._meta.verbose_name, "text": text}
                refused.append(told % words)
    with _decided(batch) as stored:
        kept = stored.answers.setdefault("names", {})
        for kind, by_folded in accepted.items():
            kept.setdefault(kind, {}).update(by_folded)
    return refused


def forget_names(batch: ImportBatch, forgotten: list[tuple[str, str]]) -> None:
    """Ask again whom these (kind, folded text) mean."""
    with _decided(batch) as stored:
        for kind, folded in forgotten:
            stored.answers.get("names", {}).get(kind, {}).pop(folded, None)


def answer_day_order(batch: ImportBatch, order: str) -> None:
    """Keep whether days stand before months; "" asks again."""
    with _decided(batch) as stored:
        stored.day_order = DayOrder(order) if order else ""


def choose_sheet(batch: ImportBatch, sheet: str) -> None:
    """Read another sheet of the workbook; raises `ImportRefused` for one that it does not have."""
    if sheet not in batch.detected.get("sheets", []):
        raise ImportRefused(_("The workbook has no sheet “%(sheet)s”.") % {"sheet": sheet})
    with _decided(batch) as stored:
        stored.sheet = sheet
        stored.answers.pop("conflicts", None)


def answer_conflicts(batch: ImportBatch, answers: Mapping[str, str]) -> None:
    """Keep what is taken of rows in conflict, by number; `EVERY` is for all without an answer."""
    for number, answer in answers.items():
        known = number == EVERY or _is_in_conflict(batch, number)
        if not known or answer not in ConflictAnswer.values:
            raise ImportRefused(_("This row is not in conflict; load the page again."))
    with _decided(batch) as stored:
        stored.answers.setdefault("conflicts", {}).update(answers)


def _is_in_conflict(batch, number: str) -> bool:
    row = running.store_of(batch).row(int(number)) if number.isdecimal() else None
    return row is not None and row.verdict == Verdict.CONFLICT


def leave_errors(batch: ImportBatch, *, left_out: bool) -> None:
    with _decided(batch) as stored:
        stored.leaves_errors = left_out


@contextmanager
def _decided(batch: ImportBatch) -> Iterator[ImportBatch]:
    """The stored import, to be written into; raises `ImportRefused` when it is being worked on."""
    with transaction.atomic():
        stored = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if stored.state != ImportState.PLANNED:
            raise ImportRefused(_("Nothing can be decided now; load the page again."))
        yield stored
        decided = ("answers", "day_order", "sheet", "leaves_errors")
        stored.save(update_fields=decided)
    for name in decided:
        setattr(batch, name, getattr(stored, name))


# Decisions about conflicts outlive a new comparison only where nothing moved since.


def conflicts_seen(batch: ImportBatch) -> dict[str, Any]:
    """What was compared for each row in conflict, as far as anything was decided for them."""
    if not batch.answers.get("conflicts") or not running.store_of(batch).path.exists():
        return {}
    rows = running.store_of(batch).rows(Verdict.CONFLICT)
    return {str(row.number): _compared(row) for row in rows}


def keep_standing(batch: ImportBatch, seen: Mapping[str, Any]) -> None:
    """Forget what was decided for conflicts that are not those that were `seen`."""
    answers = batch.answers.get("conflicts")
    if not answers:
        return
    rows = {str(r.number): _compared(r) for r in running.store_of(batch).rows(Verdict.CONFLICT)}
    standing = {number for number, compared in rows.items() if seen.get(number) == compared}
    kept = {number: one for number, one in answers.items() if number in standing}
    if EVERY in answers and standing == set(rows):
        kept[EVERY] = answers[EVERY]
    batch.answers["conflicts"] = kept
    batch.save(update_fields=["answers"])


def _compared(row) -> tuple:
    return (row.pk, row.version, row.exported_version)
