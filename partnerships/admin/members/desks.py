"""The open work of somebody on a page, with who takes it over."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.versions import in_words
from partnerships.dates import span_display
from partnerships.metrics.open_work import MOST, OpenWork, open_work
from partnerships.services.handing_over import Desk, desks_of
from partnerships.text import validate_text

NOBODY = "nobody"


class DeskForm(forms.Form):
    """Who takes the work of a desk over; that nobody does has to be said."""

    to = forms.ChoiceField(label=gettext_lazy("Who takes it over"))

    def __init__(self, *args, desk, needed, **options):
        key = desk.office.pk if desk.office else 0
        super().__init__(*args, prefix=f"desk-{desk.account.pk}-{key}", **options)
        self.successors = {str(user.pk): user for user in desk.successors()}
        names = [(key, user.get_full_name() or str(user)) for key, user in self.successors.items()]
        nobody = (NOBODY, _("Nobody: the follow-ups stay without a name"))
        self.fields["to"].choices = [("", _("Choose …")), *names, nobody]
        self.fields["to"].required = needed

    @property
    def is_answered(self) -> bool:
        return bool(self.cleaned_data.get("to"))

    @property
    def successor(self):
        """The user who takes it over, None for nobody."""
        return self.successors.get(self.cleaned_data["to"])


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("A word to the successor"),
        max_length=500,
        required=False,
        validators=[validate_text],
        help_text=gettext_lazy("Kept in the history of each record."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True)
class Part:
    """One desk on the page."""

    desk: Desk
    work: OpenWork
    form: DeskForm
    on: date

    @property
    def lists(self) -> list[dict]:
        """What the template draws: headings with lines of {title, url, about, overdue}."""
        work = self.work
        found = [
            (_("Follow-ups"), (_follow_up(row, self.on) for row in work.follow_ups)),
            (_("Pledges the office answers for"), (_pledge(row, self.on) for row in work.pledges)),
            (_("Next dates"), map(_meeting, work.coming)),
            (_("Drafts: kept for the office alone"), map(_draft, work.drafts)),
            (_("Files that were not imported; upload them again"), map(_import, work.imports)),
        ]
        return [{"title": title, "lines": lines} for title, rows in found if (lines := list(rows))]

    @property
    def has_more(self) -> bool:
        return any(len(part["lines"]) >= MOST for part in self.lists)


def parts(account, request, office=None, *, needed=True) -> list[Part]:
    """The desks of the account that whoever asks may hand over; with `office` that one alone."""
    posted = request.POST if request.method == "POST" else None
    found = []
    for desk in desks_of(account, request.user):
        if office is None or desk.office == office:
            loose = desk.is_first
            work = open_work(account, desk.office, request.user, request.today, with_loose=loose)
            form = DeskForm(posted, desk=desk, needed=needed and bool(work))
            found.append(Part(desk, work, form, request.today))
    return found


def answered(found: list[Part]) -> dict:
    """{desk: successor or None} of the desks that were answered for."""
    return {part.desk: part.form.successor for part in found if part.form.is_answered}


def are_valid(found: list[Part], why: WhyForm) -> bool:
    """Whether the forms were posted and answered; asks all of them, so that each says its own."""
    return all([why.is_valid(), *(part.form.is_valid() for part in found)])


def tell(why: WhyForm, refusal: ValidationError) -> None:
    why.add_error(None, in_words(refusal))


def _follow_up(row, on: date) -> dict:
    return _due(row, on, row.what, row.record.get_absolute_url(), str(row.record))


def _pledge(row, on: date) -> dict:
    return _due(row, on, str(row), row.get_absolute_url(), row.get_state_display())


def _due(row, on: date, title: str, url: str, about: str) -> dict:
    """The line of a row that falls due; one whose day is over says so first."""
    due = _("due %(date)s") % {"date": row.due.display()} if row.due.is_known else _("no date")
    if row.is_overdue(on):
        return {"title": title, "url": url, "about": about, "overdue": due}
    return {"title": title, "url": url, "about": f"{due} · {about}"}


def _meeting(row) -> dict:
    when = span_display(row.start, row.end)
    return {"title": str(row), "url": row.get_absolute_url(), "about": f"{_kind(row)} · {when}"}


def _draft(row) -> dict:
    return {"title": str(row), "url": row.get_absolute_url(), "about": _kind(row)}


def _import(row) -> dict:
    return {"title": str(row), "url": "", "about": row.get_state_display()}


def _kind(row) -> str:
    return capfirst(row._meta.verbose_name)
