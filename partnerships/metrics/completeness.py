"""How much of what a record is expected to say it says, and what is missing.

Nothing here is required to save a record: a release may not say more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from partnerships.choices import (
    Country,
    DelegationStatus,
    EventKind,
    OrganisationKind,
    SourceRank,
    Stage,
)
from partnerships.dates import Precision
from partnerships.models import Agreement, Delegation, Event, Organisation, Partnership, Person


@dataclass(frozen=True)
class Expectation:
    """`name` is the field or relation that meets it, `missing` says what is not there.

    `is_met` takes the record and the day; None says that this record need not say it.
    """

    name: str
    missing: str
    is_met: Callable[[object, date], bool | None]

    @property
    def anchor(self) -> str:
        """Where the admin's form asks for it."""
        if self.name == "citations":
            return "partnerships-citation-content_type-object_id-group"
        return f"{self.name}-group" if self.name in _ROWS else f"id_{self.name}"


@dataclass(frozen=True)
class Completeness:
    """`value` is the share of the expectations that are met, in whole per cent, rounded down."""

    met: tuple
    missing: tuple

    @property
    def value(self) -> int:
        return 100 * len(self.met) // (len(self.met) + len(self.missing))


def completeness_of(record, on) -> Completeness:
    """Of a record as `with_expected` loads it, on the day `on`; counts what its reader may see."""
    answers = [(one, one.is_met(record, on)) for one in EXPECTED[type(record)]]
    return Completeness(
        met=tuple(one for one, met in answers if met),
        missing=tuple(one for one, met in answers if met is False),
    )


def with_expected(records, user):
    """Load what the expectations ask for with `records`, as far as `user` may see it."""
    return records.with_best_source(user).prefetch_visible(user, *LINKS[records.model])


# What is asked


def _known(name):
    return lambda record, _on: getattr(record, name).is_known


def _to_the_day(name):
    """Asked once the date is known at all."""

    def is_met(record, _on):
        stated = getattr(record, name)
        return stated.precision == Precision.DAY if stated.is_known else None

    return is_met


def _said(name):
    return lambda record, _on: bool(getattr(record, name))


def _linked(name):
    return lambda record, _on: bool(getattr(record, name).all())


def _from_both_sides(organisations):
    """Whether an Indian and a Japanese one is among them."""

    def is_met(record, _on):
        return {one.country for one in organisations(record)} >= set(Country.values)

    return is_met


def _sourced(record, _on):
    return record.best_source_rank not in (None, SourceRank.VERBAL)


def _parties(record):
    return [row.organisation for row in record.parties.all()]


def _is_over(record, on) -> bool:
    done = (DelegationStatus.COMPLETED, Stage.DONE)
    return record.state_on(on) in ("outcome_not_recorded", *done)


def _outcome(record, on):
    return bool(record.outcome) if _is_over(record, on) else None


def _stops(record, _on):
    """A stop in one of the two countries lies in a region."""
    at_home = [stop for stop in record.stops.all() if stop.country in ("", *Country.values)]
    return bool(record.stops.all()) and all(stop.region_id for stop in at_home)


def _place(record, _on):
    if record.kind == EventKind.ONLINE_MEETING:
        return None
    return bool(record.region_id or record.place)


def _if_signed(is_met):
    return lambda record, on: is_met(record, on) if record.stage == Stage.DONE else None


def _region(record, _on):
    """Governments of countries and their missions lie in none."""
    national = (OrganisationKind.NATIONAL_GOVERNMENT, OrganisationKind.EMBASSY)
    at_home = record.country in Country.values and record.kind not in national
    return bool(record.region_id) if at_home else None


def _local_name(record, _on):
    own = {Country.JAPAN: record.name_ja, Country.INDIA: record.name_hi}
    return bool(own[record.country]) if record.country in own else None


def _dated_post(record, _on):
    holdings = record.holdings.all()
    dated = any(row.held_from.is_known or row.seen_on.is_known for row in holdings)
    return dated if holdings else None


_SOURCE = Expectation("citations", _("a source better than word of mouth"), _sourced)
_SECTORS = Expectation("sectors", _("a sector"), _linked("sectors"))
_MEETING = (
    Expectation("start", _("when it began"), _known("start")),
    Expectation("start", _("the day it began"), _to_the_day("start")),
    Expectation("parties", _("a party from each country"), _from_both_sides(_parties)),
    Expectation("headcount_number", _("how many took part"), lambda r, _on: r.headcount.is_stated),
    Expectation("purpose", _("what it was for"), _said("purpose")),
    Expectation("outcome", _("what came of it"), _outcome),
    _SECTORS,
    _SOURCE,
)
EXPECTED: dict[type, tuple[Expectation, ...]] = {
    Delegation: (
        *_MEETING,
        Expectation(
            "attendances",
            _("who led it"),
            lambda record, _on: any(row.leads for row in record.attendances.all()),
        ),
        Expectation("stops", _("its stops, each with its region"), _stops),
    ),
    Event: (*_MEETING, Expectation("place", _("where it was"), _place)),
    Agreement: (
        Expectation("signed", _("when it was signed"), _if_signed(_known("signed"))),
        Expectation("signed", _("the day it was signed"), _if_signed(_to_the_day("signed"))),
        Expectation(
            "signatures",
            _("a signatory from each country"),
            _from_both_sides(lambda record: record.parties()),
        ),
        Expectation(
            "ends",
            _("when it ends, or that it has no end"),
            _if_signed(lambda record, _on: record.is_open_ended or record.ends.is_known),
        ),
        Expectation("summary", _("what it says"), _said("summary")),
        Expectation("partnership", _("its partnership"), _said("partnership")),
        _SECTORS,
        _SOURCE,
    ),
    Partnership: (
        Expectation("parties", _("a party from each country"), _from_both_sides(_parties)),
        Expectation("begun", _("when it began"), _known("begun")),
        Expectation("checked_on", _("the day it was last confirmed"), _said("checked_on")),
        Expectation("summary", _("what it is about"), _said("summary")),
        _SECTORS,
        _SOURCE,
    ),
    Organisation: (
        Expectation("country", _("its country"), _said("country")),
        Expectation("region", _("its region"), _region),
        Expectation("name_ja", _("its name in its own script"), _local_name),
        Expectation("website", _("its website"), _said("website")),
        _SOURCE,
    ),
    Person: (
        Expectation("name_local", _("the name in its own script"), _said("name_local")),
        Expectation("holdings", _("a post"), _linked("holdings")),
        Expectation("holdings", _("a day in the post"), _dated_post),
        _SOURCE,
    ),
}
#: The relations that the expectations read.
LINKS: dict[type, tuple[str, ...]] = {
    Delegation: ("parties", "attendances", "stops", "sectors"),
    Event: ("parties", "sectors"),
    Agreement: ("signatures", "partnership", "sectors"),
    Partnership: ("parties", "sectors"),
    Organisation: (),
    Person: ("holdings",),
}
_ROWS = {name for model in EXPECTED for name in model.row_names}
