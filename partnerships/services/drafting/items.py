"""What a draft consists of: everything found, each with the words it comes from.

`start` and `end` count characters of the original text, so `original[start:end] == text`.
"""

from dataclasses import dataclass
from datetime import date

from partnerships.choices import Basis
from partnerships.dates import PartialDate
from partnerships.quantities import Quantity


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Words of the original text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Found(Mention):
    """Something found at its first mention; `mentions` are the later ones."""

    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice(Mention):
    """A value of a closed vocabulary (kind, direction, status) and the words that tell it."""

    value: str


@dataclass(frozen=True, kw_only=True)
class RegionFound(Found):
    code: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class OrganisationFound(Found):
    """`identifier` is what files call it: a regional government's is its region's code."""

    slug: str
    identifier: str
    name: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class DateFound(Found):
    """A date or span of days; the bounds are those of a `PartialDate`.

    A span of days has precision "day" and bounds that differ; `starts` and `ends` part it.
    """

    earliest: date | None
    latest: date | None
    precision: str

    @property
    def partial(self) -> PartialDate:
        return PartialDate(self.earliest, self.latest, self.precision, self.text)

    starts: PartialDate
    ends: PartialDate


@dataclass(frozen=True, kw_only=True)
class HeadcountFound(Found):
    value: int
    basis: str = Basis.EXACT

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.basis, self.text)


@dataclass(frozen=True, kw_only=True)
class PersonFound(Found):
    """A person as printed; `slug` and `pk` are empty unless already on record."""

    name: str
    title: str = ""
    slug: str = ""
    pk: int | None = None


@dataclass(frozen=True, kw_only=True)
class SectorFound(Found):
    slug: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class InitiativeFound(Found):
    slug: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class PlaceFound(Found):
    """A city or country named as a place; `country` is its code of two letters."""

    name: str
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class PledgeFound(Mention):
    """A sentence with a commitment; `by` is who makes it as printed, "" if nobody is named."""

    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the rules read out of one text; all empty where it tells of no contact.

    `kind` is "delegation", "event" or "agreement"; `direction` and `status` hold values of
    `Direction` and `DelegationStatus`. `dates` stand in the order of the text, as all lists do;
    `period` is the one that the record itself most likely has.
    """

    language: str = ""
    kind: Choice | None = None
    direction: Choice | None = None
    status: Choice | None = None
    title: Mention | None = None
    period: DateFound | None = None
    regions: tuple[RegionFound, ...] = ()
    organisations: tuple[OrganisationFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    headcounts: tuple[HeadcountFound, ...] = ()
    people: tuple[PersonFound, ...] = ()
    sectors: tuple[SectorFound, ...] = ()
    initiatives: tuple[InitiativeFound, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    pledges: tuple[PledgeFound, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is proposed."""
        return self.kind is None and not (self.regions or self.dates or self.people)
