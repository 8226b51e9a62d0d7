"""`/partnerships/<slug>/briefing/`: the briefing as a page."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.dateforms import DateError, Precision, quoted
from partnerships.dates import parse
from partnerships.sections import SECTIONS
from partnerships.views.documents.briefing import briefing
from partnerships.views.documents.word import CONTENT_TYPE, word_file
from partnerships.views.exporting import refused
from partnerships.views.finding import is_respelt, record_at
from partnerships.views.frame import frame

PARTNERSHIPS = next(section for section in SECTIONS if section.slug == "partnerships")


class BriefingView(View):
    """The briefing of the day `?on=`, today without one; 400 for what is no day.

    `form` is "" for the page and "docx" for the file.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, key, form=""):
        visible = PARTNERSHIPS.model.objects.visible_to(request.user)
        found = visible.prefetch_visible(request.user, "parties")
        partnership = record_at(PARTNERSHIPS, key, found)
        if key != partnership.key:
            permanent = is_respelt(PARTNERSHIPS, key, partnership)
            name = "briefing_file" if form else "briefing"
            return redirect(name, *filter(None, (partnership.key, form)), permanent=permanent)
        try:
            on = day_asked(request)
        except DateError as error:
            problem = str(error)
            return refused([problem]) if form else self._page(request, partnership, None, problem)
        paper = briefing(partnership, request.user, on, request.today)
        return word_answer(request, paper) if form else self._page(request, partnership, paper)

    def _page(self, request, partnership, paper, problem=""):
        context = {
            "page_title": _("Briefing: %(title)s") % {"title": partnership.shown_title},
            "trail": [
                {"label": PARTNERSHIPS.label, "url": PARTNERSHIPS.list_url()},
                {"label": partnership.shown_title, "url": partnership.get_absolute_url()},
            ],
            "paper": paper,
            "problem": problem,
            "file_url": reverse("briefing_file", args=[partnership.slug, "docx"]),
            "on": request.GET.get("on", "") or request.today.isoformat(),
        }
        status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
        context = {**frame(request), **context}
        return render(request, "partnerships/briefing.html", context, status=status)


def day_asked(request):
    """The day of `?on=`, today without one; DateError for anything but a day as files write it."""
    text = request.GET.get("on", "").strip()
    if not text:
        return request.today
    stated = parse(text)
    if stated.precision != Precision.DAY or stated.file_form() != text:
        raise DateError(
            _("“%(value)s” is not a day. Write it as in 2026-11-02.") % {"value": quoted(text)}
        )
    return stated.earliest


def word_answer(request, paper) -> HttpResponse:
    """The paper as a Word file to keep."""
    base = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(word_file(paper, base), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}.docx"'
    return response
