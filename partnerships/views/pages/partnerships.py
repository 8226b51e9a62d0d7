"""The page of a partnership: standing, parties, agreements, timeline, programmes, people."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import Country
from partnerships.dates import PartialDate, day_display
from partnerships.metrics.people_met import people_met
from partnerships.metrics.per_year import missions_counted
from partnerships.models import Agreement, Pledge
from partnerships.services.audience import narrow_badge
from partnerships.tables.base import party, state_badge
from partnerships.views.pages import charts, pledges, standing, timelines
from partnerships.views.pages.agreements import ending_badges, term_ended_text
from partnerships.views.pages.met import as_of, met_fields
from partnerships.views.pages.newest import WITH_PEOPLE, Newest, first_people, newest, newest_note
from partnerships.views.pages.parts import RecordPage, line_of, link, region_link, sector_links
from partnerships.views.pages.timeline_picture import picture_of
from partnerships.views.pages.timelines import period_text

#: An agreement tells what it renews and is renewed by.
LINKS = {**WITH_PEOPLE, Agreement: ("signatures", "supersedes", "superseded_by")}


class Told(NamedTuple):
    """What the page tells of the tie: the newest of each kind."""

    delegations: Newest
    events: Newest
    agreements: Newest
    programmes: Newest
    pledges: Newest

    @property
    def meetings(self) -> list:
        return [*self.delegations.rows, *self.events.rows]

    @property
    def chain(self) -> list:
        """The agreements from the first on, as a chain is read."""
        return self.agreements.rows[::-1]


def context(partnership, user, today) -> dict:
    page = RecordPage(partnership, user, today, title=partnership.shown_title)
    missions = partnership.delegations.visible_to(user)
    told, counted = _told(partnership, missions, user), missions_counted(missions)
    page.badges = _badges(partnership, told.chain, today)
    page.sentence = partnership.shown_summary
    page.actions = [{"label": _("Briefing"), "url": reverse("briefing", args=[partnership.slug])}]
    _add_facts(page)
    page.sections = {
        **_parties(partnership),
        **_story(told, today),
        **charts.visits(counted, partnership=partnership.slug),
        **_lists(partnership, told, today),
        **_people_met(told, people_met(told.meetings, user, today), today),
        **_standing(page, missions, counted),
    }
    return page.context()


def _told(partnership, missions, user) -> Told:
    kinds = (
        missions,
        partnership.events.visible_to(user),
        partnership.agreements.visible_to(user),
        partnership.programmes.visible_to(user),
        Pledge.objects.made_under("partnerships", [partnership.pk]).visible_to(user),
    )
    parties = [row.organisation for row in partnership.parties.all()]
    return Told(*newest(user, *kinds, links=LINKS, beside=[(parties, "members")]))


def _badges(partnership, agreements, today) -> list[dict]:
    return [
        {"kind": partnership.standing, "text": partnership.get_standing_display()},
        *standing.light_badge(partnership),
        *(badge for agreement in agreements for badge in ending_badges(agreement, today)),
    ]


def _parties(partnership) -> dict:
    return {
        "india": [party(organisation) for organisation in partnership.side(Country.INDIA)],
        "japan": [party(organisation) for organisation in partnership.side(Country.JAPAN)],
        "party_notes": [
            _party_note(row.organisation)
            for row in partnership.parties.all()
            if row.organisation.members.all()
        ],
    }


def _story(told, today) -> dict:
    """What happened, as a list and as a picture."""
    story = timelines.story(
        timelines.delegation_entries(told.delegations.rows, today),
        timelines.event_entries(told.events.rows, today),
        timelines.agreement_entries(told.chain, today),
        timelines.cohort_entries(told.programmes.rows, today),
    )
    return {"timeline": story, "picture": picture_of(story, today)}


def _lists(partnership, told, today) -> dict:
    """The panels of one kind each, and the way to what they leave out."""
    left = {kind: one.rest(partnership=partnership.slug) for kind, one in told._asdict().items()}
    return {
        "agreements": [_agreement(agreement, today) for agreement in told.chain],
        "agreements_left": left["agreements"],
        "left_out": [*left["delegations"], *left["events"]],
        "programmes": [_programme(programme, today) for programme in told.programmes.rows],
        "programmes_left": left["programmes"],
        "pledges": pledges.entries(told.pledges.rows, today),
        "pledges_left": left["pledges"],
        "targets": [_target(target, today) for target in partnership.targets.all()],
    }


def _standing(page, missions, counted) -> dict:
    """How the tie stands by its light, by who looked after it and by who owes a visit."""
    partnership = page.record
    marks = page.evidence.marks_or_whole("standing")
    return {
        "light": standing.light_context(partnership, _standing_note(partnership), marks),
        "confirm": standing.confirm_context(partnership, page.user, page.today),
        "reciprocity": standing.reciprocity(missions, counted.per_year, page.today),
    }


def _target(target, today) -> dict:
    return line_of(target, today, text=target.shown_title, about=target.value_in_words)


def _programme(programme, today) -> dict:
    return line_of(
        programme,
        today,
        text=programme.shown_title,
        about=programme.get_direction_display(),
        badge=state_badge(programme, today),
    )


def _add_facts(page) -> None:
    record = page.record
    page.fact(_("Kind"), record.get_kind_display(), "kind", note=record.kind_as_stated)
    page.fact(
        _("Begun"),
        record.begun.display() if record.begun.is_known else "",
        "begun",
        unknown_text=record.begun.text,
    )
    page.fact(_("Standing"), record.get_standing_display(), "standing", note=_standing_note(record))
    page.fact(
        _("Last confirmed by an official"),
        day_display(record.checked_on) if record.checked_on else "",
        unknown_text=_("not yet; from public sources only"),
        note=standing.confirmed_note(record, page.user),
    )
    page.prose(_("How it began"), record.origin, "origin")
    sectors = sector_links(record, reverse("partnerships_list"))
    page.links(_("Sectors"), sectors, "sectors", wide=True)
    page.links(_("Initiatives"), map(link, record.initiatives.all()), "initiatives")


def _standing_note(record) -> str:
    period = ""
    if record.standing_from.is_known:
        period = _("Since %(date)s.") % {"date": record.standing_from.display()}
    elif record.standing_from.text:
        period = record.standing_from.text
    if record.standing_until.is_known:
        period += " " + _("Stated until %(date)s.") % {"date": record.standing_until.display()}
    return f"{period} {record.standing_remark}".strip()


def _party_note(organisation) -> dict:
    members = list(organisation.members.all())
    return {
        "party": party(organisation),
        "members": [party(member) for member in members],
        "regions": [
            region_link(region)
            for region in {
                member.region.code: member.region for member in members if member.region
            }.values()
        ],
    }


def _agreement(agreement, today) -> dict:
    """One link of the chain: what it renews, its term and how it ended."""
    notes = []
    if agreement.supersedes:
        notes.append(_("Renews %(reference)s.") % {"reference": agreement.supersedes.reference})
    if agreement.term_ended(today):
        notes.append(term_ended_text(agreement))
    elif agreement.ends.is_known:
        notes.append(_("Ends %(date)s.") % {"date": agreement.ends.display()})
    return {
        "text": agreement.shown_title,
        "url": agreement.get_absolute_url(),
        "reference": agreement.reference,
        "date_text": period_text(agreement.signed, PartialDate.unknown()),
        "kind_label": agreement.kind_as_stated or agreement.get_kind_display(),
        "badge": state_badge(agreement, today),
        "level": narrow_badge(agreement, today),
        "ending": next(iter(ending_badges(agreement, today)), None),
        "parties": [party(organisation) for organisation in agreement.parties()],
        "notes": notes,
    }


def _people_met(told, met, today) -> dict:
    """`people` of the meetings and agreements told, and what is left out of them."""
    people, more = first_people(_people(told, met, today))
    notes = (as_of(met, today), newest_note(told.delegations, told.events), more)
    return {
        "people": sorted(people, key=lambda entry: entry["name"]),
        "people_note": " ".join(filter(None, notes)),
    }


def _people(told, last, today) -> list[dict]:
    """Everyone named on its missions, events and agreements; each once, with titles of then.

    `last` knows who was met, and who of them has left their post.
    """
    met: dict[str, dict] = {}
    rows = [
        (row, meeting.get_absolute_url(), meeting.shown_title)
        for meeting in told.meetings
        for row in meeting.attendances.all()
    ] + [
        (row, agreement.get_absolute_url(), agreement.shown_title)
        for agreement in told.agreements.rows
        for row in agreement.signatures.all()
        if row.person or row.name
    ]
    for row, url, title in rows:
        name = str(row.person) if row.person else row.name
        entry = met.setdefault(
            name,
            {
                "name": name,
                "url": row.person.get_absolute_url() if row.person else "",
                "titles": [],
                "met": [],
                "level": narrow_badge(row.person, today) if row.person else None,
                **met_fields(last.by_person.get(row.person_id)),
            },
        )
        if row.title and row.title not in entry["titles"]:
            entry["titles"].append(row.title)
        if {"url": url, "text": title} not in entry["met"]:
            entry["met"].append({"url": url, "text": title})
    return list(met.values())
