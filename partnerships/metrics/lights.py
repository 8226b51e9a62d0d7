"""When a tie last had contact, found in the database, and the light that follows from it.

Rule: a tie in force is active within 12 months of its last recorded contact, cooling from 12 to 24
and quiet after that. Contacts are completed delegations, events that took place, signed agreements
and cohorts carried out, by their latest possible day; what is planned, postponed, cancelled or of
no recorded outcome is none. It speaks of what is recorded here, never of whether a tie lives.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.utils.translation import gettext as _

from partnerships.choices import DelegationStatus, Light, Stage, Standing
from partnerships.dates import PartialDate
from partnerships.models import Agreement, Cohort, Delegation, Event, ExchangeProgramme
from partnerships.models.fields import InCodePointOrder
from partnerships.models.visibility import visibility_rule

COOLS_AFTER, QUIET_AFTER = 12, 24  # months


def rule_in_words() -> str:
    return _(
        "Active: the last recorded contact lies within %(cools)d months. "
        "Cooling: %(cools)d to %(quiet)d months ago. "
        "Quiet: longer ago, or none is recorded. Contacts are completed delegations, events that "
        "took place, signed agreements and cohorts carried out, by their latest possible day. "
        "It speaks of what is recorded here, never of whether a tie lives."
    ) % {"cools": COOLS_AFTER, "quiet": QUIET_AFTER}


def cools_on(last: date) -> date:
    """The first day on which a tie last in contact on the day `last` is cooling."""
    return _months_later(last, COOLS_AFTER) + timedelta(days=1)


def quiet_on(last: date) -> date:
    """The first day on which a tie last in contact on the day `last` is quiet."""
    return _months_later(last, QUIET_AFTER) + timedelta(days=1)


def light_of(last: date | None, on: date) -> Light:
    """The light, on the day `on`, of a tie in force with its last contact by the day `last`."""
    if last is None or on >= quiet_on(last):
        return Light.QUIET
    return Light.COOLING if on >= cools_on(last) else Light.ACTIVE


def light_of_tie(tie, on: date) -> Light | None:
    """The light of a partnership read `with_last_contact`; None for one that is not in force."""
    if tie.standing != Standing.IN_FORCE:
        return None
    last = last_contact(tie)
    return light_of(last.day if last else None, on)


class LastContact(NamedTuple):
    """The latest `day` by which there was contact, and its date as far as it is `stated`."""

    day: date
    stated: PartialDate
    #: The section and the reference of what took place; a programme where it was a cohort.
    section: str
    reference: str


def last_contact(tie) -> LastContact | None:
    """What `with_last_contact` found for a partnership; None without a dated contact."""
    if not tie.contact_text:
        return None
    day, earliest, latest, precision, section, reference, text = tie.contact_text.split(_GAP, 6)
    first = date.fromisoformat(earliest) if earliest else None
    stated = PartialDate(first, date.fromisoformat(latest), precision, text)
    return LastContact(date.fromisoformat(day), stated, section, reference)


def with_last_contact(partnerships, user, on: date):
    """Annotate `contact_text`, from which `last_contact` reads when they last had contact.

    The text begins with the day, so that it sorts by it, and is empty without a contact. Of what
    `user` may see; a day after `on` reads as `on`, and what lies wholly after it is none.
    `contact_as_of` is the day asked.
    """
    asked = Value(on, output_field=DateField())
    return partnerships.annotate(contact_text=_contact_text(user, on), contact_as_of=asked)


def in_light(partnerships, lights, user, on: date):
    """Those of the partnerships that are in force and show one of the `lights` on the day `on`."""
    warm, lukewarm = _contact_since(COOLS_AFTER, user, on), _contact_since(QUIET_AFTER, user, on)
    rules = {Light.ACTIVE: warm, Light.COOLING: lukewarm & ~warm, Light.QUIET: ~lukewarm}
    wanted = Q(pk__in=[])
    for light in lights:
        wanted |= rules[Light(light)]
    return partnerships.filter(wanted, standing=Standing.IN_FORCE)


def with_light(partnerships, user, on: date):
    """Annotate `light` as of the day `on`, None for those not in force.

    Much cheaper than `with_last_contact`: of what is recorded, that within two years is looked at.
    """
    light = Case(
        When(~Q(standing=Standing.IN_FORCE), then=Value(None)),
        When(_contact_since(COOLS_AFTER, user, on), then=Value(Light.ACTIVE.value)),
        When(_contact_since(QUIET_AFTER, user, on), then=Value(Light.COOLING.value)),
        default=Value(Light.QUIET.value),
        output_field=CharField(),
    )
    return partnerships.annotate(light=light)


def _contact_since(months: int, user, on: date) -> Q:
    """Whether a partnership had contact within so many months before the day `on`.

    One set of keys for each kind of contact: asked of each partnership apart, all the contacts of
    each would be read.
    """
    first = first_day_within(on, months)
    found = Q()
    for kind in _kinds(user):
        # Not as one expression, which the index of what took place would not answer by itself.
        lately = Q(**{f"{kind.end}_latest__gte": first}) | Q(
            **{f"{kind.end}_latest__isnull": True, f"{kind.start}_latest__gte": first}
        )
        rows = kind.rows.filter(kind.rule, kind.begun(on), lately, **{f"{kind.tie}__isnull": False})
        found |= Q(pk__in=rows.order_by().values(kind.tie))
    return found


#: Parts the days in the text of a contact; it sorts before everything written.
_GAP = " "


def _contact_text(user, on: date):
    """The latest of all kinds of contact: its day, its date, where it is recorded, its words."""
    kinds = (Coalesce(Subquery(_last(kind, on)), Value("")) for kind in _kinds(user))
    return InCodePointOrder(Greatest(*kinds))


class _Kind(NamedTuple):
    """One kind of contact: its `rows`, the `rule` by which they count, and where their dates are.

    `tie` leads from a row to its partnership, `record` to what the `section` shows.
    """

    rows: QuerySet
    section: str
    record: str
    tie: str
    rule: Q
    start: str
    end: str

    def begun(self, on: date) -> Q:
        """Whether it may have begun by the day `on`."""
        earliest = f"{self.start}_earliest"
        return Q(**{f"{earliest}__isnull": True}) | Q(**{f"{earliest}__lte": on})


def _kinds(user) -> Iterator[_Kind]:
    """The kinds of contact, of each what `user` may see."""
    for model, took_place in (
        (Delegation, {"delegation__status": DelegationStatus.COMPLETED}),
        (Event, {"event__stage": Stage.DONE}),
    ):
        record = f"{model._meta.model_name}__"
        yield _Kind(
            model.partnerships.through.objects.all(),
            f"{model._meta.model_name}s",
            record,
            "partnership",
            Q(visibility_rule(user, model, record), **took_place),
            f"{record}start",
            f"{record}end",
        )
    signed = Q(visibility_rule(user, Agreement), stage=Stage.DONE)
    agreements = Agreement.objects.all()
    yield _Kind(agreements, "agreements", "", "partnership", signed, "signed", "signed")
    tie, record = "programme__partnerships", "programme__"
    yield _Kind(Cohort.objects.all(), "programmes", record, tie, _carried_out(user), "start", "end")


def _carried_out(user) -> Q:
    """Cohorts with a number of those who came, or with none planned either."""
    came = Q(actual_number__isnull=False) | ~Q(actual_text="")
    unplanned = Q(planned_number__isnull=True, planned_text="")
    rule = visibility_rule(user, ExchangeProgramme, "programme__")
    return Q(came | unplanned, rule, programme__stage=Stage.DONE)


def _last(kind: _Kind, on: date) -> QuerySet:
    """The last contact of the kind, its end standing for it where one is known; as a subquery.

    The rule filters within the aggregate, so that the database enters by the tie alone.
    """
    where = (Value(kind.section), F(f"{kind.record}reference"))
    counts = kind.rule & kind.begun(on)
    text = Case(
        *(
            When(counts & Q(**{f"{name}_latest__isnull": False}), then=_text(name, where, on))
            for name in (kind.end, kind.start)
        )
    )
    rows = kind.rows.filter(**{kind.tie: OuterRef("pk")}).order_by().values(kind.tie)
    return rows.annotate(contact=Max(InCodePointOrder(text))).values("contact")


def _text(name: str, where: tuple, on: date):
    """A partial date with a latest day as a text that sorts by it, and the narrower one last."""
    day = Least(F(f"{name}_latest"), Value(on))
    days = (day, F(f"{name}_earliest"), F(f"{name}_latest"))
    written = (Coalesce(Cast(found, CharField()), Value("")) for found in days)
    parts = (*written, F(f"{name}_precision"), *where, F(f"{name}_text"))
    parted = [piece for part in parts for piece in (part, Value(_GAP))][:-1]
    return _Joined(*parted, output_field=CharField())


class _Joined(Func):
    """Texts in a row, none of them NULL; Django's own nests them, which takes long to write."""

    template, arg_joiner = "(%(expressions)s)", " || "


def _months_later(day: date, months: int) -> date:
    """The same day so many months later; 29 February becomes the last of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_day_within(on: date, months: int) -> date:
    """The first day whose same day `months` later is `on` or after it."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    if on.day <= length:
        return date(year, month + 1, on.day)
    return date(year, month + 1, length) + timedelta(days=1)
