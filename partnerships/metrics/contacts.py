"""The light of a tie in words; the rule is in `lights`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnerships.choices import Light, Standing
from partnerships.dates import day_display
from partnerships.metrics.lights import (
    LastContact,
    cools_on,
    last_contact,
    light_of,
    quiet_on,
    with_last_contact,
)
from partnerships.models import Partnership


@dataclass(frozen=True)
class TieLight:
    """The light of a tie in force on the day `on`, and the contact that it follows from."""

    partnership: Partnership
    on: date
    last: LastContact | None

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

    @property
    def turn(self) -> date | None:
        """The day from which it is colder by one without another contact; None once quiet."""
        return {Light.ACTIVE: self.cools_on, Light.COOLING: self.quiet_on}.get(self.light)

    @property
    def turn_text(self) -> str:
        """“Without another contact it counts as cooling from 1 Apr 2027.”; "" once quiet."""
        if self.turn is None:
            return ""
        told = _("Without another contact it counts as cooling from %(date)s.")
        if self.light == Light.COOLING:
            told = _("Without another contact it counts as quiet from %(date)s.")
        return told % {"date": day_display(self.turn)}

    def turns_within(self, days: int) -> bool:
        """Whether it turned colder in the `days` up to `on`, or will in those after it."""
        turns = [turn for turn in (self.cools_on, self.quiet_on) if turn]
        return any(abs((turn - self.on).days) <= days for turn in turns)


def light_told(tie) -> TieLight | None:
    """The light of a tie read `with_last_contact`; None for one that is not in force."""
    if tie.standing != Standing.IN_FORCE:
        return None
    return TieLight(tie, tie.contact_as_of, last_contact(tie))


def lights(partnerships: Iterable[Partnership], user, on: date) -> dict[int, TieLight]:
    """{key: light} of those in force, from what `user` may see; one query for any number."""
    ties = {tie.pk: tie for tie in partnerships if tie.standing == Standing.IN_FORCE}
    found = with_last_contact(Partnership.objects.filter(pk__in=ties), user, on)
    return {tie.pk: TieLight(ties[tie.pk], on, last_contact(tie)) for tie in found}
