"""What is posted to an import: answers, the go-ahead; each checks who may."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from partnerships.admin.importing import questions
from partnerships.admin.importing.error_files import error_file
from partnerships.admin.importing.pages import progress_of
from partnerships.choices import ImportState
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
        ]

    def _post(self, request, token, *, take, own):
        """Take a step that was posted and go back to the page; what refuses it is told there."""
        batch = self.visible_batch(request, token)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if own and batch.user_id != request.user.pk:
            raise PermissionDenied
        try:
            answer = take(request, batch)
        except ImportRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            answer = None
        return answer or self._back(request, batch)

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
        is_under_way = batch.state in workers.UNDER_WAY and not workers.is_stalled(batch)
        return JsonResponse({**progress_of(batch), "is_under_way": is_under_way})

    def errors_view(self, request, token):
        batch = self.visible_batch(request, token)
        try:
            if batch.state != ImportState.PLANNED or not workers.is_kept(batch):
                raise ImportRefused(_("The rows in error are there while an import is looked at."))
            return error_file(batch)
        except (FileRefused, ImportRefused) as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._back(request, batch)
