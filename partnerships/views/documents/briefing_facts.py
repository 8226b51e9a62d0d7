"""What a briefing is made of: the records of a partnership, loaded in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.aggregates import Count

from partnerships.choices import DelegationStatus, Stage
from partnerships.metrics.ahead import Ahead, sorted_on
from partnerships.metrics.grounds import Grounds, grounds_of
from partnerships.metrics.people_met import PeopleMet, people_met, took_place
from partnerships.metrics.pledges import standing_on
from partnerships.metrics.visits import Reciprocity, last_each_way, reciprocity_of
from partnerships.models import Agreement, Pledge, Sector
from partnerships.models.parties import date_order
from partnerships.models.together import fill_links, read_together

#: Of the delegations and of the events the planned, the last each way and the newest are read.
MOST_READ = 100
WAITING = (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)


@dataclass
class Facts:
    """The records of `partnership` that `user` may see, as they lie on the day `on`.

    `today` decides which planned records are over without a recorded outcome: nothing of a day
    to come can be missing yet.
    """

    partnership: object
    user: object
    on: date
    today: date

    @property
    def known_until(self) -> date:
        return min(self.on, self.today)

    @property
    def agreements(self) -> list[Agreement]:
        """All of them, oldest first; `runs` says whether in force on the day."""
        return self._schemes[0]

    @property
    def delegations(self) -> list:
        return self._told[0]

    @property
    def events(self) -> list:
        return self._told[1]

    @property
    def programmes(self) -> list:
        return self._told[2]

    @cached_property
    def _schemes(self) -> list[list]:
        """Agreements and programmes, of which all are told; one query."""
        in_force = Agreement.objects.in_force(self.on, self.user)
        running = in_force.filter(pk=OuterRef("pk"))
        agreements = self.partnership.agreements.visible_to(self.user)
        programmes = self.partnership.programmes.visible_to(self.user)
        return read_together(
            agreements.annotate(runs=Exists(running)).oldest_first(),
            programmes.exclude(stage=Stage.CANCELLED).newest_first(),
        )

    @cached_property
    def _told(self) -> tuple[list, list, list]:
        """Delegations, events and programmes; their people and cohorts are read in one query."""
        told = self._delegations(), self._events(), self._schemes[1]
        names = ("attendances", "attendances", "cohorts")
        fill_links(self.user, *zip(told, names, strict=True))
        return told

    def _delegations(self) -> list:
        visible = self.partnership.delegations.visible_to(self.user)
        first = Case(
            When(status__in=WAITING, then=Value(0)),
            When(last_each_way(visible, self.on), then=Value(1)),
            default=Value(2),
        )
        return self._newest(visible, first, "status")

    def _events(self) -> list:
        visible = self.partnership.events.visible_to(self.user)
        first = Case(When(stage=Stage.PLANNED, then=Value(0)), default=Value(1))
        return self._newest(visible, first, "stage")

    def _newest(self, visible, first, state) -> list:
        """The planned, then the newest; `alike` is how many there are of the same state."""
        found = visible.annotate(alike=Window(Count("pk"), partition_by=[F(state)]))
        newest = (*date_order("start", descending=True), "-pk")
        return list(found.order_by(first, *newest)[:MOST_READ])

    @cached_property
    def happened(self) -> list:
        """What took place and was signed by the day, in no order."""
        meetings = (*self.delegations, *self.events)
        signed = [
            agreement
            for agreement in self.agreements
            if agreement.stage == Stage.DONE
            and (agreement.signed_earliest is None or agreement.signed_earliest <= self.on)
        ]
        return [*(one for one in meetings if took_place(one, self.on)), *signed]

    @property
    def unread(self) -> int:
        """How many meetings that took place were not read, as there are too many."""
        missing = 0
        for meetings, state in ((self.delegations, "status"), (self.events, "stage")):
            done = [one for one in meetings if getattr(one, state) in _DONE]
            missing += done[0].alike - len(done) if done else 0
        return missing

    @cached_property
    def visits(self) -> Reciprocity:
        return reciprocity_of(self.delegations, self.on)

    @cached_property
    def ahead(self) -> Ahead:
        waiting = [one for one in self.delegations if one.status in WAITING]
        planned = [one for one in self.events if one.stage == Stage.PLANNED]
        return sorted_on((*waiting, *planned), self.known_until)

    @cached_property
    def met(self) -> PeopleMet:
        return people_met((*self.delegations, *self.events), self.user, self.on)

    @cached_property
    def pledges(self) -> list[Pledge]:
        """Those that stood on the day, soonest due first; not for saving."""
        pledges = Pledge.objects.made_under("partnerships", [self.partnership.pk])
        return [
            pledge
            for pledge in standing_on(pledges, self.user, self.on, self.today)
            if pledge.made_when.earliest is None or pledge.made_when.earliest <= self.on
        ]

    @cached_property
    def sectors(self) -> list[Sector]:
        """Those named for the tie itself, then (`named` false) those of what was done under it."""
        tie = Q(partnerships=self.partnership)
        named = Sector.objects.filter(tie, pk=OuterRef("pk"))
        rule = Q(pk__in=Sector.objects.filter(tie).values("pk"))
        for name in ("delegations", "events", "agreements", "programmes"):
            records = getattr(self.partnership, name).visible_to(self.user).values("pk")
            found = Sector.objects.filter(**{f"{name}__in": records})
            rule |= Q(pk__in=found.values("pk"))
        return list(
            Sector.objects.filter(rule).annotate(named=Exists(named)).order_by("-named", "pk")
        )

    @cached_property
    def grounds(self) -> Grounds:
        """What everything above rests on, the people who were met too."""
        people = [met.person for met in self.met.rows]
        ahead = (*self.ahead.coming, *self.ahead.undated, *self.ahead.unrecorded)
        records = {
            (type(one), one.pk): one
            for one in (
                self.partnership,
                *self.happened,
                *ahead,
                *self.agreements,
                *self.pledges,
                *self.programmes,
                *people,
            )
        }
        return grounds_of(records.values(), self.user)


_DONE = (DelegationStatus.COMPLETED, Stage.DONE)
