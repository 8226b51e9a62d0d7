"""Look-alikes of delegations, events and agreements: by regions and days, title, who leads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from partnerships.choices import Country, PartyRole
from partnerships.dates import Period, overlaps, span_display
from partnerships.metrics.lookalikes.closeness import closest
from partnerships.metrics.lookalikes.sought import Sought, own_links, period_of
from partnerships.models import Agreement, Organisation, Region
from partnerships.models.languages import TITLES
from partnerships.text import fold

#: Records this many days apart may be one, with a date misread or moved.
NEAR = timedelta(days=31)
#: As many candidates of each kind are looked at.
LOOKED_AT = 40


@dataclass
class Signals:
    """Why records look like the one sought, before dates are weighed; keys of records."""

    pair: set[int] = field(default_factory=set)
    titles: dict[int, float] = field(default_factory=dict)
    leaders: dict[int, str] = field(default_factory=dict)
    lead_parties: set[int] = field(default_factory=set)

    def keys(self) -> set[int]:
        return self.pair | set(self.titles) | set(self.leaders) | self.lead_parties


def signals(sought: Sought, user) -> Signals:
    """What of the records that `user` may see speaks for being the one sought; six queries."""
    others = sought.model.objects.visible_to(user).exclude(pk__in=[*sought.others, sought.pk or 0])
    if sought.pk:
        for name in own_links(sought.model):  # its sub-parties, the visits that return it
            others = others.exclude(**{name: sought.pk})
    return Signals(
        pair=_of_pair(sought, others, user),
        titles=_titled_alike(sought, others),
        leaders=_led_by_the_same(sought, others, user),
        lead_parties=_sent_by_the_same(sought, others, user),
    )


# Candidates


def _of_pair(sought, others, user) -> set[int]:
    """Records on overlapping days with a region or party of each side in common."""
    if sought.period is None or not (sought.parties or sought.regions):
        return set()
    sides = _sides(sought, user)
    if not all(sides.values()):
        return set()
    found = others.overlapping(*sought.period)
    for places in sides.values():
        found = found.filter(_reaches(others, user, places))
    return set(found.order_by().values_list("pk", flat=True)[:LOOKED_AT])


def _sides(sought, user) -> dict[str, list[tuple[int | None, int | None]]]:
    """{country: [(region, organisation without a region)]} of what the record names."""
    parties = Organisation.objects.visible_to(user).filter(pk__in=sought.parties)
    sides: dict[str, list] = {country: [] for country in Country.values}
    for key, country, region in parties.values_list("pk", "country", "region"):
        if country in sides:
            sides[country].append((region, None if region else key))
    codes = Region.objects.filter(pk__in=sought.regions).values_list("pk", "code")
    for key, code in codes if sought.regions else ():
        sides[code[:2]].append((key, None))
    return sides


def _reaches(others, user, places) -> Q:
    regions = {region for region, _party in places if region}
    parties = {party for _region, party in places if party}
    visible = Organisation.objects.visible_to(user)
    members = visible.filter(parent=OuterRef("pk"), region__in=regions)
    reached = visible.filter(Q(region__in=regions) | Q(pk__in=parties) | Exists(members))
    return others.reaching(
        user, organisations=reached, regions=Region.objects.filter(pk__in=regions)
    )


def _titled_alike(sought, others) -> dict[int, float]:
    if not sought.folded:
        return {}
    rows = others.order_by()
    stored = {(key, ""): title for key, title in rows.values_list("pk", "title_folded")}
    translated = rows.exclude(**dict.fromkeys(TITLES, ""))
    for key, *titles in translated.values_list("pk", *TITLES):
        stored |= {(key, title): fold(title) for title in titles if title}
    near: dict[int, float] = {}
    for (key, _title), score in closest(sought.folded, stored, LOOKED_AT).items():
        near[key] = max(near.get(key, 0), score)
    return near


def _led_by_the_same(sought, others, user) -> dict[int, str]:
    """{record: who leads} of the records led by the same person."""
    if not (sought.lead_people or sought.lead_names) or sought.model is Agreement:
        return {}
    relation = sought.model._meta.get_field("attendances")
    folded = [fold(name) for name in sought.lead_names]
    same = Q(person__in=sought.lead_people) | Q(name__in=sought.lead_names)
    same |= Q(person__name_folded__in=folded)
    rows = relation.related_model.objects.visible_to(user).filter(
        same, leads=True, **{f"{relation.field.name}__in": others}
    )
    latest = rows.select_related("person").order_by(
        F(f"{relation.field.name}__start_earliest").desc(nulls_last=True), "-pk"
    )
    return {getattr(row, relation.field.attname): _name(row) for row in latest[:LOOKED_AT]}


def _name(row) -> str:
    return row.person.name if row.person else row.name


def _sent_by_the_same(sought, others, user) -> set[int]:
    """Records at most a month apart that the same party leads."""
    if sought.period is None or not sought.lead_parties or sought.model is Agreement:
        return set()
    relation = sought.model._meta.get_field("parties")
    leading = relation.related_model.objects.visible_to(user).filter(
        organisation__in=sought.lead_parties,
        role=PartyRole.LEAD,
        **{relation.field.name: OuterRef("pk")},
    )
    found = others.overlapping(*widened(sought.period)).filter(Exists(leading))
    return set(found.order_by().values_list("pk", flat=True)[:LOOKED_AT])


# Weighing


def widened(period: Period) -> tuple[date | None, date | None]:
    first, last = period
    return _shifted(first, -NEAR), _shifted(last, NEAR)


def _shifted(day: date | None, by: timedelta) -> date | None:
    """The day moved, open at either end of the calendar."""
    try:
        return day and day + by
    except OverflowError:
        return None


def is_near(sought: Sought, record) -> bool | None:
    """Whether the two are at most a month apart; None where one is undated."""
    own, other = sought.period, period_of(record)
    if own is None or other is None:
        return None
    return overlaps(*widened(own), *other)


def reasons(sought: Sought, record, found: Signals) -> list[tuple[int, str]]:
    """(weight, sentence) of each reason, strongest first; 2 and more is strong.

    The same title a year later is the next of a series, and a governor leads many missions: both
    are told, neither is held against a save.
    """
    near = is_near(sought, record)
    told = []
    if record.pk in found.pair:
        told.append((3, _pair_sentence(sought, record)))
    if record.pk in found.titles:
        told.append((1 if near is False else 2, _title_sentence(found.titles[record.pk], near)))
    if record.pk in found.leaders:
        who = {"name": found.leaders[record.pk]}
        told.append((2 if near else 1, _("It is led by the same person, %(name)s.") % who))
    if record.pk in found.lead_parties:
        told.append((1, _("The same party leads it, at most a month apart.")))
    return sorted(told, key=lambda reason: -reason[0])


def _pair_sentence(sought, record) -> str:
    shared = _shared(sought, record)
    values = {"days": days_of(record), "parties": ", ".join(shared)}
    if shared:
        return _("The dates overlap (%(days)s), and both name %(parties)s.") % values
    return _("The dates overlap (%(days)s), between the same two sides.") % values


def _shared(sought, record) -> list[str]:
    """Names of the parties that both have; reads the prefetched rows."""
    rows = record.signatures.all() if isinstance(record, Agreement) else record.parties.all()
    organisations = [
        row.party if isinstance(record, Agreement) else row.organisation for row in rows
    ]
    return list(dict.fromkeys(str(o) for o in organisations if o.pk in sought.parties))


def days_of(record) -> str:
    if isinstance(record, Agreement):
        return record.signed.display()
    return span_display(record.start, record.end)


def _title_sentence(score: float, near: bool | None) -> str:
    if near is False:
        same, alike = _("The same title, on other dates."), _("A similar title, on other dates.")
    else:
        same, alike = _("The same title."), _("A similar title.")
    return same if score == 100 else alike


def loaded(model, keys: Iterable[int], user) -> QuerySet:
    """The records with what naming them and their parties takes."""
    rows = "signatures" if model is Agreement else "parties"
    return model.objects.visible_to(user).filter(pk__in=keys).prefetch_visible(user, rows)
