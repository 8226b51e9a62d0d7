"""The annexure of all pairs: as a page, a Word file and a workbook."""

from datetime import date

from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from partnerships.choices import Standing
from partnerships.dates import PartialDate, day_display
from partnerships.exports.annexure import ANNEXURE
from partnerships.exports.formats import Tab, TooLargeError, write_workbook
from partnerships.exports.reading import Computed
from partnerships.exports.taken import log_export
from partnerships.metrics.annexure import Annexure, Instrument, annexure
from partnerships.metrics.endings import end_in_words, term_of
from partnerships.metrics.grounds import grounds_of
from partnerships.sections import SECTIONS
from partnerships.views.documents.content import Line, Paper, Referee, Section, Words, joined, plain
from partnerships.views.documents.word import word_answer
from partnerships.views.exporting import CONTENT_TYPES, refused
from partnerships.views.frame import frame
from partnerships.views.pages.timelines import period_text


class AnnexureView(View):
    """`/annexure/`, and with `form` "docx" or "xlsx" its files."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, form=""):
        found = annexure(request.user)
        if form == "xlsx":
            return _workbook(request, found)
        paper = annexure_paper(found, request.user, request.today)
        if form:
            return word_answer(request, paper, "annexure")
        section = next(section for section in SECTIONS if section.slug == "partnerships")
        context = {
            "page_title": paper.title,
            "trail": [{"label": section.label, "url": section.list_url()}],
            "paper": paper,
            "files": [
                {"label": label, "url": reverse("annexure_file", args=[form])}
                for form, label in (
                    ("docx", _("Word file (.docx)")),
                    ("xlsx", _("Excel workbook (.xlsx)")),
                )
            ],
        }
        return render(request, "partnerships/annexure.html", {**frame(request), **context})


def annexure_paper(found: Annexure, user, today: date) -> Paper:
    """The paper, as far as `user` may see, in the reader's language."""
    cited = [record for row in found.rows for record in (row.agreement, row.tie) if record]
    referee = Referee(grounds_of(cited, user), 0)
    section = Section(
        _("Rows: %(number)d") % {"number": len(found.rows)},
        columns=(_("No."), _("State"), _("Prefecture"), _("Instrument"), _("Date"), _("Validity")),
        widths=(5, 14, 12, 40, 14, 15),
        rows=tuple(_row(row, referee, today) for row in found.rows),
        number=len(found.rows),
        definition=_rule(),
        empty=_("No tie is recorded."),
    )
    return Paper(
        title=_("Annexure: states and prefectures tied to each other"),
        subtitle=_("As of %(date)s") % {"date": day_display(today)},
        on=today,
        name=f"annexure-{today.isoformat()}",
        url=reverse("annexure"),
        sections=(section,),
        legend=referee.legend(),
        notes=_notes(found),
    )


def _rule() -> str:
    return _(
        "One row for each signed agreement of a partnership that no later one renewed, and for "
        "each partnership without one. Unconfirmed and exploratory ties are left out."
    )


def _notes(found: Annexure) -> tuple[str, ...]:
    number = len(found.unpaired)
    if not number:
        return ()
    told = ngettext(
        "%(number)d partnership without a known region on one side is left out.",
        "%(number)d partnerships without a known region on one side are left out.",
        number,
    )
    return (told % {"number": number},)


def _row(row: Instrument, referee, today) -> tuple[Line, ...]:
    state, prefecture = (
        (Words(region.name, url=region.get_absolute_url()),)
        for region in (row.state, row.prefecture)
    )
    return (
        plain(str(row.number)),
        state,
        prefecture,
        _instrument(row),
        (_date(row, referee),),
        joined([*_validity(row, referee, today), *_standing(row)], "; ") or plain("–"),
    )


def _instrument(row: Instrument) -> Line:
    record = row.agreement or row.tie
    text = row.agreement.shown_title if row.agreement else _("No agreement recorded")
    kind = record.kind_as_stated or record.get_kind_display()
    told = [Words(text, url=record.get_absolute_url()), Words(f" ({kind})")]
    if row.through:
        names = ", ".join(map(str, row.through))
        told.append(Words(" " + _("through %(names)s") % {"names": names}))
    return tuple(told)


def _date(row: Instrument, referee) -> Words:
    if row.agreement:
        signed = period_text(row.agreement.signed, PartialDate.unknown())
        return referee.words(signed, row.agreement, "signed")
    if not row.tie.begun.is_known:
        return Words(_("date unknown"))
    begun = _("begun %(date)s") % {"date": row.tie.begun.display()}
    return referee.words(begun, row.tie, "begun")


def _validity(row: Instrument, referee, today) -> list[Words]:
    if row.agreement is None:
        return []
    if row.agreement.is_open_ended:
        return [Words(_("without an end"))]
    ending = term_of(row.agreement, today)
    if ending is None:
        return [Words(_("end not stated"))]
    text = ending.text if ending.is_over else end_in_words(row.agreement)
    return [referee.words(text, row.agreement, "ends")]


def _standing(row: Instrument) -> list[Words]:
    """How the tie stands, where it is not simply in force."""
    if row.tie.standing == Standing.IN_FORCE:
        return []
    return [Words(row.tie.get_standing_display())]


def _workbook(request, found: Annexure):
    title = _("Annexure, as of %(date)s") % {"date": day_display(request.today)}
    base = f"{request.scheme}://{request.get_host()}"
    above = (title, _rule(), f"{base}{reverse('annexure')}")
    try:
        file = write_workbook([Tab("Annexure", Computed(found.rows, ANNEXURE), above)], base)
    except TooLargeError as error:
        return refused([str(error)])
    log_export("annexure", "xlsx", len(found.rows), request)
    name = f"annexure-{request.today.isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"])
