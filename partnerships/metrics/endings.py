"""Agreements whose term comes to an end: how near it is, and in which band it is warned of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.choices import EndsWithin, Stage
from partnerships.dates import Precision
from partnerships.models import Agreement

#: Days before the end of a term from which it is warned of; governors' calendars need half a year.
BANDS = (180, 90, 30, 0)


@dataclass(frozen=True)
class Ending:
    """A signed agreement that no signed one renewed, and how near its end is.

    Only the last possible day counts: "Dec 2029" runs until 31 December, and `days_left` are the
    days until then. `band` is one of `BANDS`, 0 from that day on; None while the end is far.
    """

    agreement: Agreement
    band: int | None
    days_left: int

    @property
    def is_over(self) -> bool:
        return self.days_left < 0

    @property
    def kind(self) -> str:
        """The kind of the badge that tells it."""
        return "over" if self.is_over else "ending"

    @property
    def text(self) -> str:
        """“Ends by the end of Dec 2029: 59 days left”, as firm as the date is known."""
        if self.is_over:
            ended = {"date": self.agreement.ends.display()}
            return _("Term ended %(date)s, no renewal recorded") % ended
        end = end_in_words(self.agreement)
        if self.days_left == 0:
            return _("Ends %(end)s: today is the last day") % {"end": end}
        return ngettext(
            "Ends %(end)s: %(number)d day left",
            "Ends %(end)s: %(number)d days left",
            self.days_left,
        ) % {"end": end, "number": self.days_left}

    @property
    def short_text(self) -> str:
        """“59 days left”, for a place that shows the date beside it."""
        if self.is_over:
            return _("no renewal recorded")
        if self.days_left == 0:
            return _("today is the last day")
        return ngettext("%(number)d day left", "%(number)d days left", self.days_left) % {
            "number": self.days_left
        }


def end_in_words(agreement) -> str:
    """“on 31 Dec 2029”, “by the end of Dec 2029” or “by Mar 2029”: never a day nobody stated."""
    shown = agreement.ends.display()
    if agreement.ends.precision == Precision.BY:
        return shown
    if agreement.ends.precision == Precision.DAY:
        return _("on %(date)s") % {"date": shown}
    return _("by the end of %(date)s") % {"date": shown}


def band_of(days_left: int) -> int | None:
    """The narrowest band that `days_left` falls into, None while the end is further away."""
    return min((band for band in BANDS if max(days_left, 0) <= band), default=None)


def ending_of(agreement, on: date) -> Ending | None:
    """What is to be warned of on the day `on`; None for a term that runs on.

    Not warned of: what was never signed, what has no end or none that is known, and what a signed
    agreement renewed (needs `with_renewals`; a renewal hidden from the reader reads as absent).
    """
    if agreement.stage != Stage.DONE or agreement.is_renewed:
        return None
    ending = term_of(agreement, on)
    return ending if ending and ending.band is not None else None


def term_of(agreement, on: date) -> Ending | None:
    """How near the end of its term is on the day `on`, near or far; None without a known end."""
    last = agreement.ends_latest
    if last is None:
        return None
    days_left = (last - on).days
    return Ending(agreement, band_of(days_left), days_left)


def nearest_endings(user, on: date, most: int) -> list[Ending]:
    """Of `endings` the first `most` still running and as many that are over, in one query."""
    is_over = Q(ends_latest__lt=on)
    nearest = (
        Case(When(~is_over, then=F("ends_latest"))).asc(nulls_last=True),
        Case(When(is_over, then=F("ends_latest"))).desc(nulls_last=True),
        "reference_year",
        "reference_number",
    )
    kind = Case(When(is_over, then=1), default=0)
    place = Window(RowNumber(), partition_by=[F("_kind")], order_by=nearest)
    found = Agreement.objects.visible_to(user).ending(
        (EndsWithin.IN_180, EndsWithin.OVER), user, on
    )
    some = found.with_renewals(user).alias(_kind=kind).alias(_place=place).filter(_place__lte=most)
    told = [ending_of(agreement, on) for agreement in some.order_by("_kind", "_place")]
    return [ending for ending in told if ending]


def endings(user, on: date) -> list[Ending]:
    """Every warning of the day `on` that `user` may see, in one query.

    Terms still running come first, soonest end first; then those over, last ended first.
    """
    near = (EndsWithin.IN_180, EndsWithin.OVER)
    found = Agreement.objects.visible_to(user).ending(near, user, on).with_renewals(user)
    told = [ending for ending in (ending_of(agreement, on) for agreement in found) if ending]
    return sorted(
        told,
        key=lambda ending: (ending.is_over, abs(ending.days_left), ending.agreement.reference),
    )
