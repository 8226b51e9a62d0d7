"""Records around a record: everything that its page can list, as often as a test asks.

`Kin` makes the related records, all of one visibility and with one word in their names, so that
a test can look for the word where it may not stand.
"""

from itertools import count

from partnerships.choices import Country, PartyRole
from partnerships.models import Organisation, Region
from tests import factories

#: Organisations and regions made before rows share them.
POOL = 50


class Kin:
    """Makes related records. With `governments` the parties are governments of regions."""

    def __init__(self, word: str = "Related", *, governments: bool = False, **values):
        self.word, self.governments, self.values = word, governments, values
        self.numbers = count(1)
        self.pool: list[Organisation] = []
        self.places: list[Region] = []

    def words(self, what: str) -> str:
        return f"{self.word} {what} {next(self.numbers)}"

    def organisation(self, index: int = 0, **values) -> Organisation:
        """One of the pool for rows, or with `values` one of its own."""
        if values:
            return self._make(factories.OrganisationFactory, name=self.words("body"), **values)
        while len(self.pool) <= index % POOL:
            self.pool.append(self._pooled())
        return self.pool[index % POOL]

    def _pooled(self) -> Organisation:
        if not self.governments:
            return self._make(factories.OrganisationFactory, name=self.words("body"))
        return self._make(factories.StateGovernmentFactory, region=self.region(len(self.pool)))

    def region(self, index: int = 0) -> Region:
        while len(self.places) <= index % POOL:
            self.places.append(factories.RegionFactory())
        return self.places[index % POOL]

    def person(self, **values):
        return self._make(factories.PersonFactory, name=self.words("person"), **values)

    def source(self, **values):
        return self._make(factories.SourceFactory, title=self.words("source"), **values)

    def initiative(self, **values):
        return self._make(factories.InitiativeFactory, name=self.words("initiative"), **values)

    def partnership(self, **values):
        return self._make(factories.PartnershipFactory, title=self.words("tie"), **values)

    def agreement(self, **values):
        return self._make(factories.AgreementFactory, title=self.words("agreement"), **values)

    def delegation(self, **values):
        return self._make(factories.DelegationFactory, title=self.words("mission"), **values)

    def event(self, **values):
        return self._make(factories.EventFactory, title=self.words("event"), **values)

    def programme(self, **values):
        return self._make(
            factories.ExchangeProgrammeFactory, title=self.words("exchange"), **values
        )

    def pledge(self, **values):
        values.setdefault("made_by", self.organisation(0))
        return self._make(factories.PledgeFactory, text=self.words("promise"), **values)

    def target(self, **values):
        return self._make(factories.TargetFactory, title=self.words("goal"), **values)

    def _make(self, factory, **values):
        return factory(**{**self.values, **values})


def attach(slug: str, record, kin: Kin, index: int = 0) -> None:
    """Give the record one more of everything that its page can list."""
    ATTACH[slug](record, kin, index)
    if slug != "sources":
        _evidence(record, kin, index)


def _evidence(record, kin, index) -> None:
    """A source with a value of its own for one fact, another for the record, and a figure."""
    factories.CitationFactory(
        record=record, source=kin.source(), field="title", value_as_stated=kin.words("value")
    )
    factories.CitationFactory(record=record, source=kin.source(), remark=kin.words("remark"))
    factories.FigureFactory(
        record=record,
        source=kin.source(),
        organisation=kin.organisation(index),
        what=kin.words("things"),
    )


def _met(meeting, kin, index) -> None:
    """What the timelines show of a delegation or event: parties and people."""
    role = PartyRole.HOST if index % 2 else PartyRole.LEAD
    organisation = kin.organisation(index)
    if not meeting.parties.filter(organisation=organisation).exists():
        meeting.parties.create(organisation=organisation, role=role, remark=kin.words("remark"))
    meeting.attendances.create(
        person=kin.person(), organisation=organisation, title=kin.words("title")
    )


def _signed(agreement, kin, index) -> None:
    factories.SignatureFactory(
        agreement=agreement,
        organisation=kin.organisation(index),
        on_behalf_of=kin.organisation(index + 1),
        person=kin.person(),
        title=kin.words("title"),
    )


def _delegation(record, kin, index) -> None:
    _met(record, kin, index)
    factories.StopFactory(delegation=record, region=kin.region(index), host=kin.organisation(index))
    record.sectors.add(factories.SectorFactory())
    record.initiatives.add(kin.initiative())
    record.partnerships.add(kin.partnership())
    kin.event(delegations=[record])
    kin.agreement(delegations=[record])
    kin.delegation(parent=record)
    kin.delegation(answers=record)
    kin.pledge(delegation=record, made_to=kin.organisation(1))


def _event(record, kin, index) -> None:
    _met(record, kin, index)
    record.sectors.add(factories.SectorFactory())
    record.initiatives.add(kin.initiative())
    record.partnerships.add(kin.partnership())
    record.delegations.add(kin.delegation())
    kin.agreement(events=[record])
    kin.pledge(event=record, made_to=kin.organisation(1))


def _agreement(record, kin, index) -> None:
    _signed(record, kin, index)
    record.sectors.add(factories.SectorFactory())
    record.initiatives.add(kin.initiative())
    record.delegations.add(kin.delegation())
    record.events.add(kin.event())
    kin.programme(agreements=[record])
    kin.agreement(supersedes=record)
    kin.pledge(agreement=record, made_to=kin.organisation(1))


def _partnership(record, kin, index) -> None:
    party = kin.organisation(index)
    factories.PartnershipPartyFactory(partnership=record, organisation=party)
    kin.organisation(parent=party, region=kin.region(index))
    for make in (kin.delegation, kin.event):
        _met(make(partnerships=[record]), kin, index)
    agreement = kin.agreement(partnership=record)
    _signed(agreement, kin, index)
    kin.agreement(supersedes=agreement)
    kin.pledge(agreement=agreement, made_to=kin.organisation(1))
    factories.CohortFactory(programme=kin.programme(partnerships=[record]))
    kin.target(partnership=record)
    record.initiatives.add(kin.initiative())
    record.sectors.add(factories.SectorFactory())


def _initiative(record, kin, index) -> None:
    factories.MembershipFactory(
        initiative=record, organisation=kin.organisation(index), is_declared_member=bool(index % 2)
    )
    factories.InitiativeAimFactory(initiative=record)
    kin.target(initiative=record)
    kin.initiative(parent=record)
    for make in (kin.delegation, kin.event):
        _met(make(initiatives=[record]), kin, index)
    agreement = kin.agreement(initiatives=[record])
    _signed(agreement, kin, index)
    kin.pledge(agreement=agreement, made_to=kin.organisation(1))
    kin.programme(initiatives=[record])
    kin.partnership(initiatives=[record], india=kin.organisation(index))
    record.sectors.add(factories.SectorFactory())


def _programme(record, kin, index) -> None:
    factories.ProgrammePartyFactory(programme=record, organisation=kin.organisation(index))
    factories.CohortFactory(programme=record)
    record.sectors.add(factories.SectorFactory())
    record.initiatives.add(kin.initiative())
    record.partnerships.add(kin.partnership())
    record.agreements.add(kin.agreement())


def _pledge(record, kin, index) -> None:
    factories.PledgeReviewFactory(pledge=record, by=factories.UserFactory())
    factories.PledgeDueChangeFactory(pledge=record, by=factories.UserFactory())


def _target(record, kin, index) -> None:
    record.sectors.add(factories.SectorFactory())


def _at(organisation, kin, index) -> None:
    """Everything that an organisation, or its region, takes part in."""
    for make in (kin.delegation, kin.event):
        _met(make(lead=organisation), kin, index)
    factories.SignatureFactory(
        agreement=kin.agreement(), organisation=organisation, person=kin.person()
    )
    factories.ProgrammePartyFactory(programme=kin.programme(), organisation=organisation)
    kin.partnership(**{"japan" if organisation.side == Country.JAPAN else "india": organisation})
    factories.MembershipFactory(initiative=kin.initiative(), organisation=organisation)
    kin.pledge(made_by=organisation)


def _organisation(record, kin, index) -> None:
    _at(record, kin, index)
    kin.organisation(parent=record, region=kin.region(index))
    factories.HoldingFactory(person=kin.person(), post=factories.PostFactory(organisation=record))


def _person(record, kin, index) -> None:
    post = factories.PostFactory(organisation=kin.organisation(index))
    factories.HoldingFactory(person=record, post=post)
    for make in (kin.delegation, kin.event):
        meeting = make(lead=kin.organisation(index))
        meeting.attendances.create(person=record)
    factories.SignatureFactory(
        agreement=kin.agreement(), organisation=kin.organisation(index), person=record
    )


def _source(record, kin, index) -> None:
    made = (
        kin.delegation(),
        kin.event(),
        kin.agreement(),
        kin.programme(),
        kin.target(),
        kin.pledge(),
        kin.partnership(),
        kin.initiative(),
        kin.person(),
        kin.organisation(index),
        kin.source(),
    )
    for cited in made:
        factories.CitationFactory(record=cited, source=record, value_as_stated=kin.words("value"))
    factories.CitationFactory(record=kin.region(index), source=record)
    factories.FigureFactory(record=made[0], source=record)


def _region(record, kin, index) -> None:
    government = record.organisations.filter(kind="regional_government").first()
    if government is None:
        government = factories.OrganisationFactory(
            kind="regional_government", region=record, country=record.country
        )
    _at(government, kin, index)
    kin.organisation(region=record)
    factories.RegionAliasFactory(region=record)
    factories.RegionSuccessionFactory(predecessor=record, successor=kin.region(index))
    factories.RegionSuccessionFactory(successor=record, predecessor=kin.region(index))


ATTACH = {
    "states": _region,
    "prefectures": _region,
    "initiatives": _initiative,
    "partnerships": _partnership,
    "agreements": _agreement,
    "delegations": _delegation,
    "events": _event,
    "programmes": _programme,
    "pledges": _pledge,
    "targets": _target,
    "organisations": _organisation,
    "people": _person,
    "sources": _source,
}
