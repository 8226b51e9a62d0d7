"""The page of a region: partners, visits out and in, agreements, programmes, memberships."""

from django.utils.translation import gettext as _

from partnerships.choices import AliasKind, Country, Direction, RegionKind
from partnerships.metrics.people_met import people_met
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Initiative,
    Membership,
    Organisation,
    Partnership,
    Pledge,
)
from partnerships.tables.base import SIDES, party, state_badge
from partnerships.views.pages import pledges, timelines
from partnerships.views.pages.met import as_of, met_people
from partnerships.views.pages.parts import RecordPage, link, region_link

#: Other kinds of alias repeat the name in another spelling; these tell a reader something.
TELLING_ALIASES = (AliasKind.FORMER_NAME, AliasKind.FORMER_CODE, AliasKind.SHORT_FORM)


def context(region, user, today) -> dict:
    page = RecordPage(region, user, today, title=region.name)
    page.sentence = _sentence(region)
    _add_facts(page)
    delegations = list(_touching(Delegation, region, user))
    events = list(_touching(Event, region, user))
    met = people_met((*delegations, *events), user, today)
    promised = Pledge.objects.touching_regions([region.code], user)
    page.sections = {
        "side": SIDES[region.country],
        "partners": _partners(region, user),
        **_visits(region, delegations, today),
        "events": timelines.event_entries(events, today),
        "agreements": timelines.agreement_entries(_touching(Agreement, region, user), today),
        "programmes": _programmes(region, user, today),
        "pledges": pledges.of(promised, user, today),
        "people": met_people(met),
        "people_note": as_of(met, today),
        "memberships": _memberships(region, user),
        "organisations": _organisations(region, user),
    }
    return page.context()


def _visits(region, delegations, today) -> dict[str, list]:
    """The delegations that left the region's country, came to it, or met elsewhere."""
    out, into = _directions(region)
    ways = {"visits_out": out, "visits_in": into, "visits_elsewhere": Direction.THIRD_COUNTRY}
    return {
        name: timelines.delegation_entries(_going(delegations, direction), today)
        for name, direction in ways.items()
    }


def _programmes(region, user, today) -> list[dict]:
    return [
        link(
            programme,
            text=programme.shown_title,
            about=programme.get_direction_display(),
            badge=state_badge(programme, today),
        )
        for programme in _touching(ExchangeProgramme, region, user)
    ]


def _organisations(region, user) -> list[dict]:
    """The bodies in the region, without its government, of which the page itself speaks."""
    return [
        party(organisation, kind_label=organisation.get_kind_display())
        for organisation in region.organisations.visible_to(user).for_list(user)
        if not organisation.is_regional_government
    ]


def _touching(model, region, user):
    return model.objects.visible_to(user).touching_regions([region.code], user).for_list(user)


def _directions(region) -> tuple[str, str]:
    """The directions that lead out of the region's country and into it."""
    if region.country == Country.INDIA:
        return Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA
    return Direction.JAPAN_TO_INDIA, Direction.INDIA_TO_JAPAN


def _going(delegations, direction) -> list:
    return [delegation for delegation in delegations if delegation.direction == direction]


def _sentence(region) -> str:
    country = Country(region.country).label
    kinds = {
        RegionKind.STATE: _("A state of %(country)s."),
        RegionKind.UNION_TERRITORY: _("A union territory of %(country)s."),
        RegionKind.PREFECTURE: _("A prefecture of %(country)s."),
    }
    return kinds[RegionKind(region.kind)] % {"country": country}


def _add_facts(page) -> None:
    region = page.record
    names = [
        {"text": name, "lang": language}
        for language, name in (
            ("en", region.name_en),
            ("ja", region.name_ja),
            ("hi", region.name_hi),
        )
    ]
    page.links(_("Names"), names)
    page.fact(_("Capital"), region.capital)
    page.fact_if(
        _("Exists since"), region.valid_from.display() if region.valid_from.is_known else ""
    )
    told = [
        {"text": alias.text, "note": alias.get_kind_display()}
        for alias in region.aliases.all()
        if alias.kind in TELLING_ALIASES
    ]
    page.links(_("Also called"), told)
    page.links(
        _("Made from"),
        [_succession(row.predecessor, row) for row in region.predecessors.all()],
    )
    page.links(
        _("Parted from it"),
        [_succession(row.successor, row) for row in region.successors.all()],
    )
    page.fact_if(_("According to"), region.source_text, wide=True)


def _succession(region, row) -> dict:
    linked = region_link(region)
    return {
        "text": linked["name"],
        "url": linked["url"],
        "note": row.took_effect.display() if row.took_effect.is_known else "",
    }


def _partners(region, user) -> list[dict]:
    """Its ties with their other side; those through a city or association are marked."""
    other = Country.JAPAN if region.country == Country.INDIA else Country.INDIA
    found = []
    for partnership in _touching(Partnership, region, user):
        own = partnership.side(region.country)
        direct = any(org.is_regional_government and org.region_id == region.pk for org in own)
        found.append(
            {
                "text": str(partnership),
                "url": partnership.get_absolute_url(),
                "partners": [party(organisation) for organisation in partnership.side(other)],
                "through": [] if direct else [party(organisation) for organisation in own],
                "kind_label": partnership.get_kind_display(),
                "begun": partnership.begun.display() if partnership.begun.is_known else "",
                "badge": {
                    "kind": partnership.standing,
                    "text": partnership.get_standing_display(),
                },
            }
        )
    return found


def _memberships(region, user) -> list[dict]:
    acting = Organisation.objects.visible_to(user).acting_for(region)
    rows = Membership.objects.filter(
        organisation__in=acting, initiative__in=Initiative.objects.visible_to(user)
    )
    return [
        link(row.initiative, about=row.role, marks=[])
        for row in rows.select_related("initiative").order_by("pk")
    ]
