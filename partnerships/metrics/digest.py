"""What an owner is reminded of on a day: one digest, as far as its reader may see the records.

An owner is a member of the office that a record belongs to (or that answers for a pledge), the
person named by a follow-up, and for what belongs to no office every administrator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dates import day_display, span_display
from partnerships.metrics.ahead import planned
from partnerships.metrics.changes import changed_by_others
from partnerships.metrics.contacts import lights
from partnerships.metrics.endings import endings
from partnerships.models import FollowUp, Handover, Partnership, Pledge
from partnerships.models.visibility import is_administrator, jurisdiction_of

DUE_SOON = 14  # days
#: A term that is over without a renewal is told for so long; its page tells it for ever.
OVER_TOLD = 90  # days
TURNING = 30  # days before and after the light of a tie turns colder


@dataclass(frozen=True)
class Line:
    """One record to look at: what it is called, what is to be said of it, where it stands."""

    title: str
    about: str
    path: str


@dataclass(frozen=True)
class Part:
    """Lines of one kind under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Digest:
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(len(part.lines) for part in self.parts)


@dataclass(frozen=True)
class Owner:
    """A user with the keys of the offices that they are a member of."""

    user: Any
    offices: frozenset[int]

    def owns(self, record) -> bool:
        return self.answers_for(record.office_id)

    def answers_for(self, office: int | None) -> bool:
        if office is None:
            return is_administrator(self.user)
        return office in self.offices

    def rule(self, *offices: str) -> Q:
        """Rows of which the first of the named offices that is set is one of the owner's."""
        found, before = Q(pk__in=[]), Q()
        for office in offices:
            found |= before & Q(**{f"{office}__in": self.offices})
            before &= Q(**{f"{office}__isnull": True})
        return found | before if is_administrator(self.user) else found


def digest_of(user, on: date, since: datetime, until: datetime) -> Digest:
    """What `user` is reminded of on the day `on`, in the active language.

    Changes by others are those from `since` to `until`. Parts without a line are left out. A
    constant number of queries.
    """
    owner = Owner(user, frozenset(jurisdiction_of(user).offices))
    soon = on + timedelta(days=DUE_SOON)
    parts = (
        Part(_("Handed over to you"), tuple(_handed_over(user, since, until))),
        Part(_("Overdue"), (*_pledges(owner, "overdue", on), *_follow_ups(owner, "overdue", on))),
        Part(
            _("Due in the next %(number)d days") % {"number": DUE_SOON},
            (
                *_pledges(owner, "due_within", on, soon),
                *_follow_ups(owner, "due_within", on, soon),
            ),
        ),
        Part(_("Agreements coming to an end"), tuple(_endings(owner, on))),
        Part(_("Ties turning cold"), tuple(_cold(owner, on))),
        Part(_("Planned, and the outcome is not recorded"), tuple(_unrecorded(owner, on))),
        Part(_("Your records changed by others"), tuple(_changes(owner, since, until))),
    )
    return Digest(tuple(part for part in parts if part.lines))


def _handed_over(user, since, until) -> Iterable[Line]:
    """The work of others that became the user's."""
    rows = Handover.objects.filter(to=user, at__gte=since, at__lt=until)
    for row in rows.select_related("of", "office"):
        about = ngettext(
            "%(number)d follow-up that named %(person)s names you now",
            "%(number)d follow-ups that named %(person)s name you now",
            row.follow_ups,
        ) % {"number": row.follow_ups, "person": row.of}
        query = urlencode({"person": user.get_username(), "status": "to_do"})
        title = _("The work of %(person)s") % {"person": row.of}
        said = f"{about}: {row.reason}" if row.reason else about
        yield Line(title, said, f"{reverse('follow-ups_list')}?{query}")


def _pledges(owner, which, *days) -> Iterable[Line]:
    found = Pledge.objects.visible_to(owner.user).filter(owner.rule("responsible_office", "office"))
    for pledge in getattr(found, which)(*days).soonest_first():
        about = _("Pledge, due %(date)s") % {"date": pledge.due.display()}
        yield Line(str(pledge), about, pledge.get_absolute_url())


def _follow_ups(owner, which, *days) -> Iterable[Line]:
    """Those of the owner's offices, and those that name the owner."""
    of_nobody = Q(person__isnull=True) | Q(office__isnull=False)
    rule = Q(person=owner.user) | (owner.rule("office") & of_nobody)
    found = getattr(FollowUp.objects.visible_to(owner.user).filter(rule), which)(*days)
    for task in found.with_records(owner.user).soonest_first():
        about = _("Follow-up, due %(date)s: %(record)s") % {
            "date": task.due.display(),
            "record": task.record,
        }
        yield Line(task.what, about, task.record.get_absolute_url())


def _endings(owner, on) -> Iterable[Line]:
    for ending in endings(owner.user, on):
        if ending.days_left >= -OVER_TOLD and owner.owns(ending.agreement):
            path = ending.agreement.get_absolute_url()
            yield Line(str(ending.agreement), ending.text, path)


def _cold(owner, on) -> Iterable[Line]:
    ties = [
        tie
        for tie in Partnership.objects.visible_to(owner.user).established().for_reading()
        if owner.owns(tie)
    ]
    found = lights(ties, owner.user, on)
    for tie in ties:
        light = found.get(tie.pk)
        if light and light.turns_within(TURNING):
            turns = _turning_text(light)
            yield Line(str(tie), f"{turns} {light.text}", tie.get_absolute_url())


def _turning_text(light) -> str:
    """When it turned or will turn colder, whichever is nearer."""
    turns = {light.cools_on: _("cooling"), light.quiet_on: _("quiet")}
    day = min(turns, key=lambda turn: abs((turn - light.on).days))
    told = _("Counts as %(state)s since %(date)s.")
    if day > light.on:
        told = _("Counts as %(state)s from %(date)s.")
    return told % {"state": turns[day], "date": day_display(day)}


def _unrecorded(owner, on) -> Iterable[Line]:
    for record in planned(owner.user, on).unrecorded:
        if owner.owns(record):
            about = _("%(kind)s planned for %(date)s") % {
                "kind": capfirst(record._meta.verbose_name),
                "date": span_display(record.start, record.end),
            }
            yield Line(str(record), about, record.get_absolute_url())


def _changes(owner, since, until) -> Iterable[Line]:
    for change in changed_by_others(owner.user, owner.offices, since, until):
        about = _("Changed by %(people)s on %(date)s") % {
            "people": ", ".join(change.people),
            "date": day_display(change.day),
        }
        if change.reasons:
            about = _("%(changed)s: %(reasons)s") % {
                "changed": about,
                "reasons": "; ".join(change.reasons),
            }
        yield Line(str(change.record), about, change.record.get_absolute_url())
