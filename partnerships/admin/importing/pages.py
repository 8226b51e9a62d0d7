"""What the page of an import shows in each state."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.importing import questions, rows
from partnerships.admin.importing.error_files import ERRORS
from partnerships.admin.importing.sections import section_named
from partnerships.choices import ImportState
from partnerships.models import ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running, workers
from partnerships.services.importing.rows import Verdict
from partnerships.services.importing.tables import ImportTable

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": gettext_lazy("UTF-8 with a byte order mark"),
    "utf-16": "UTF-16",
    "cp932": "Shift-JIS (cp932)",
    "xlsx": gettext_lazy("Workbook (.xlsx)"),
}
SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
}


class PlanPages:
    """Gives the template and the context of an import's page."""

    def table_of(self, batch: ImportBatch) -> ImportTable:
        return IMPORT_TABLES[batch.section]

    def page_of(self, request, batch: ImportBatch) -> tuple[str, dict]:
        if batch.state in workers.UNDER_WAY or workers.is_being_undone(batch):
            return "progress", self._progress_page(batch)
        if batch.state in (ImportState.APPLIED, ImportState.UNDONE):
            return "applied", self._applied_page(request, batch)
        if batch.state == ImportState.PLANNED and running.store_of(batch).path.exists():
            return "planned", self._planned_page(request, batch)
        return "refused", {}

    # Under way

    def _progress_page(self, batch) -> dict:
        return {"progress": progress_of(batch), "is_stalled": workers.is_stalled(batch)}

    # Planned

    def _planned_page(self, request, batch) -> dict:
        verdict = request.GET.get("verdict", "")
        verdict = verdict if verdict in Verdict.values else ""
        page = rows.page_of(batch, verdict, request.GET.get("page"))
        writing = workers.to_write(batch)
        return {
            "detected": detected(batch),
            "questions": questions.questions_of(batch),
            "decided": questions.decided(batch),
            "tabs": rows.tabs(batch, verdict),
            "verdict": verdict,
            "page": page,
            "lines": rows.lines(batch, page.object_list, request.user),
            "answers": rows.ANSWERS,
            "answer_to_all": batch.answers.get("conflicts", {}).get(running.EVERY, ""),
            "waiting": running.waiting(batch),
            "apply_words": apply_words(batch, writing) if any(writing.values()) else "",
            "error_count": batch.counts.get(Verdict.ERROR, 0),
            "conflict_count": batch.counts.get(Verdict.CONFLICT, 0),
        }

    # Applied and undone

    def _applied_page(self, request, batch) -> dict:
        page = Paginator(batch.rows.order_by("number"), rows.PER_PAGE).get_page(
            request.GET.get("page")
        )
        counts = batch.counts
        return {
            # Reference data keeps no list of what an import made of it.
            "changed_count": 0
            if self.table_of(batch).is_record
            else counts.get(Verdict.CHANGED, 0),
            "page": page,
            "lines": self._written(request, batch, page.object_list),
            "may_undo": batch.state == ImportState.APPLIED and self.may_undo(request, batch),
        }

    def _written(self, request, batch, found) -> list[dict]:
        """The rows with the records that they made or changed, as far as the user sees these."""
        model = self.table_of(batch).model
        keys = [row.object_id for row in found]
        visible = model.objects.visible_to(request.user).filter(pk__in=keys).for_reading()
        records = {record.pk: record for record in visible}
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return [
            {
                "row": row,
                "record": records.get(row.object_id),
                "url": reverse(name, args=[row.object_id]) if row.object_id in records else "",
            }
            for row in found
        ]


def is_under_way(batch: ImportBatch) -> bool:
    """Whether a process works on the import, so that waiting for it makes sense."""
    if batch.state in workers.UNDER_WAY:
        return not workers.is_stalled(batch)
    return workers.is_being_undone(batch)


def progress_of(batch: ImportBatch) -> dict:
    """How far a step is, for the page and for the script that asks for it."""
    is_writing = batch.state == ImportState.APPLYING
    total = sum(workers.to_write(batch).values()) if is_writing and batch.counts else 0
    if batch.state == ImportState.APPLIED:
        words = _("The import is being undone")
    elif is_writing:
        words = _("%(done)d of %(total)d rows are written") % {"done": batch.done, "total": total}
    else:
        words = _("%(done)d rows are compared") % {"done": batch.done}
    return {"state": batch.state, "done": batch.done, "total": total, "words": words}


def detected(batch: ImportBatch) -> dict:
    """How the file was read, in words."""
    found = batch.detected
    return {
        **found,
        "encoding_words": ENCODINGS.get(found["encoding"], found["encoding"]),
        "separator_words": SEPARATORS.get(found["separator"], ""),
        "unknown": [header for header in found["unknown"] if header != ERRORS],
    }


def apply_words(batch: ImportBatch, writing: dict[str, int]) -> str:
    """What the button says will be written: "Add 3 delegations and change 12 delegations"."""
    section = section_named(batch.section)
    new, changed = writing[Verdict.NEW], writing[Verdict.CHANGED]
    words = {"new": section.count_words(new), "changed": section.count_words(changed)}
    if new and changed:
        return _("Add %(new)s and change %(changed)s") % words
    return (_("Add %(new)s") if new else _("Change %(changed)s")) % words
