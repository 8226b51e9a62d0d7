"""Every contact of a partnership that took place, for the page of one; the rule is in `lights`.

For many partnerships at once `lights.with_last_contact` asks the database instead.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnerships.choices import DelegationStatus, Light, Stage, Standing
from partnerships.dates import PartialDate
from partnerships.metrics.lights import cools_on, light_of, quiet_on
from partnerships.models import Agreement, Delegation, Event, ExchangeProgramme, Partnership


@dataclass(frozen=True)
class Contact:
    """A record of something that took place; `day` is the latest it can have been by then."""

    day: date
    record: object
    stated: PartialDate


@dataclass(frozen=True)
class TieLight:
    """The light of a tie in force on the day `on`, with every dated contact, latest first."""

    partnership: Partnership
    on: date
    contacts: tuple[Contact, ...]

    @property
    def last(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None

    @property
    def cools_on(self) -> date | None:
        """The first day on which it is cooling; None without a contact."""
        return cools_on(self.last.day) if self.last else None

    @property
    def quiet_on(self) -> date | None:
        """The first day on which it is quiet; None without a contact."""
        return quiet_on(self.last.day) if self.last else None

    @property
    def light(self) -> Light:
        return light_of(self.last.day if self.last else None, self.on)

    @property
    def text(self) -> str:
        """“No contact recorded since Mar 2025, from public sources only.” in whole sentences."""
        if self.last is None:
            told = _("No dated contact is recorded.")
            if not self.partnership.checked_on:
                told = _("No dated contact is recorded; from public sources only.")
            return told
        since = {"date": self.last.stated.display()}
        if self.light == Light.ACTIVE:
            told = _("Last contact recorded: %(date)s.")
            if not self.partnership.checked_on:
                told = _("Last contact recorded: %(date)s; from public sources only.")
        else:
            told = _("No contact recorded since %(date)s.")
            if not self.partnership.checked_on:
                told = _("No contact recorded since %(date)s; from public sources only.")
        return told % since

    def turns_within(self, days: int) -> bool:
        """Whether it turned colder in the `days` up to `on`, or will in those after it."""
        turns = [turn for turn in (self.cools_on, self.quiet_on) if turn]
        return any(abs((turn - self.on).days) <= days for turn in turns)


def lights(partnerships: Iterable[Partnership], user, on: date) -> dict[int, TieLight]:
    """{key: light} of those in force, from what `user` may see; five queries for any number."""
    ties = {tie.pk: tie for tie in partnerships if tie.standing == Standing.IN_FORCE}
    found: dict[int, list[Contact]] = defaultdict(list)
    for key, record, first, last in _taken_place(list(ties), user):
        contact = _contact(record, first, last, on)
        if contact:
            found[key].append(contact)
    return {
        key: TieLight(tie, on, tuple(sorted(found[key], key=_by_day, reverse=True)))
        for key, tie in ties.items()
    }


def _by_day(contact: Contact) -> tuple:
    """Of contacts on one day the one known more closely is the later, as in `lights`."""
    stated = contact.stated
    return contact.day, stated.earliest or date.min, stated.latest, stated.precision, stated.text


def _contact(record, first, last, on) -> Contact | None:
    """None for what is undated, or lies wholly after `on`; no day is later than `on`."""
    stated = last if last.is_known else first
    if stated.latest is None or (first.earliest or date.min) > on:
        return None
    return Contact(min(stated.latest, on), record, stated)


def _taken_place(ties, user):
    """(key of the tie, record, first day, last day) of everything that took place."""
    done = Delegation.objects.filter(status=DelegationStatus.COMPLETED)
    for key, delegation in _linked(Delegation, done.visible_to(user), ties):
        yield key, delegation, delegation.start, delegation.end
    for key, event in _linked(Event, Event.objects.filter(stage=Stage.DONE).visible_to(user), ties):
        yield key, event, event.start, event.end
    signed = Agreement.objects.visible_to(user).filter(stage=Stage.DONE, partnership__in=ties)
    for agreement in signed:
        yield agreement.partnership_id, agreement, agreement.signed, PartialDate.unknown()
    under_way = ExchangeProgramme.objects.filter(stage=Stage.DONE).visible_to(user)
    for key, programme in _linked(ExchangeProgramme, under_way, ties):
        for cohort in programme.cohorts.all():
            if cohort.actual.is_stated or not cohort.planned.is_stated:
                yield key, cohort, cohort.start, cohort.end


def _linked(model, records, ties):
    """(key of the tie, record) for each link of `records` to one of the ties."""
    name = model._meta.get_field("partnerships").m2m_field_name()
    links = model.partnerships.through.objects.filter(
        **{"partnership__in": ties, f"{name}__in": records.values("pk")}
    ).select_related(name)
    if model is ExchangeProgramme:
        links = links.prefetch_related(f"{name}__cohorts")
    return [(link.partnership_id, getattr(link, name)) for link in links.order_by("pk")]
