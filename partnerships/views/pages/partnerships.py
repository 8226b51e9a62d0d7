"""The page of a partnership: standing, parties, agreements, timeline, programmes, people."""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import Country
from partnerships.dates import PartialDate, day_display
from partnerships.metrics.people_met import people_met
from partnerships.models import Organisation
from partnerships.tables.base import party, state_badge
from partnerships.views.pages import charts, pledges, standing, timelines
from partnerships.views.pages.agreements import ending_badges, term_ended_text
from partnerships.views.pages.met import as_of, met_fields
from partnerships.views.pages.newest import newest, newest_note
from partnerships.views.pages.parts import RecordPage, link, region_link, sector_links
from partnerships.views.pages.timeline_picture import picture_of
from partnerships.views.pages.timelines import period_text


def context(partnership, user, today) -> dict:
    page = RecordPage(partnership, user, today, title=partnership.shown_title)
    missions = partnership.delegations.visible_to(user)
    recent = (
        newest(missions.for_list(user)),
        newest(partnership.events.visible_to(user).for_list(user)),
    )
    delegations, events = (one.rows for one in recent)
    agreements = _agreements(partnership, user)
    programmes = list(partnership.programmes.visible_to(user).for_list(user))
    page.badges = [
        {"kind": partnership.standing, "text": partnership.get_standing_display()},
        *standing.light_badge(partnership),
        *(badge for agreement in agreements for badge in ending_badges(agreement, today)),
    ]
    page.sentence = partnership.shown_summary
    page.actions = [{"label": _("Briefing"), "url": reverse("briefing", args=[partnership.slug])}]
    met = people_met((*delegations, *events), user, today)
    _add_facts(page)
    page.sections = {
        "india": [party(organisation) for organisation in partnership.side(Country.INDIA)],
        "japan": [party(organisation) for organisation in partnership.side(Country.JAPAN)],
        "party_notes": [
            _party_note(organisation) for organisation in _associations(partnership, user)
        ],
        "agreements": [_agreement(agreement, today) for agreement in agreements],
        **_story(delegations, events, agreements, programmes, today),
        **charts.visits(missions, partnership=partnership.slug),
        "left_out": [line for one in recent for line in one.rest(partnership=partnership.slug)],
        "programmes": [_programme(programme, today) for programme in programmes],
        "people": _people(delegations, events, agreements, met),
        "people_note": f"{as_of(met, today)} {newest_note(*recent)}".strip(),
        "pledges": pledges.made_under("partnerships", partnership, user, today),
        "targets": list(map(_target, partnership.targets.all())),
        "light": standing.light_context(
            partnership, _standing_note(partnership), page.evidence.marks_or_whole("standing")
        ),
        "confirm": standing.confirm_context(partnership, user, today),
        "reciprocity": standing.reciprocity(missions, today),
    }
    return page.context()


def _story(delegations, events, agreements, programmes, today) -> dict:
    """What happened, as a list and as a picture."""
    story = timelines.story(
        timelines.delegation_entries(delegations, today),
        timelines.event_entries(events, today),
        timelines.agreement_entries(agreements, today),
        timelines.cohort_entries(programmes, today),
    )
    return {"timeline": story, "picture": picture_of(story, today)}


def _target(target) -> dict:
    about = f"{target.value.display()} {target.unit}"
    return link(target, text=target.shown_title, about=about)


def _agreements(partnership, user) -> list:
    """Its agreements, oldest first, with what each renews and is renewed by."""
    found = partnership.agreements.visible_to(user).for_list(user)
    return list(found.prefetch_visible(user, "superseded_by", "supersedes").oldest_first())


def _programme(programme, today) -> dict:
    return link(
        programme,
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


def _associations(partnership, user) -> list:
    """The parties with members that `user` may see; the members come in one query."""
    rows = list(partnership.parties.all())
    members = Organisation.objects.visible_to(user).for_reading()
    prefetch_related_objects(rows, Prefetch("organisation__members", members))
    return [row.organisation for row in rows if row.organisation.members.all()]


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
        "ending": next(iter(ending_badges(agreement, today)), None),
        "parties": [party(organisation) for organisation in agreement.parties()],
        "notes": notes,
    }


def _people(delegations, events, agreements, last) -> list[dict]:
    """Everyone named on its missions, events and agreements; each once, with titles of then.

    `last` knows who was met, and who of them has left their post.
    """
    met: dict[str, dict] = {}
    rows = [
        (row, meeting.get_absolute_url(), meeting.shown_title)
        for meeting in (*delegations, *events)
        for row in meeting.attendances.all()
    ] + [
        (row, agreement.get_absolute_url(), agreement.shown_title)
        for agreement in agreements
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
                **met_fields(last.by_person.get(row.person_id)),
            },
        )
        if row.title and row.title not in entry["titles"]:
            entry["titles"].append(row.title)
        if {"url": url, "text": title} not in entry["met"]:
            entry["met"].append({"url": url, "text": title})
    return sorted(met.values(), key=lambda entry: entry["name"])
