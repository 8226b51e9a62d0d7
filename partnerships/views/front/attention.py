"""What needs attention: counts, each with its first rows and the list of all of them."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from partnerships.choices import EndsWithin
from partnerships.metrics.ahead import Ahead
from partnerships.metrics.endings import nearest_endings
from partnerships.metrics.tie_map import Tie, gone_cold
from partnerships.models import Agreement, Delegation, Event, FollowUp, Pledge
from partnerships.tables.base import state_badge
from partnerships.views.pages.timelines import period_text

#: Rows shown of each.
MOST = 3
#: {name: (section of its list, the filter that finds just these, words of the count)}
KINDS = {
    "over": (
        "agreements",
        {"ending": EndsWithin.OVER.value},
        ngettext_lazy(
            "%(number)d agreement: term ended, no renewal recorded",
            "%(number)d agreements: term ended, no renewal recorded",
            "number",
        ),
    ),
    "ending": (
        "agreements",
        {"ending": EndsWithin.IN_180.value},
        ngettext_lazy(
            "%(number)d agreement ends within 180 days",
            "%(number)d agreements end within 180 days",
            "number",
        ),
    ),
    "pledges": (
        "pledges",
        {"overdue": "yes"},
        ngettext_lazy("%(number)d pledge is overdue", "%(number)d pledges are overdue", "number"),
    ),
    "follow_ups": (
        "follow-ups",
        {"overdue": "yes"},
        ngettext_lazy(
            "%(number)d follow-up is overdue", "%(number)d follow-ups are overdue", "number"
        ),
    ),
    "cold": (
        "partnerships",
        {"light": "quiet"},
        ngettext_lazy(
            "%(number)d tie without a recorded contact for over 24 months",
            "%(number)d ties without a recorded contact for over 24 months",
            "number",
        ),
    ),
    "delegations": (
        "delegations",
        {"status": "outcome_not_recorded"},
        ngettext_lazy(
            "%(number)d planned delegation whose outcome is not recorded",
            "%(number)d planned delegations whose outcome is not recorded",
            "number",
        ),
    ),
    "events": (
        "events",
        {"stage": "outcome_not_recorded"},
        ngettext_lazy(
            "%(number)d planned event whose outcome is not recorded",
            "%(number)d planned events whose outcome is not recorded",
            "number",
        ),
    ),
}


def to_count(user, on) -> dict:
    """{name: queryset} of what is counted in the database; follow-ups for those signed in."""
    agreements = Agreement.objects.visible_to(user)
    found = {
        "over": agreements.ending([EndsWithin.OVER], user, on),
        "ending": agreements.ending([EndsWithin.IN_180], user, on),
        "pledges": Pledge.objects.visible_to(user).overdue(on),
        "delegations": Delegation.objects.visible_to(user).without_outcome(on),
        "events": Event.objects.visible_to(user).without_outcome(on),
    }
    if user.is_authenticated:
        found["follow_ups"] = FollowUp.objects.visible_to(user).overdue(on)
    return {f"attention_{name}": rows for name, rows in found.items()}


class Attention:
    """The matters of the day `on` that `user` may see; `numbers` are those of `to_count`."""

    def __init__(self, user, on, numbers, ties: list[Tie], ahead: Ahead):
        self.user, self.on, self.ahead = user, on, ahead
        self.cold = gone_cold(ties)
        self.numbers = {name: numbers.get(f"attention_{name}", 0) for name in KINDS}
        self.numbers["cold"] = len(self.cold)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    def matters(self) -> list[dict]:
        """What there is of each kind: count, first rows, address of the list."""
        rows = self._rows()
        return [
            {
                "words": words % {"number": self.numbers[name]},
                "url": f"{reverse(f'{section}_list')}?{urlencode(query)}",
                "rows": rows[name][:MOST],
                "more": max(self.numbers[name] - MOST, 0),
            }
            for name, (section, query, words) in KINDS.items()
            if self.numbers[name]
        ]

    def card(self) -> dict:
        words = ngettext("%(number)d matter", "%(number)d matters", self.total)
        return {
            "title": _("Needs attention"),
            "figure": words % {"number": self.total},
            "note": _("terms, pledges, silent ties, missing outcomes"),
            "url": "#attention",
        }

    def _rows(self) -> dict[str, list[dict]]:
        endings = self._endings()
        waiting = [(record, record_entry(record, self.on)) for record in self.ahead.unrecorded]
        return {
            "over": [row for ending, row in endings if ending.is_over],
            "ending": [row for ending, row in endings if not ending.is_over],
            "pledges": self._pledges(),
            "follow_ups": self._follow_ups(),
            "cold": [_cold(tie) for tie in self.cold[:MOST]],
            "delegations": [row for record, row in waiting if isinstance(record, Delegation)],
            "events": [row for record, row in waiting if isinstance(record, Event)],
        }

    def _endings(self) -> list[tuple]:
        found = nearest_endings(self.user, self.on, MOST)
        return [
            (
                ending,
                {
                    "text": ending.agreement.shown_title,
                    "url": ending.agreement.get_absolute_url(),
                    "about": ending.text,
                },
            )
            for ending in found
        ]

    def _pledges(self) -> list[dict]:
        due = Pledge.objects.visible_to(self.user).overdue(self.on).soonest_first()
        return [_due(pledge.text, pledge, pledge.get_absolute_url()) for pledge in due[:MOST]]

    def _follow_ups(self) -> list[dict]:
        if not self.user.is_authenticated:
            return []
        due = FollowUp.objects.visible_to(self.user).overdue(self.on).soonest_first()
        return [_due(follow_up.what, follow_up) for follow_up in due[:MOST]]


def record_entry(record, on) -> dict:
    """A delegation or event for components/records.html, with its state on the day `on`."""
    return {
        "text": record.shown_title,
        "url": record.get_absolute_url(),
        "about": period_text(record.start, record.end),
        "kind_label": str(record._meta.verbose_name).capitalize(),
        "badge": state_badge(record, on),
    }


def _due(text: str, row, url: str = "") -> dict:
    return {"text": text, "url": url, "about": _("Due %(date)s") % {"date": row.due.display()}}


def _cold(tie: Tie) -> dict:
    words = _("No dated contact is recorded.")
    if tie.last:
        words = _("No contact recorded since %(date)s.") % {"date": tie.last.stated.display()}
    return {
        "text": tie.partnership.shown_title,
        "url": tie.partnership.get_absolute_url(),
        "about": words,
    }
