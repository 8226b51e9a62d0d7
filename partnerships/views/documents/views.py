"""The pages and files of papers: briefings of partnerships, reports of regions and initiatives."""

from http import HTTPStatus

from django.http import FileResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.dateforms import DateError, Precision, quoted
from partnerships.dates import day_display, parse
from partnerships.exports.formats import TooLargeError
from partnerships.exports.taken import log_export
from partnerships.metrics.reports import Scope
from partnerships.metrics.reports import report as numbers
from partnerships.sections import SECTIONS
from partnerships.views.documents import report
from partnerships.views.documents.briefing import briefing
from partnerships.views.documents.periods import (
    neighbours,
    period_asked,
    period_query,
    period_words,
)
from partnerships.views.documents.word import word_answer
from partnerships.views.documents.workbook import workbook
from partnerships.views.exporting import CONTENT_TYPES, refused
from partnerships.views.finding import is_respelt, record_at
from partnerships.views.frame import frame

_SECTIONS = {section.slug: section for section in SECTIONS}
PARTNERSHIPS = _SECTIONS["partnerships"]


class BriefingView(View):
    """The briefing of the day `?on=`, today without one; 400 for what is no day.

    `form` is "" for the page and "docx" for the file.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, key, form=""):
        visible = PARTNERSHIPS.model.objects.visible_to(request.user)
        found = visible.prefetch_visible(request.user, "parties")
        partnership = record_at(PARTNERSHIPS, key, found, request.user)
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
        if form:
            return word_answer(request, paper, "briefing")
        return self._page(request, partnership, paper)

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


class PeriodReportView(View):
    """The report of a region or initiative on a period; 400 for what is no period.

    `form` is "" for the page, "docx" or "xlsx" for the files.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, section_slug, key, form=""):
        section = _SECTIONS[section_slug]
        visible = section.model.objects.visible_to(request.user)
        record = record_at(section, key, visible, request.user)
        if key != record.key:
            query = request.META.get("QUERY_STRING", "")
            address = report.address_of(record, form)
            permanent = is_respelt(section, key, record)
            return redirect(f"{address}?{query}" if query else address, permanent=permanent)
        try:
            period = period_asked(request.GET, request.today)
        except DateError as error:
            problem = str(error)
            if form:
                return refused([problem])
            return self._page(request, section, record, problem=problem)
        scope = _scope(section, record)
        if form == "xlsx":
            return self._workbook(request, scope, period)
        paper = report.report_paper(scope, request.user, period, request.today)
        if form:
            return word_answer(request, paper, "report")
        return self._page(request, section, record, paper, period)

    def _workbook(self, request, scope, period):
        user, today, record = request.user, request.today, scope.record
        title = _("%(name)s, %(period)s, as of %(date)s") % {
            "name": record.name,
            "period": period_words(period),
            "date": day_display(today),
        }
        base = f"{request.scheme}://{request.get_host()}"
        try:
            file, rows = workbook(numbers(scope, user, period, today), user, title, base)
        except TooLargeError as error:
            return refused([str(error)])
        name = f"{record.key}-report-{period.start}-{period.end}.xlsx".lower()
        log_export("report", "xlsx", rows, request, f"{record.key}?{period_query(period)}")
        return FileResponse(
            file, as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"]
        )

    def _page(self, request, section, record, paper=None, period=None, problem=""):
        context = {
            **frame(request),
            "page_title": _("Report: %(name)s") % {"name": record.name},
            "trail": _trail(section, record),
            "paper": paper,
            "problem": problem,
            "query": {name: request.GET.get(name, "") for name in ("year", "from", "to")},
        }
        if paper:
            context |= {"periods": _periods(period, request.today), "files": _files(record, period)}
        status = HTTPStatus.OK if paper else HTTPStatus.BAD_REQUEST
        return render(request, "partnerships/report.html", context, status=status)


def _scope(section, record) -> Scope:
    names = {"states": "state", "prefectures": "prefecture", "initiatives": "initiative"}
    return Scope(record, ((names[section.slug], record.key),))


def _trail(section, record) -> list[dict]:
    return [
        {"label": section.label, "url": section.list_url()},
        {"label": record.name, "url": record.get_absolute_url()},
    ]


def _periods(period, today) -> list[dict]:
    """The periods beside this one, and the usual ones."""
    before, after = neighbours(period)
    fiscal = period_asked(QueryDict(), today)
    month = period_asked(QueryDict(f"from={today:%Y-%m}"), today)
    quarter = period_asked(QueryDict(f"from={today.year}-Q{(today.month + 2) // 3}"), today)
    named = dict.fromkeys((before, after, fiscal, quarter, month))
    return [
        {"label": period_words(one), "url": f"?{period_query(one)}"}
        for one in named
        if one != period
    ]


def _files(record, period) -> list[dict]:
    labels = {"docx": _("Word file (.docx)"), "xlsx": _("Excel workbook (.xlsx)")}
    return [
        {"label": label, "url": f"{report.address_of(record, form)}?{period_query(period)}"}
        for form, label in labels.items()
    ]


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
