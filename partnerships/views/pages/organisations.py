"""The pages of organisations and people."""

from urllib.parse import quote

from django.utils.translation import gettext as _

from partnerships.countries import country_name
from partnerships.metrics.people_met import people_met
from partnerships.models import (
    Agreement,
    Attendance,
    Delegation,
    Event,
    EventAttendance,
    ExchangeProgramme,
    Holding,
    Initiative,
    Partnership,
    Pledge,
    Signature,
)
from partnerships.models.contacts import ContactKind
from partnerships.models.together import read_together
from partnerships.services.audience import narrow_badge
from partnerships.tables.base import party
from partnerships.views.pages import pledges, timelines
from partnerships.views.pages.met import last_met, met_fields, post_badge
from partnerships.views.pages.newest import (
    MOST_PEOPLE,
    WITH_PEOPLE,
    first_people,
    newest,
    newest_note,
)
from partnerships.views.pages.parts import RecordPage, line_of, link, region_link

#: Kinds of meeting, the rows of people on them, and what these call the meeting.
MEETINGS = ((Delegation, Attendance, "delegation"), (Event, EventAttendance, "event"))
#: The same of everything that names people.
NAMING = (*MEETINGS, (Agreement, Signature, "agreement"))
#: Kinds of record that have parties.
TAKES = (Delegation, Event, Agreement, Partnership, ExchangeProgramme, Pledge)


def organisation_context(organisation, user, today) -> dict:
    page = RecordPage(organisation, user, today, title=str(organisation))
    page.fact(_("Kind"), organisation.get_kind_display(), "kind")
    if organisation.region:
        region = region_link(organisation.region)
        page.fact(_("Region"), region["name"], "region", url=region["url"])
    else:
        page.fact(_("Region"), "", "region")
    page.fact(_("Country"), country_name(organisation.country), "country")
    for label, name, language in (
        (_("Name in Japanese"), organisation.name_ja, "ja"),
        (_("Name in Hindi"), organisation.name_hi, "hi"),
    ):
        page.fact_if(label, name, "name", lang=language)
    page.fact_if(_("Also called"), organisation.other_names.replace("\n", "; "), "other_names")
    if organisation.parent:
        page.links(_("Member of"), [link(organisation.parent)], "parent")
    page.links(_("Members"), map(link, organisation.members.all()), "members")
    page.fact_if(_("Website"), organisation.website, url=organisation.website)
    page.prose(_("Remark"), organisation.remark, "remark")
    page.sections = _records_of(organisation, user, today)
    return page.context()


def _records_of(organisation, user, today) -> dict:
    told = newest(
        user,
        *(model.objects.visible_to(user).with_parties([organisation.pk], user) for model in TAKES),
        *(_naming(kind, _holders(organisation, user), user) for kind in MEETINGS),
        links=WITH_PEOPLE,
    )
    delegations, events, agreements, ties, programmes, promised, *with_people = told
    left = [one.rest(organisation=organisation.slug) for one in told]
    return {
        "partnerships": [
            line_of(
                partnership,
                today,
                badge={"kind": partnership.standing, "text": partnership.get_standing_display()},
            )
            for partnership in ties.rows
        ],
        "partnerships_left": left[3],
        "timeline": timelines.story(
            timelines.delegation_entries(delegations.rows, today),
            timelines.event_entries(events.rows, today),
            timelines.agreement_entries(agreements.rows, today),
        ),
        "left_out": [line for one in left[:3] for line in one],
        "programmes": [
            line_of(
                programme,
                today,
                text=programme.shown_title,
                about=programme.get_direction_display(),
            )
            for programme in programmes.rows
        ],
        "programmes_left": left[4],
        "pledges": pledges.entries(promised.rows, today),
        "pledges_left": left[5],
        **_rows_of(organisation, with_people, user, today),
    }


def _holders(organisation, user):
    """The keys of those who hold or held its posts."""
    return Holding.objects.visible_to(user).filter(post__organisation=organisation).values("person")


def _rows_of(organisation, meetings, user, today) -> dict:
    """Its memberships and the people in its posts; one query and that of `people_met`."""
    memberships, holdings = read_together(
        organisation.memberships.filter(
            initiative__in=Initiative.objects.visible_to(user)
        ).select_related("initiative"),
        Holding.objects.visible_to(user).filter(post__organisation=organisation).for_reading(),
    )
    return {
        "memberships": [line_of(row.initiative, today, about=row.role) for row in memberships],
        **_posts(holdings, meetings, user, today),
    }


def _posts(rows, meetings, user, today) -> dict:
    """`people` who held its posts and `posts`, each with the last of the `meetings`."""
    found = people_met((one for shown in meetings for one in shown.rows), user, today)
    met, by_post = found.by_person, found.by_post
    people, more = first_people(
        [
            {
                "name": str(row.person),
                "url": row.person.get_absolute_url(),
                "titles": [row.post.title],
                "when": holding_text(row),
                "level": narrow_badge(row.person, today),
                **met_fields(met.get(row.person_id)),
            }
            for row in rows
        ]
    )
    posts = {row.post_id: row.post.title for row in rows if row.post_id in by_post}
    return {
        "people": people,
        "people_note": " ".join(filter(None, (newest_note(*meetings), more))),
        "posts": [
            {
                "name": title,
                "titles": [str(by_post[key].person)],
                "last_met": last_met(by_post[key]),
            }
            for key, title in list(posts.items())[:MOST_PEOPLE]
        ],
    }


def holding_text(row) -> str:
    """From, until, and the day on which a source shows it; "" when nothing is dated."""
    parts = []
    if row.held_from.is_known:
        parts.append(_("from %(date)s") % {"date": row.held_from.display()})
    if row.held_until.is_known:
        parts.append(_("until %(date)s") % {"date": row.held_until.display()})
    if row.seen_on.is_known:
        parts.append(_("in the post on %(date)s") % {"date": row.seen_on.display()})
    return ", ".join(parts)


def person_context(person, user, today) -> dict:
    page = RecordPage(person, user, today, title=str(person))
    page.fact_if(_("Name in its own script"), person.name_local, "name_local")
    page.fact_if(_("Also printed as"), person.other_names.replace("\n", "; "), "other_names")
    page.prose(_("Remark"), person.remark, "remark")
    told = newest(user, *(_naming(kind, [person.pk], user) for kind in NAMING), links=WITH_PEOPLE)
    delegations, events, agreements = (one.rows for one in told)
    _add_last_met(page, [*delegations, *events], user, today)
    page.sections = {
        "posts": [
            {
                "title": row.post.title,
                "party": party(row.post.organisation),
                "when": holding_text(row),
                **page.marks("holdings", row.pk),
            }
            for row in person.holdings.all()
        ],
        "contacts": [contact_line(row) for row in person.contacts.all()],
        "timeline": timelines.story(
            timelines.delegation_entries(delegations, today),
            timelines.event_entries(events, today),
            timelines.agreement_entries(agreements, today),
        ),
        "left_out": [line for one in told for line in one.rest(q=str(person))],
    }
    return page.context()


def contact_line(row) -> dict:
    """What is shown of a way to reach a person; `url` opens the mail or the telephone."""
    if row.kind == ContactKind.EMAIL:
        url = f"mailto:{quote(row.value, safe='@')}"
    else:
        url = "tel:" + "".join(sign for sign in row.value if sign.isdigit() or sign == "+")
    return {"label": row.get_kind_display(), "value": row.value, "url": url}


def _add_last_met(page, meetings, user, today) -> None:
    """When the person was last met, and whether they left the post of then."""
    met = people_met(meetings, user, today).by_person.get(page.record.pk)
    if met is None:
        return
    meeting = last_met(met)
    page.links(
        _("Last met"), [{"text": meeting["text"], "url": meeting["url"], "note": meeting["when"]}]
    )
    badge = post_badge(met)
    if badge:
        page.badges.append(badge)


def _naming(kind, people, user):
    """Records of the kind on which a row that `user` may see names one of the people."""
    model, rows, name = kind
    named = rows.objects.visible_to(user).filter(person__in=people)
    return model.objects.visible_to(user).filter(pk__in=named.values(name))
