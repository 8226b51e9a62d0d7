"""Reviewing pledges: the open ones of one office one after another, two key presses each."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.history import version_in
from partnerships.admin.versions import in_words
from partnerships.choices import ReviewFinding
from partnerships.models import Office, Pledge, PledgeReview
from partnerships.models.pledges import PledgeQuerySet
from partnerships.services import pledges as reviews
from partnerships.services.records import StaleVersion
from partnerships.text import validate_text

#: The key that chooses each finding.
KEYS = {
    ReviewFinding.KEPT: "k",
    ReviewFinding.UNDER_WAY: "u",
    ReviewFinding.NO_NEWS: "n",
    ReviewFinding.DROPPED: "d",
}
#: How the addresses name pledges that no office answers for.
NO_OFFICE = 0
LAST = "last_pledge_review"


class ReviewForm(forms.Form):
    """What was found, and a few words; the pledge and its version come along hidden."""

    found = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=[(finding.value, finding.label) for finding in KEYS],
        error_messages={"required": gettext_lazy("Say what you found.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=500,
        validators=[validate_text],
    )


@dataclass(frozen=True)
class Walk:
    """The standing pledges of an office that nobody looked at on the day, the soonest due first."""

    waiting: PledgeQuerySet
    left: int
    looked_at: int

    @classmethod
    def of(cls, office: int, user, day) -> "Walk":
        mine = Pledge.objects.editable_by(user).filter(responsible_office=office or None)
        looked_at = PledgeReview.objects.filter(day=day).values("pledge")
        waiting = mine.standing().exclude(pk__in=looked_at)
        return cls(
            waiting.for_detail(user).prefetch_visible(user, *Pledge.page_links).soonest_first(),
            waiting.count(),
            mine.filter(pk__in=looked_at).count(),
        )


class Reviewing:
    """The pages under `review/` of the admin of pledges."""

    change_list_template = "admin/partnerships/pledges_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view
        return [
            path("review/", view(self.offices_view), name=f"{name}_offices"),
            path("review/<int:office>/", view(self.review_view), name=name),
            path("review/<int:office>/undo/", view(self.undo_view), name=f"{name}_undo"),
            *super().get_urls(),
        ]

    def offices_view(self, request):
        """The offices that answer for standing pledges, and how many each has."""
        standing = Pledge.objects.editable_by(request.user).standing().order_by()
        numbers = dict(
            standing.values_list("responsible_office")
            .annotate(number=Count("pk"))
            .values_list("responsible_office", "number")
        )
        names = Office.objects.in_bulk([key for key in numbers if key])
        lines = [
            {
                "name": str(office),
                "url": self._review_address(office.pk),
                "number": numbers[office.pk],
            }
            for office in sorted(names.values(), key=str)
        ]
        if None in numbers:
            no_office = {"name": _("Without an office"), "url": self._review_address(NO_OFFICE)}
            lines.append({**no_office, "number": numbers[None]})
        context = {**self._frame(request), "offices": lines}
        return TemplateResponse(request, "admin/partnerships/review_offices.html", context)

    def review_view(self, request, office):
        name = self._office_name(office)
        walk = Walk.of(office, request.user, request.today)
        form = ReviewForm(request.POST or None)
        if request.method == "POST" and self._recorded(request, form):
            return HttpResponseRedirect(self._review_address(office, request.GET.get("skip", "")))
        pledge, skipped = _chosen(walk, request)
        context = {
            **self._frame(request),
            "office": name,
            "pledge": pledge,
            "is_overdue": pledge is not None and pledge.is_overdue(request.today),
            "last_review": next(iter(pledge.reviews.all()), None) if pledge else None,
            "done": walk.looked_at,
            "total": walk.looked_at + walk.left,
            "skipped": skipped,
            "form": form,
            "findings": _findings(form),
            "skip_url": self._review_address(office, str(skipped + 1)),
            "again_url": self._review_address(office),
            "undo": self._undoable(request, office),
        }
        return TemplateResponse(request, "admin/partnerships/review.html", context)

    def _recorded(self, request, form) -> bool:
        """Whether the review was written; what refuses it is told on the form."""
        pledge = self._posted(request)
        if not form.is_valid():
            return False
        try:
            reviews.review(
                pledge,
                form.cleaned_data["found"],
                day=request.today,
                by=request.user,
                words=form.cleaned_data["words"],
                expected_version=version_in(request.POST),
            )
        except StaleVersion as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error("words", refusal.messages)
        else:
            request.session[LAST] = {"reference": pledge.reference, "version": pledge.version}
            found = dict(form.fields["found"].choices)[form.cleaned_data["found"]]
            told = _("%(reference)s: %(found)s.")
            words = {"reference": pledge.reference, "found": found}
            self.message_user(request, told % words, messages.SUCCESS)
            return True
        return False

    def _posted(self, request) -> Pledge:
        mine = Pledge.objects.editable_by(request.user)
        pledge = mine.filter(reference=request.POST.get("pledge", "")[:20]).first()
        if pledge is None:
            raise Http404
        return pledge

    def undo_view(self, request, office):
        """Take the last review of this session back."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        last = request.session.pop(LAST, None)
        pledge = self._last_pledge(request, last)
        if pledge is not None:
            try:
                reviews.undo_review(pledge, by=request.user, expected_version=last["version"])
            except (StaleVersion, ValidationError) as refusal:
                self.message_user(request, in_words(refusal), messages.ERROR)
            else:
                told = _("The review of %(reference)s was taken back.")
                self.message_user(request, told % {"reference": pledge.reference}, messages.SUCCESS)
        return HttpResponseRedirect(self._review_address(office))

    def _undoable(self, request, office) -> dict | None:
        last = request.session.get(LAST)
        if not last:
            return None
        url = reverse(f"{self._name}_undo", args=[office])
        return {"reference": last["reference"], "url": url}

    def _last_pledge(self, request, last) -> Pledge | None:
        mine = Pledge.objects.editable_by(request.user)
        return mine.filter(reference=last["reference"]).first() if last else None

    def _office_name(self, office) -> str:
        if office == NO_OFFICE:
            return _("Without an office")
        found = Office.objects.filter(pk=office).first()
        if found is None:
            raise Http404
        return str(found)

    @property
    def _name(self):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_review"

    def _review_address(self, office, skip="") -> str:
        address = reverse(self._name, args=[office])
        return f"{address}?skip={skip}" if skip.isdecimal() and skip != "0" else address

    def _frame(self, request):
        return {
            **self.admin_site.each_context(request),
            "title": _("Review pledges"),
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
        }


def _chosen(walk: Walk, request) -> tuple[Pledge | None, int]:
    """The pledge to be looked at: the one that was posted, else the first that is not skipped."""
    posted = request.POST.get("pledge")
    text = request.GET.get("skip", "")
    skipped = min(int(text), walk.left) if text.isdecimal() and len(text) < 6 else 0
    found = walk.waiting.filter(reference=posted).first() if posted else None
    waiting = list(walk.waiting[skipped : skipped + 1])
    return found or next(iter(waiting), None), skipped


def _findings(form) -> list[dict]:
    chosen = form["found"].value()
    return [
        {"value": finding.value, "label": finding.label, "key": key, "chosen": finding == chosen}
        for finding, key in KEYS.items()
    ]
