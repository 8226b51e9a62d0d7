"""Which state and prefecture are tied, how firmly, and which met without a tie: the matrix.

Rule: a pair is in force where an agreement of one of its ties runs on the day, or where the tie is
stated to be in force and no term is known to be over. Else the term of a signed agreement ended
without a recorded renewal; else the tie is ended by a sourced statement; else it is proposed,
paused, exploratory or unconfirmed. What is stated of the tie comes before a term that nobody
stated: a tie that has ended is ended whatever its terms, and one that is paused is in force only by
an agreement whose end is known or which is stated to have none. A pair without a tie has visits
only where completed delegations touch both regions: by a party in them or a stop there; those with
parties in both are told apart. The best state of several holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, TextChoices, When
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Country, DelegationStatus, EndsWithin, Standing
from partnerships.metrics.pairs import pairs
from partnerships.models import (
    Agreement,
    DelegationParty,
    Membership,
    Organisation,
    Partnership,
    Region,
    Stop,
)


class Cover(TextChoices):
    """How a state and a prefecture are tied, the best first; derived, never stored."""

    IN_FORCE = "in_force", _("Agreement in force")
    TERM_ENDED = "term_ended", _("Term ended, renewal not recorded")
    ENDED = "ended", _("Ended by a sourced statement")
    UNSETTLED = "unsettled", _("Proposed, paused or unconfirmed")
    VISITS = "visits", _("Visits only")


_BEST_FIRST = list(Cover)


@dataclass(frozen=True)
class TieCover:
    """A partnership, what it makes of its pairs, and the agreements (references) that say so."""

    tie: Partnership
    cover: Cover
    agreements: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A state and a prefecture (codes) with something between them.

    `own` are the ties of the regions themselves, `through` those by a city, an association or
    another body; `visits` counts completed delegations that touch both, a joint one once, and
    `met` those of them with parties in both.
    """

    state: str
    prefecture: str
    own: tuple[TieCover, ...] = ()
    through: tuple[TieCover, ...] = ()
    visits: int = 0
    met: int = 0

    @property
    def ties(self) -> tuple[TieCover, ...]:
        return self.own + self.through

    @property
    def cover(self) -> Cover:
        return _best(self.ties) or Cover.VISITS

    @property
    def is_through(self) -> bool:
        """Whether it is what it is only through a body in one of the regions."""
        return bool(self.ties) and _best(self.own) != self.cover

    @property
    def is_by_stop(self) -> bool:
        """Whether nothing but stops brings them together: no visit has parties in both."""
        return not self.ties and not self.met


def _best(ties) -> Cover | None:
    return min((told.cover for told in ties), key=_BEST_FIRST.index, default=None)


@dataclass(frozen=True)
class Coverage:
    """The pairs with something between them, by state and prefecture, and what was left out."""

    cells: dict[tuple[str, str], Cell]
    #: How many ties are unconfirmed or exploratory, and so not drawn unless asked for.
    left_out: int

    @cached_property
    def counts(self) -> dict[Cover, int]:
        """How many pairs are in each state; those of none are not counted."""
        counted = Counter(cell.cover for cell in self.cells.values())
        return {cover: counted[cover] for cover in Cover}


def coverage(ties, delegations, user, on: date, *, unconfirmed: bool = False) -> Coverage:
    """The matrix of `ties` and `delegations`, querysets that the reader and filters narrowed.

    Seven queries. Without `unconfirmed`, unconfirmed and exploratory ties are counted apart.
    """
    found = {tie.pk: tie for tie in ties}
    apart = {
        key
        for key, tie in found.items()
        if tie.standing in (Standing.UNCONFIRMED, Standing.EXPLORATORY) and not unconfirmed
    }
    covers = _covers(found, ties, user, on)
    kinds: dict[tuple[str, str], dict[bool, list[TieCover]]] = {}
    for pair in pairs(ties, user):
        if pair.partnership not in apart:
            kind = kinds.setdefault((pair.state, pair.prefecture), {True: [], False: []})
            kind[pair.own].append(covers[pair.partnership])
    visits = visits_between(delegations, user)
    nothing: dict[bool, list[TieCover]] = {True: [], False: []}
    cells = {
        between: Cell(
            *between,
            tuple(kinds.get(between, nothing)[True]),
            tuple(kinds.get(between, nothing)[False]),
            *visits.get(between, Visits()),
        )
        for between in sorted({*kinds, *visits})
    }
    return Coverage(cells, len(apart))


def _covers(found: dict[int, Partnership], ties, user, on: date) -> dict[int, TieCover]:
    """{partnership: what it makes of its pairs}, in one query."""
    terms: dict[int, list[tuple[str, bool, bool]]] = defaultdict(list)
    for key, *term in _terms(ties, user, on):
        terms[key].append(tuple(term))
    return {key: TieCover(tie, *_cover_of(tie, terms[key])) for key, tie in found.items()}


def _terms(ties, user, on: date):
    """(partnership, reference, whether in force, whether its end is stated) of the agreements.

    Those that run or are over; “without an end” is a stated end, too.
    """
    same = Q(pk=OuterRef("pk"))
    runs = Exists(Agreement.objects.in_force(on, user).filter(same))
    is_over = Exists(Agreement.objects.ending([EndsWithin.OVER], user, on).filter(same))
    stated = Q(ends_latest__isnull=False) | Q(is_open_ended=True)
    agreements = Agreement.objects.visible_to(user).annotate(
        runs=runs, is_over=is_over, is_stated=Case(When(stated, then=True), default=False)
    )
    found = agreements.filter(
        Q(runs=True) | Q(is_over=True), partnership__in=ties.order_by().values("pk")
    )
    return found.order_by("reference_year", "reference_number").values_list(
        "partnership", "reference", "runs", "is_stated"
    )


def _cover_of(tie, terms) -> tuple[Cover, tuple[str, ...]]:
    """The state that the tie and its terms make, and the agreements that say so."""
    running = tuple(reference for reference, runs, _stated in terms if runs)
    over = tuple(reference for reference, runs, _stated in terms if not runs)
    if tie.standing == Standing.ENDED:
        return Cover.ENDED, running or over
    is_stated = any(runs and stated for _reference, runs, stated in terms)
    if running and (is_stated or tie.standing != Standing.PAUSED):
        return Cover.IN_FORCE, running
    if over:
        return Cover.TERM_ENDED, over
    return (Cover.IN_FORCE if tie.standing == Standing.IN_FORCE else Cover.UNSETTLED), running


class Visits(NamedTuple):
    """Completed delegations that touch both regions of a pair; `met` have parties in both."""

    number: int = 0
    met: int = 0


def visits_between(delegations, user) -> dict[tuple[str, str], Visits]:
    """{(state, prefecture), codes: its visits}; four queries.

    `delegations` is a queryset that the reader and filters narrowed.
    """
    codes = dict(Region.objects.order_by("code").values_list("pk", "code"))
    bits = {region: 1 << number for number, region in enumerate(codes)}
    names = list(codes.values())
    done = delegations.filter(status=DelegationStatus.COMPLETED).order_by().values("pk")
    parties: dict[int, int] = defaultdict(int)
    for delegation, mask in _parties(done, user, bits):
        parties[delegation] |= mask
    touched = parties.copy()
    for delegation, mask in _stops(done, user, bits):
        touched[delegation] |= mask
    met = _by_pair(Counter(parties.values()), names)
    return {
        between: Visits(number, met[between])
        for between, number in _by_pair(Counter(touched.values()), names).items()
    }


def _by_pair(masks: Counter[int], names: list[str]) -> Counter[tuple[str, str]]:
    """{(state, prefecture): delegations}, of delegations by the regions that they touch."""
    found: Counter[tuple[str, str]] = Counter()
    states = sum(1 << place for place, code in enumerate(names) if code.startswith(Country.INDIA))
    prefectures = (1 << len(names)) - 1 - states
    for mask, number in masks.items():
        for state in _places(mask & states):
            for prefecture in _places(mask & prefectures):
                found[names[state], names[prefecture]] += number
    return found


def _places(mask: int) -> list[int]:
    """The places of the bits that are set; quick where few are."""
    places = []
    while mask:
        places.append(mask.bit_length() - 1)
        mask ^= 1 << places[-1]
    return places


def _parties(done, user, bits: dict[int, int]) -> Iterator[tuple[int, int]]:
    """(delegation, regions that one of its parties lies in), a bit for each region."""
    lies_in = _regions_of_organisations(user, bits)
    rows = DelegationParty.objects.visible_to(user).filter(delegation__in=done).order_by()
    # Pairs of keys are small, and a cursor that is kept open costs PostgreSQL more than reading.
    for delegation, organisation in rows.values_list("delegation", "organisation"):
        yield delegation, lies_in[organisation]


def _stops(done, user, bits: dict[int, int]) -> Iterator[tuple[int, int]]:
    """(delegation, region that it stops in), a bit for each region."""
    stops = Stop.objects.visible_to(user).filter(delegation__in=done, region__isnull=False)
    for delegation, region in stops.order_by().values_list("delegation", "region"):
        yield delegation, bits[region]


def _regions_of_organisations(user, bits: dict[int, int]) -> dict[int, int]:
    """{organisation: its region and those of its members}, as `touching_regions` has it."""
    found: dict[int, int] = defaultdict(int)
    rows = Organisation.objects.visible_to(user).filter(region__isnull=False).order_by()
    for key, parent, region in rows.values_list("pk", "parent", "region"):
        found[key] |= bits[region]
        if parent:
            found[parent] |= bits[region]
    return found


def regions_of_members(initiatives, user, on: date) -> set[str]:
    """The codes of the regions in which members of the initiatives lie on the day `on`.

    Members that left before it, hosts and witnesses are none; an association's regions are its
    members'.
    """
    rows = Membership.objects.visible_to(user).filter(
        Q(left_latest__isnull=True) | Q(left_latest__gte=on),
        initiative__in=initiatives,
        is_declared_member=True,
    )
    visible = Organisation.objects.visible_to(user)
    named = Q(pk__in=rows.values("organisation")) | Q(parent__in=rows.values("organisation"))
    found = visible.filter(named, region__isnull=False).order_by()
    return set(found.values_list("region__code", flat=True).distinct())
