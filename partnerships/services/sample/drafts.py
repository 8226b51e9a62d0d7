"""Made-up drafts of each kind of record, out of one row of random numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from partnerships.choices import (
    AgreementKind,
    Basis,
    Country,
    DelegationStatus,
    Direction,
    EventKind,
    Language,
    OrganisationKind,
    PartnershipKind,
    PartyRole,
    ProgrammeDirection,
    ProgrammeKind,
    ProgrammeRole,
    SourceLevel,
    Stage,
    Standing,
    Visibility,
)
from partnerships.dates import PartialDate, parse
from partnerships.models import (
    Agreement,
    Attendance,
    Citation,
    Cohort,
    Delegation,
    DelegationParty,
    Event,
    EventParty,
    ExchangeProgramme,
    Organisation,
    Partnership,
    PartnershipParty,
    ProgrammeParty,
    Signature,
    Source,
    Stop,
)
from partnerships.quantities import Quantity
from partnerships.services import bulk
from partnerships.services.sample import words

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2027, 12, 31)
#: What begins later is planned. A day of its own, so that a sample does not change with today.
TOLD_UNTIL = date(2026, 6, 30)
#: A third of the texts, in turn.
LANGUAGES = (
    Language.ENGLISH,
    Language.ENGLISH,
    Language.JAPANESE,
    Language.ENGLISH,
    Language.ENGLISH,
    Language.HINDI,
)


@dataclass
class World:
    """What made-up records name: keys of what is stored, in an order that does not change.

    `states` and `prefectures` are pairs of a government and its region; `ties` triples of a
    partnership and its two governments; the first are named most often.
    """

    states: list[tuple[int, int]]
    prefectures: list[tuple[int, int]]
    sectors: list[int]
    bodies: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    ties: list[tuple[int, int, int]] = field(default_factory=list)


class Maker:
    """Makes drafts one after another; equal numbers make equal drafts in an equal world."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self._region_of = dict((*world.states, *world.prefectures))
        self.kinds: dict[str, Callable[[int], bulk.Draft]] = {
            "sources": self.source,
            "organisations": self.organisation,
            "partnerships": self.partnership,
            "agreements": self.agreement,
            "delegations": self.delegation,
            "events": self.event,
            "programmes": self.programme,
        }

    # Kinds

    def source(self, number: int) -> bulk.Draft:
        draft = self._blank(Source, number, "sources")
        draft.record.publisher = "Made-up Times"
        draft.record.url = f"https://news.example/made-up/{number}"
        draft.record.level = self.random.choice(SourceLevel.values)
        draft.record.source_language = draft.record.language
        draft.record.published = self._date(self._day())
        return draft

    def organisation(self, number: int) -> bulk.Draft:
        draft = self._blank(Organisation, number, "organisations", title="name")
        kinds = (OrganisationKind.CITY, OrganisationKind.COMPANY, OrganisationKind.UNIVERSITY)
        draft.record.kind = self.random.choice(kinds)
        draft.record.country = self.random.choice(Country.values)
        is_india = draft.record.country == Country.INDIA
        regions = self.world.states if is_india else self.world.prefectures
        draft.record.region_id = self.random.choice(regions)[1]
        return draft

    def partnership(self, number: int) -> bulk.Draft:
        draft = bulk.blank(Partnership)
        state, prefecture = self._two_governments()
        draft.record.kind = self.random.choice(PartnershipKind.values)
        draft.record.standing = self._mostly(Standing.IN_FORCE, Standing.values)
        draft.record.begun = self._date(self._day())
        draft.record.summary = self._text(Language.ENGLISH, number)
        draft.record.visibility = Visibility.PUBLIC
        draft.links["sectors"] = self._sectors()
        draft.rows["parties"] = [
            PartnershipParty(side=Country.INDIA, organisation_id=state),
            PartnershipParty(side=Country.JAPAN, organisation_id=prefecture),
        ]
        return self._cited(draft)

    def agreement(self, number: int) -> bulk.Draft:
        draft = self._blank(Agreement, number, "agreements")
        tie, state, prefecture = self._tie()
        day = self._day()
        draft.record.kind = self.random.choice(AgreementKind.values)
        draft.record.stage = Stage.DONE if day <= TOLD_UNTIL else Stage.PLANNED
        draft.record.partnership_id = tie
        draft.record.signed = self._date(day)
        if self.random.random() < 0.5:
            draft.record.ends = parse(str(day.year + self.random.choice((3, 5, 10))))
        draft.record.summary = self._text(draft.record.language, number)
        draft.rows["signatures"] = [
            Signature(organisation_id=party) for party in (state, prefecture)
        ]
        return self._cited(draft)

    def delegation(self, number: int) -> bulk.Draft:
        draft = self._meeting(Delegation, number, "delegations")
        day, senders, hosts = self._journey(draft)
        draft.record.status = self._status(day)
        draft.rows["parties"] = _parties(DelegationParty, senders, hosts)
        if self.random.random() < 0.2:
            body = self._one(self.world.bodies)
            draft.rows["parties"].append(DelegationParty(organisation_id=body))
        if self.random.random() < 0.3:
            draft.rows["attendances"] = [Attendance(name=self._one(words.PEOPLE), leads=True)]
        if self.random.random() < 0.25:
            region = self._region_of[hosts[0]]
            draft.rows["stops"] = [Stop(place=self._one(words.PLACES), region_id=region)]
        return self._cited(draft)

    def event(self, number: int) -> bulk.Draft:
        draft = self._meeting(Event, number, "events")
        _tie, state, prefecture = self._tie()
        day = self._day()
        draft.record.start = self._date(day)
        draft.record.kind = self.random.choice(EventKind.values)
        draft.record.stage = Stage.DONE if day <= TOLD_UNTIL else Stage.PLANNED
        draft.record.place = self._one(words.PLACES)
        draft.rows["parties"] = _parties(EventParty, [state], [prefecture])
        return self._cited(draft)

    def programme(self, number: int) -> bulk.Draft:
        draft = self._blank(ExchangeProgramme, number, "programmes")
        tie, state, prefecture = self._tie()
        day = self._day()
        draft.record.kind = self.random.choice(ProgrammeKind.values)
        draft.record.direction = self.random.choice(ProgrammeDirection.values)
        draft.record.stage = Stage.DONE if day <= TOLD_UNTIL else Stage.PLANNED
        draft.record.start = parse(str(day.year))
        draft.record.summary = self._text(draft.record.language, number)
        draft.links["partnerships"] = [tie]
        draft.rows["parties"] = [
            ProgrammeParty(organisation_id=state, role=ProgrammeRole.SENDING),
            ProgrammeParty(organisation_id=prefecture, role=ProgrammeRole.RECEIVING),
        ]
        cohort = Cohort(planned_number=self.random.randint(5, 60))
        cohort.start = parse(f"FY{day.year}")
        draft.rows["cohorts"] = [cohort]
        return self._cited(draft)

    # Parts

    def _blank(self, model, number: int, kind: str, title: str = "title") -> bulk.Draft:
        draft = bulk.blank(model)
        draft.record.language = LANGUAGES[number % len(LANGUAGES)]
        draft.record.visibility = Visibility.PUBLIC
        pattern = words.TITLES[kind][draft.record.language]
        topic = self._topic(draft.record.language)
        setattr(draft.record, title, pattern.format(number=number, topic=topic))
        if "sectors" in draft.links:
            draft.links["sectors"] = self._sectors()
        return draft

    def _meeting(self, model, number: int, kind: str) -> bulk.Draft:
        draft = self._blank(model, number, kind)
        draft.record.purpose = self._text(draft.record.language, number)
        if self.random.random() < 0.5:
            headcount = Quantity(self.random.randint(3, 120), self.random.choice(Basis.values))
            draft.record.headcount = headcount
        return draft

    def _journey(self, draft: bulk.Draft):
        """When it is, who travels and who receives them; one in ten is a joint mission of three."""
        _tie, state, prefecture = self._tie()
        ways = (Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA)
        draft.record.direction = self.random.choice(ways)
        day = self._day()
        draft.record.start = self._date(day)
        if draft.record.start.precision == "day":
            draft.record.end = self._exact(day + timedelta(days=self.random.randint(0, 7)))
        is_out = draft.record.direction == Direction.INDIA_TO_JAPAN
        home, other = (state, prefecture) if is_out else (prefecture, state)
        senders = [home]
        if self.random.random() < 0.1:
            others = self.world.states if is_out else self.world.prefectures
            senders += [key for key, _region in self.random.sample(others, 2) if key != home]
        return day, senders, [other]

    def _tie(self) -> tuple[int, int, int]:
        """A partnership with its governments, the first ones far more often than the last."""
        place = int(self.random.paretovariate(0.7)) - 1
        return self.world.ties[place % len(self.world.ties)]

    def _two_governments(self) -> tuple[int, int]:
        return self._one(self.world.states)[0], self._one(self.world.prefectures)[0]

    def _status(self, day: date) -> str:
        if day > TOLD_UNTIL:
            return self.random.choice((DelegationStatus.PLANNED, DelegationStatus.CONFIRMED))
        return self._mostly(DelegationStatus.COMPLETED, DelegationStatus.values)

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange((LAST_DAY - FIRST_DAY).days))

    def _date(self, day: date) -> PartialDate:
        """The day as somebody states it: mostly in full, at times the month or year, or not."""
        chance = self.random.random()
        if chance < 0.75:
            return self._exact(day)
        if chance < 0.97:
            return parse(f"{day:%Y-%m}" if chance < 0.88 else f"{day:%Y}")
        return PartialDate.unknown()

    def _exact(self, day: date) -> PartialDate:
        return parse(day.isoformat())

    def _mostly(self, usual: str, values) -> str:
        return usual if self.random.random() < 0.9 else self.random.choice(values)

    def _topic(self, language: str) -> str:
        return self._one(words.TOPICS[Language(language)])

    def _text(self, language: str, number: int) -> str:
        topic = self._topic(language)
        chosen = self.random.sample(words.SENTENCES[Language(language)], 2)
        return " ".join([*(text.format(topic=topic) for text in chosen), f"({number})"])

    def _sectors(self) -> list[int]:
        return self.random.sample(self.world.sectors, self.random.randint(1, 3))

    def _cited(self, draft: bulk.Draft) -> bulk.Draft:
        if self.random.random() < 0.6:
            draft.rows["citations"] = [Citation(source_id=self._one(self.world.sources))]
        return draft

    def _one(self, values):
        return self.random.choice(values)


def _parties(model, senders: list[int], hosts: list[int]) -> list:
    """Rows of the governments: the first sender leads."""
    roles = [PartyRole.LEAD, *[PartyRole.SENDER] * (len(senders) - 1)]
    roles += [PartyRole.HOST] * len(hosts)
    return [
        model(organisation_id=key, role=role)
        for key, role in zip((*senders, *hosts), roles, strict=True)
    ]
