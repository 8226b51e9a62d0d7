"""Records of every visibility around public ones, with words that tell which level they are of."""

from dataclasses import dataclass, field
from datetime import date

from partnerships.choices import Visibility
from partnerships.sections import SECTIONS
from tests import factories, sections_world
from tests.related_world import Kin, attach

FAR_AHEAD = date(2999, 1, 1)
LEVELS = {
    "public": {"visibility": Visibility.PUBLIC},
    "officials": {"visibility": Visibility.OFFICIALS},
    "parties": {"visibility": Visibility.PARTIES},
    "office": {"visibility": Visibility.OFFICE},
    "ahead": {"visibility": Visibility.PUBLIC, "public_from": FAR_AHEAD},
}
SEES = {
    "visitor": {"public"},
    "official": {"public", "officials"},
    "staff": {"public", "officials"},
    "administrator": set(LEVELS),
}
KEPT = [section.slug for section in SECTIONS if section.slug not in ("states", "prefectures")]


def word(level: str) -> str:
    """The word in every text of this level; folded, it stands in slugs too."""
    return f"canary{level}"


def hidden_words(character: str) -> list[str]:
    return [word(level) for level in LEVELS if level not in SEES[character]]


def leaks(text: str, character: str) -> list[str]:
    """What `text` tells that the character may not know, each with its surroundings."""
    folded = text.casefold()
    places = ((hidden, folded.find(hidden)) for hidden in hidden_words(character))
    return [f"{hidden}: {folded[max(at - 150, 0) : at + 60]}" for hidden, at in places if at >= 0]


def may_see(character: str, record) -> bool:
    if character == "administrator":
        return True
    if record.public_from == FAR_AHEAD:
        return False
    return record.visibility in {LEVELS[level]["visibility"] for level in SEES[character]}


@dataclass
class World:
    """`hosts` are public records whose pages could show all others; `hidden` one of each kind."""

    hosts: list = field(default_factory=list)
    hidden: list = field(default_factory=list)


def make() -> World:
    world = World()
    hosts = {section.slug: sections_world.make(section.slug) for section in SECTIONS}
    world.hosts.extend(hosts.values())
    for level, values in LEVELS.items():
        kin = Kin(word(level).capitalize(), **values)
        for slug, host in hosts.items():
            attach(slug, host, kin, index=1)
        _through_public_sources(hosts, kin)
        world.hosts.extend(_below(kin))
        world.hidden.extend(_each(kin) if level != "public" else ())
    return world


def _through_public_sources(hosts, kin) -> None:
    """A public source speaks of a party that not everyone may see."""
    source = factories.SourceFactory()
    delegation, association = hosts["delegations"], factories.OrganisationFactory()
    kin.organisation(parent=association)
    factories.PartnershipPartyFactory(partnership=hosts["partnerships"], organisation=association)
    factories.FigureFactory(record=delegation, source=source, organisation=kin.organisation(1))
    for record, rows in (
        (delegation, "parties"),
        (delegation, "stops"),
        (delegation, "attendances"),
        (hosts["events"], "parties"),
        (hosts["initiatives"], "memberships"),
        (hosts["agreements"], "signatures"),
        (hosts["programmes"], "parties"),
        (hosts["people"], "holdings"),
    ):
        row = getattr(record, rows).order_by("pk").last()
        factories.CitationFactory(
            record=record,
            source=source,
            field=rows,
            row=row.pk,
            value_as_stated=kin.words("stated"),
        )


def _below(kin) -> list:
    """Public records that hang on one of the level: parts, answers, renewals, goals."""
    return [
        factories.DelegationFactory(parent=kin.delegation(), answers=kin.delegation()),
        factories.AgreementFactory(partnership=kin.partnership(), supersedes=kin.agreement()),
        factories.InitiativeFactory(parent=kin.initiative(), possibly_same_as=kin.initiative()),
        factories.TargetFactory(initiative=kin.initiative(), partnership=kin.partnership()),
        factories.PledgeFactory(made_by=kin.organisation(0), made_to=kin.organisation(1)),
        factories.OrganisationFactory(parent=kin.organisation(0)),
    ]


def _each(kin) -> list:
    return [
        kin.initiative(),
        kin.partnership(),
        kin.agreement(),
        kin.delegation(),
        kin.event(),
        kin.programme(),
        kin.target(),
        kin.pledge(),
        kin.organisation(0),
        kin.person(),
        kin.source(),
    ]
