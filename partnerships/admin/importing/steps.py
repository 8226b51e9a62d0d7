"""What is posted to an import: answers, the go-ahead, the way back; each checks who may."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from partnerships.admin.importing import questions
from partnerships.admin.importing.error_files import error_file
from partnerships.admin.importing.pages import is_under_way, progress_of
from partnerships.admin.importing.sections import may_still
from partnerships.choices import ImportState
from partnerships.exports.taken import log_export
from partnerships.models import ImportBatch
from partnerships.models.visibility import is_administrator
from partnerships.services.importing import deciding, workers
from partnerships.services.importing.reading import FileRefused
from partnerships.services.importing.rows import Verdict
from partnerships.services.importing.running import EVERY, ImportRefused

_NAME = "partnerships_importbatch"


class StepPages:
    """The addresses under an import's page. Only whom the import belongs to decides on it."""

    def step_urls(self) -> list:
        own = {
            "sheet": self._choose_sheet,
            "names": self._answer_names,
            "again": self._ask_again,
            "conflicts": self._answer_conflicts,
            "leave-errors": self._leave_errors,
            "compare": self._compare,
            "apply": self._apply,
        }
        steps = {**own, "discard": self._discard}
        view = self.admin_site.admin_view
        return [
            *(
                path(
                    f"<uuid:token>/{name}/",
                    view(partial(self._post, take=take, own=name in own)),
                    name=f"{_NAME}_{name.replace('-', '_')}",
                )
                for name, take in steps.items()
            ),
            path("<uuid:token>/progress/", view(self.progress_view), name=f"{_NAME}_progress"),
            path("<uuid:token>/errors.csv", view(self.errors_view), name=f"{_NAME}_errors"),
            path("<uuid:token>/undo/", view(self.undo_view), name=f"{_NAME}_undo"),
            path(
                "<uuid:token>/undo/<int:number>/",
                view(self.undo_row_view),
                name=f"{_NAME}_undo_row",
            ),
        ]

    def _post(self, request, token, *, take, own):
        """Take a step that was posted and go back to the page; what refuses it is told there."""
        batch = self.visible_batch(request, token)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if own and not self.may_decide(request, batch):
            raise PermissionDenied
        try:
            answer = take(request, batch)
        except ImportRefused as refused:
            self.tell_refused(request, batch, refused)
            answer = None
        return answer or self._back(request, batch)

    def may_decide(self, request, batch) -> bool:
        """Whether the import is the user's, who may still do what it is for."""
        return batch.user_id == request.user.pk and may_still(self.admin_site, request, batch)

    def tell_refused(self, request, batch, refused) -> None:
        """Say why a step was refused, unless the page of the import says so by itself."""
        stored = ImportBatch.objects.filter(pk=batch.pk).first()
        if stored is None or stored.failure != str(refused):
            self.message_user(request, str(refused), messages.ERROR)

    def _back(self, request, batch, anchor=""):
        """The page of the import, with the tab and page of the list that were open."""
        address = reverse(f"admin:{_NAME}_page", args=[batch.token])
        verdict, page = request.POST.get("verdict", ""), request.POST.get("page", "")
        kept = {"verdict": verdict} if verdict in Verdict.values else {}
        if page.isdecimal() and len(page) < 7:
            kept["page"] = page
        query = "&".join(f"{name}={value}" for name, value in kept.items())
        return redirect(f"{address}?{query}{anchor}" if query else f"{address}{anchor}")

    # Decisions

    def _choose_sheet(self, request, batch):
        deciding.choose_sheet(batch, request.POST.get("sheet", ""))
        self.begin(request, batch, workers.PREPARE)

    def _answer_names(self, request, batch):
        answers = questions.posted_names(batch, request.POST)
        order = questions.posted_days(request.POST)
        if not answers and not order:
            raise ImportRefused(_("Answer at least one of the questions first."))
        for told in deciding.answer_names(batch, answers):
            self.message_user(request, told, messages.WARNING)
        if order:
            deciding.answer_day_order(batch, order)
        self.begin(request, batch, workers.PREPARE)

    def _ask_again(self, request, batch):
        deciding.forget_names(batch, questions.posted_again(request.POST))
        if "days" in request.POST:
            deciding.answer_day_order(batch, "")
        self.begin(request, batch, workers.PREPARE)

    def _answer_conflicts(self, request, batch):
        answers = {
            name.removeprefix("row-"): value
            for name, value in request.POST.items()
            if name.startswith("row-") and value
        }
        if request.POST.get("all"):
            answers[EVERY] = request.POST["all"]
        if not answers:
            raise ImportRefused(_("Choose what is taken of at least one row."))
        deciding.answer_conflicts(batch, answers)
        return self._back(request, batch, "#rows")

    def _leave_errors(self, request, batch):
        deciding.leave_errors(batch, left_out=bool(request.POST.get("left_out")))

    # Steps

    def _compare(self, request, batch):
        self.begin(request, batch, workers.PREPARE)

    def _apply(self, request, batch):
        self.begin(request, batch, workers.APPLY)

    def _discard(self, request, batch):
        workers.discard(batch)
        told = _("The import of “%(file)s” was thrown away; nothing was written.")
        self.message_user(request, told % {"file": batch.file_name}, messages.SUCCESS)
        return redirect(f"admin:{_NAME}_changelist")

    def progress_view(self, request, token):
        batch = self.visible_batch(request, token)
        return JsonResponse({**progress_of(batch), "is_under_way": is_under_way(batch)})

    def errors_view(self, request, token):
        batch = self.visible_batch(request, token)
        try:
            if batch.state != ImportState.PLANNED or not workers.is_kept(batch):
                raise ImportRefused(_("The rows in error are there while an import is looked at."))
            file = error_file(batch)
            log_export(batch.section, "csv", batch.counts[Verdict.ERROR], request, batch.file_name)
            return file
        except (FileRefused, ImportRefused) as refused:
            self.tell_refused(request, batch, refused)
            return self._back(request, batch)

    # The way back

    def may_undo(self, request, batch) -> bool:
        """Whether the user may take the import back, once it was applied."""
        own = batch.user_id == request.user.pk or is_administrator(request.user)
        return own and self.table_of(batch).is_record

    def _to_undo(self, request, token):
        """The import, and the answer where there is nothing to take back; others are refused."""
        batch = self.visible_batch(request, token)
        if not self.may_undo(request, batch):
            raise PermissionDenied
        if batch.state == ImportState.APPLIED:
            return batch, None
        self.message_user(request, _("Only what was applied can be undone."), messages.ERROR)
        return batch, self._back(request, batch)

    def undo_view(self, request, token):
        batch, refusal = self._to_undo(request, token)
        if refusal:
            return refusal
        if request.method == "POST":
            try:
                workers.begin_undo(batch, request.user)
            except ImportRefused as refused:
                self.tell_refused(request, batch, refused)
            else:
                batch.refresh_from_db()
                if batch.state == ImportState.UNDONE:
                    self.message_user(request, _("The import is undone."), messages.SUCCESS)
            return self._back(request, batch)
        context = {
            **self.frame(request, _("Undo an import")),
            **self.facts_of(request, batch),
            "new": batch.rows.filter(undone_at=None, is_new=True).count(),
            "changed": batch.rows.filter(undone_at=None, is_new=False).count(),
        }
        return TemplateResponse(request, "admin/partnerships/importing/undo.html", context)

    def undo_row_view(self, request, token, number):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch, refusal = self._to_undo(request, token)
        if refusal:
            return refusal
        try:
            workers.undo(batch, request.user, number)
        except ImportRefused as refused:
            self.tell_refused(request, batch, refused)
        else:
            told = _("Row %(number)d is undone.")
            self.message_user(request, told % {"number": number}, messages.SUCCESS)
        return self._back(request, batch)
