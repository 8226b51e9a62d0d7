"""The page of a region: partners, visits out and in, agreements, programmes, memberships."""

from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.choices import AliasKind, Country, Direction, OrganisationKind, RegionKind
from partnerships.metrics.people_met import people_met
from partnerships.metrics.per_year import missions_counted
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
from partnerships.sections import section_of
from partnerships.services.audience import narrow_badge
from partnerships.tables.base import SIDES, party, state_badge
from partnerships.views.pages import charts, pledges, timelines
from partnerships.views.pages.matches import matches_context
from partnerships.views.pages.met import as_of, met_people
from partnerships.views.pages.newest import WITH_PEOPLE, Newest, first_people, newest, newest_note
from partnerships.views.pages.parts import RecordPage, line_of, region_link
from partnerships.views.pages.timeline_picture import picture_of

#: Other kinds of alias repeat the name in another spelling; these tell a reader something.
TELLING_ALIASES = (AliasKind.FORMER_NAME, AliasKind.FORMER_CODE, AliasKind.SHORT_FORM)

#: What the story is made of, in the order of the line over it.
KINDS_TOLD = {
    "visits_out": gettext_lazy("Visits out"),
    "visits_in": gettext_lazy("Visits in"),
    "visits_elsewhere": gettext_lazy("Meetings in a third country"),
    "events": gettext_lazy("Events"),
    "agreements": gettext_lazy("Agreements"),
}
#: What counts for a region, beside missions.
TOUCHING = (Event, Agreement, Partnership, ExchangeProgramme, Pledge)


class Told(NamedTuple):
    """What the page tells of the region: the newest of each kind."""

    visits_out: Newest
    visits_in: Newest
    visits_elsewhere: Newest
    events: Newest
    agreements: Newest
    partners: Newest
    programmes: Newest
    pledges: Newest
    bodies: Newest

    @property
    def meetings(self) -> tuple[Newest, ...]:
        return (self.visits_out, self.visits_in, self.visits_elsewhere, self.events)


def context(region, user, today) -> dict:
    page = RecordPage(region, user, today, title=region.name, beside=(_memberships(region, user),))
    page.sentence = _sentence(region)
    page.actions = [{"label": _("Report"), "url": f"{region.get_absolute_url()}report/"}]
    _add_facts(page)
    missions = Delegation.objects.visible_to(user).touching_regions([region.code], user)
    told = _told(region, missions, user)
    page.sections = {
        "side": SIDES[region.country],
        "matches": matches_context(region, user),
        **_story(region, told, today),
        **charts.visits(missions_counted(missions), **_filter_of(region)),
        **_lists(region, told, today),
        **_people(told, user, today),
        "memberships": [
            line_of(row.initiative, today, about=row.role, marks=[]) for row in page.rows_beside[0]
        ],
    }
    return page.context()


def _told(region, missions, user) -> Told:
    kinds = (
        *(missions.filter(direction=way) for way in _ways(region).values()),
        *(_touching(model, region, user) for model in TOUCHING),
        _bodies(region, user),
    )
    return Told(*newest(user, *kinds, links=WITH_PEOPLE))


def _story(region, told, today) -> dict:
    """What happened, as a list and as a picture, with how much there is of each kind."""
    lists = {
        **_visits(region, told, today),
        "events": _listed(region, told.events, timelines.event_entries(told.events.rows, today)),
        "agreements": _listed(
            region,
            told.agreements,
            timelines.agreement_entries(told.agreements.rows, today),
        ),
    }
    story = timelines.story(*(shown["entries"] for shown in lists.values()))
    return {
        "timeline": story,
        "told": [_counted(name, shown) for name, shown in lists.items()],
        "left_out": [line for shown in lists.values() for line in shown["left_out"]],
        "picture": picture_of(story, today),
    }


def _lists(region, told, today) -> dict:
    """The panels of one kind each, and the way to what they leave out."""
    asked = _filter_of(region)
    return {
        "partners": _partners(region, told.partners.rows, today),
        "partners_left": told.partners.rest(**asked),
        "programmes": _programmes(told.programmes.rows, today),
        "programmes_left": told.programmes.rest(**asked),
        "pledges": pledges.entries(told.pledges.rows, today),
        "pledges_left": told.pledges.rest(**asked),
        "organisations": _organisations(told.bodies.rows, today),
        "organisations_left": told.bodies.rest(
            link=_("All organisations that count for it"), **asked
        ),
    }


def _people(told, user, today) -> dict:
    """The people of the meetings told, and what is left out of them."""
    met = people_met((row for one in told.meetings for row in one.rows), user, today)
    people, more = first_people(met_people(met, today))
    notes = (as_of(met, today), newest_note(*told.meetings), more)
    return {"people": people, "people_note": " ".join(filter(None, notes))}


def _ways(region) -> dict[str, str]:
    """The directions of missions that left the region's country, came to it, or met elsewhere."""
    out, into = _directions(region)
    return {"visits_out": out, "visits_in": into, "visits_elsewhere": Direction.THIRD_COUNTRY}


def _visits(region, told, today) -> dict[str, dict]:
    """The newest missions of each way."""
    return {
        name: _listed(
            region,
            shown := getattr(told, name),
            timelines.delegation_entries(shown.rows, today),
            direction=direction,
        )
        for name, direction in _ways(region).items()
    }


def _listed(region, shown, entries, **query) -> dict:
    """What the timeline has of one kind, with the way to all of it and to what is left out."""
    asked = {**_filter_of(region), **query}
    return {
        "entries": entries,
        "left_out": shown.rest(**asked),
        "total": shown.total,
        "url": f"{section_of(shown.model).list_url()}?{urlencode(asked)}",
    }


def _counted(name, shown) -> dict:
    """How many of one kind the story has, over it."""
    return {"label": KINDS_TOLD[name], "number": shown["total"], "url": shown["url"]}


def _filter_of(region) -> dict[str, str]:
    """The filter of lists that finds what counts for the region."""
    kind = "prefecture" if region.kind == RegionKind.PREFECTURE else "state"
    return {kind: region.code}


def _programmes(programmes, today) -> list[dict]:
    return [
        line_of(
            programme,
            today,
            text=programme.shown_title,
            about=programme.get_direction_display(),
            badge=state_badge(programme, today),
        )
        for programme in programmes
    ]


def _bodies(region, user):
    """The bodies in the region, without its government, of which the page itself speaks."""
    found = Organisation.objects.visible_to(user).filter(region=region)
    return found.exclude(kind=OrganisationKind.REGIONAL_GOVERNMENT)


def _organisations(bodies, today) -> list[dict]:
    return [
        party(
            organisation,
            kind_label=organisation.get_kind_display(),
            level=narrow_badge(organisation, today),
        )
        for organisation in bodies
    ]


def _touching(model, region, user):
    return model.objects.visible_to(user).touching_regions([region.code], user)


def _directions(region) -> tuple[str, str]:
    """The directions that lead out of the region's country and into it."""
    if region.country == Country.INDIA:
        return Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA
    return Direction.JAPAN_TO_INDIA, Direction.INDIA_TO_JAPAN


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


def _partners(region, ties, today) -> list[dict]:
    """Its ties with their other side; those through a city or association are marked."""
    other = Country.JAPAN if region.country == Country.INDIA else Country.INDIA
    found = []
    for partnership in ties:
        own = partnership.side(region.country)
        direct = any(org.is_regional_government and org.region_id == region.pk for org in own)
        found.append(
            {
                "text": str(partnership),
                "url": partnership.get_absolute_url(),
                "partners": [party(organisation) for organisation in partnership.side(other)],
                "through": [] if direct else [party(organisation) for organisation in own],
                "kind_label": partnership.get_kind_display(),
                "level": narrow_badge(partnership, today),
                "begun": partnership.begun.display() if partnership.begun.is_known else "",
                "badge": {
                    "kind": partnership.standing,
                    "text": partnership.get_standing_display(),
                },
            }
        )
    return found


def _memberships(region, user):
    acting = Organisation.objects.visible_to(user).acting_for(region)
    rows = Membership.objects.filter(
        organisation__in=acting, initiative__in=Initiative.objects.visible_to(user)
    )
    return rows.select_related("initiative").order_by("pk")
