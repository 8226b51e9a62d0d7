"""Random ties and what happened under them, and plain counts of both from the raw rows.

The counts are as slow and simple as they can be: every rule is spelt out once more, row by row.
"""

from datetime import date
from random import Random

from django.contrib.auth.models import AnonymousUser

from partnerships.choices import Light
from partnerships.metrics.contacts import lights
from partnerships.metrics.coverage import coverage
from partnerships.metrics.lights import in_light, last_contact, light_of, with_last_contact
from partnerships.metrics.pairs import pairs
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Organisation,
    Partnership,
    User,
)
from partnerships.quantities import Quantity
from tests import factories
from tests.conftest import TODAY

VISITOR, ADMINISTRATOR = AnonymousUser(), User(is_superuser=True)
DATES = [
    "", "2023", "2024-02-29", "2024-11", "2024-11-01", "2024-11-02", "2025", "FY2025", "2025-10-30",
    "2025-11-01", "2025-11-02", "2025-Q4", "by 2025-06", "2026-03", "2026", "2026-12-24", "by 2029",
]  # fmt: skip
LATER = ["", "", "2026-12-30", "2027-01", "2030"]
LEVELS = ["public", "public", "public", "office"]
STANDINGS = [
    "in_force", "in_force", "in_force", "ended", "paused", "exploratory", "unconfirmed",
]  # fmt: skip


class TiesWorld:
    """Three states and three prefectures with bodies in them, some of which are tied."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.states = [factories.StateFactory() for _ in range(3)]
        self.prefectures = [factories.PrefectureFactory() for _ in range(3)]
        self.sectors = [factories.SectorFactory() for _ in range(2)]
        self.initiative = factories.InitiativeFactory()
        self.sides = {"IN": self._bodies("IN"), "JP": self._bodies("JP")}
        self.ties = [self._tie() for _ in range(5)]
        for _ in range(12):
            self._happening()

    def _bodies(self, side) -> list:
        regions = self.states if side == "IN" else self.prefectures
        union = self._body("association", side, None)
        found = [union, self._body("national_government", side, None)]
        for region in regions:
            government = self._body("regional_government", side, region)
            city = self._body("city", side, region, parent=self.random.choice([None, union]))
            found += [
                government,
                city,
                self._body("assembly", side, region, parent=government),
                self._body("assembly", side, region, parent=city),
                self._body("university", side, region, parent=self.random.choice([None, union])),
            ]
        return found

    def _body(self, kind, side, region, parent=None):
        return factories.OrganisationFactory(
            kind=kind, country=side, region=region, parent=parent, visibility=self._level()
        )

    def _level(self) -> str:
        return self.random.choice(LEVELS)

    def _tie(self):
        tie = factories.PartnershipFactory(
            standing=self.random.choice(STANDINGS),
            visibility=self._level(),
            begun=self.random.choice(DATES),
            sectors=self._some(self.sectors),
            initiatives=self._some([self.initiative]),
        )
        for side, bodies in self.sides.items():
            for body in self.random.sample(bodies, self.random.choice([1, 1, 2])):
                tie.parties.create(organisation=body, side=side)
        return tie

    def _some(self, records) -> list:
        return [record for record in records if self.random.random() < 0.5]

    def _happening(self) -> None:
        random = self.random
        dates = {"start": random.choice(DATES), "end": ""}
        if dates["start"]:
            dates["end"] = random.choice(LATER)
        said = {"visibility": self._level(), "sectors": self._some(self.sectors)}
        under = random.sample(self.ties, 2)
        stage = random.choice(["done", "done", "planned", "cancelled"])
        kind = random.choice(["delegation", "delegation", "event", "agreement", "cohort"])
        if kind == "delegation":
            self._delegation(stage, under, dates, said)
        elif kind == "event":
            factories.EventFactory(stage=stage, partnerships=under, **dates, **said)
        elif kind == "agreement":
            signed = dates["start"]
            ends = random.choice(["", "2026-11-01", "2027"]) if signed < "2026" else ""
            factories.AgreementFactory(
                stage=stage, partnership=under[0], signed=signed, ends=ends, **said
            )
        else:
            programme = factories.ExchangeProgrammeFactory(stage=stage, partnerships=under, **said)
            numbers = [Quantity(None), Quantity(7), Quantity(None, text="some")]
            factories.CohortFactory(
                programme=programme,
                planned=random.choice(numbers),
                actual=random.choice(numbers),
                **dates,
            )

    def _delegation(self, stage, under, dates, said) -> None:
        status = {"done": "completed"}.get(stage, stage)
        made = factories.DelegationFactory(
            status=status,
            partnerships=under,
            direction=self.random.choice(["japan_to_india", "india_to_japan"]),
            **dates,
            **said,
        )
        roles = self.random.choice([("lead", "host"), ("sender", "participant")])
        for role, bodies in zip(roles, self.sides.values(), strict=True):
            made.parties.create(organisation=self.random.choice(bodies), role=role)
        if self.random.random() < 0.5:
            made.stops.create(region=self.random.choice([*self.states, *self.prefectures]))


# Plain counts


def seen(record, user) -> bool:
    return user.is_superuser or record.visibility == "public"


def regions_of(organisation, user) -> dict[str, bool]:
    """{code: whether it is the region itself} of one party."""
    parent = organisation.parent
    if organisation.kind == "regional_government" or (
        organisation.kind == "assembly" and (parent is None or parent.kind == "regional_government")
    ):
        return {organisation.region.code: True} if organisation.region else {}
    found = {organisation.region.code: False} if organisation.region else {}
    for member in Organisation.objects.filter(parent=organisation):
        if seen(member, user) and member.region:
            found[member.region.code] = False
    return found


def plain_pairs(ties, user) -> set[tuple[str, str, int, bool]]:
    found: dict[tuple, bool] = {}
    for tie in ties:
        sides = {"IN": [], "JP": []}
        for row in tie.parties.all():
            if seen(row.organisation, user):
                sides[row.side] += regions_of(row.organisation, user).items()
        for state, own_state in sides["IN"]:
            for prefecture, own_prefecture in sides["JP"]:
                if state.startswith("IN") and prefecture.startswith("JP"):
                    key = (state, prefecture, tie.pk)
                    found[key] = found.get(key, False) or (own_state and own_prefecture)
    return {(*key, own) for key, own in found.items()}


def plain_last_contact(tie, user, on=TODAY) -> date | None:
    days = [_day(record, start, end, user, on) for record, start, end in _contacts(tie)]
    return max(filter(None, days), default=None)


def _contacts(tie):
    """(record, first day, last day) of whatever took place under the tie."""
    for delegation in Delegation.objects.filter(partnerships=tie, status="completed"):
        yield delegation, delegation.start, delegation.end
    for event in Event.objects.filter(partnerships=tie, stage="done"):
        yield event, event.start, event.end
    for agreement in Agreement.objects.filter(partnership=tie, stage="done"):
        yield agreement, agreement.signed, agreement.signed
    for programme in ExchangeProgramme.objects.filter(partnerships=tie, stage="done"):
        for cohort in programme.cohorts.all():
            if cohort.actual.is_stated or not cohort.planned.is_stated:
                yield programme, cohort.start, cohort.end


def _day(record, start, end, user, on) -> date | None:
    stated = end if end.is_known else start
    if not seen(record, user) or stated.latest is None:
        return None
    if start.earliest and start.earliest > on:
        return None
    return min(stated.latest, on)


def plain_coverage(ties, user, on=TODAY) -> dict:
    """{(state, prefecture): (state of the pair, only through another body, visits, met)}."""
    order = ["in_force", "term_ended", "ended", "unsettled"]
    found: dict[tuple, set] = {}
    established = [tie for tie in ties if tie.standing not in ("unconfirmed", "exploratory")]
    covers = {tie.pk: plain_cover(tie, user, on) for tie in established}
    for state, prefecture, key, own in plain_pairs(established, user):
        found.setdefault((state, prefecture), set()).add((order.index(covers[key]), not own))
    visits = plain_visits(user)
    told = {}
    for between in {*found, *visits}:
        best, through = min(found.get(between, {(None, False)}))
        cover = "visits" if best is None else order[best]
        told[between] = (cover, through, *visits.get(between, (0, 0)))
    return told


def plain_cover(tie, user, on) -> str:
    if tie.standing == "ended":
        return "ended"
    signed = [one for one in tie.agreements.filter(stage="done") if seen(one, user)]
    running = [
        one
        for one in signed
        if one.signed_latest and one.signed_latest <= on and not (one.ends_latest or on) < on
        if not one.superseded_by.filter(stage="done", signed_latest__lte=on).exists()
    ]
    if tie.standing == "paused":
        running = [one for one in running if one.ends_latest or one.is_open_ended]
    if running:
        return "in_force"
    if any(
        one.ends_latest and one.ends_latest < on
        for one in signed
        if not any(seen(later, user) for later in one.superseded_by.filter(stage="done"))
    ):
        return "term_ended"
    return "in_force" if tie.standing == "in_force" else "unsettled"


def plain_visits(user) -> dict:
    """{(state, prefecture): completed delegations that touch both, those with parties in both}."""
    found: dict[tuple, tuple[int, int]] = {}
    for delegation in Delegation.objects.filter(status="completed"):
        if not seen(delegation, user):
            continue
        codes = set()
        for row in delegation.parties.all():
            if seen(row.organisation, user):
                members = [one for one in row.organisation.members.all() if seen(one, user)]
                codes |= {one.region.code for one in (row.organisation, *members) if one.region}
        of_parties = set(codes)
        for stop in delegation.stops.all():
            if stop.region and (stop.host is None or seen(stop.host, user)):
                codes.add(stop.region.code)
        for state in (code for code in codes if code.startswith("IN")):
            for prefecture in (code for code in codes if code.startswith("JP")):
                number, met = found.get((state, prefecture), (0, 0))
                both = {state, prefecture} <= of_parties
                found[state, prefecture] = (number + 1, met + both)
    return found


def check_coverage(user, on=TODAY) -> None:
    """The matrix of all that `user` may see is what the raw rows say."""
    visible, meetings = (model.objects.visible_to(user) for model in (Partnership, Delegation))
    found = coverage(visible, meetings, user, on)
    cells = {
        between: (cell.cover, cell.is_through, cell.visits, cell.met)
        for between, cell in found.cells.items()
    }
    assert cells == plain_coverage(all_ties(user), user, on)


def all_ties(user) -> list[Partnership]:
    return [tie for tie in Partnership.objects.order_by("pk") if seen(tie, user)]


def check_pairs_and_lights(user, on=TODAY) -> None:
    """What the database finds of all ties that `user` may see is what the raw rows say."""
    ties, visible = all_ties(user), Partnership.objects.visible_to(user)
    assert set(pairs(visible, user)) == plain_pairs(ties, user)
    plain = {tie.pk: plain_last_contact(tie, user, on) for tie in ties}
    found = {tie.pk: last_contact(tie) for tie in with_last_contact(visible, user, on)}
    assert {key: last and last.day for key, last in found.items()} == plain
    in_force = {tie.pk for tie in ties if tie.standing == "in_force"}
    for light in Light:
        shown = {key for key in in_force if light_of(plain[key], on) == light}
        assert set(in_light(visible, [light], user, on).values_list("pk", flat=True)) == shown
    for key, light in lights(ties, user, on).items():
        assert light.last == found[key]
