"""The pages of organisations and people."""

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
from partnerships.tables.base import party
from partnerships.views.pages import pledges, timelines
from partnerships.views.pages.met import last_met, met_fields, post_badge
from partnerships.views.pages.parts import RecordPage, link, region_link

#: Kinds of meeting, the rows of people on them, and what these call the meeting.
MEETINGS = ((Delegation, Attendance, "delegation"), (Event, EventAttendance, "event"))


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
    def with_party(model, **lookup):
        return model.objects.visible_to(user).filter(**lookup).distinct().for_list(user)

    return {
        "partnerships": [
            link(
                partnership,
                badge={"kind": partnership.standing, "text": partnership.get_standing_display()},
            )
            for partnership in with_party(Partnership, parties__organisation=organisation)
        ],
        "timeline": timelines.story(
            timelines.delegation_entries(
                with_party(Delegation, parties__organisation=organisation), today
            ),
            timelines.event_entries(with_party(Event, parties__organisation=organisation), today),
            timelines.agreement_entries(_agreements(organisation, user), today),
        ),
        "programmes": [
            link(programme, text=programme.shown_title, about=programme.get_direction_display())
            for programme in with_party(ExchangeProgramme, parties__organisation=organisation)
        ],
        "pledges": pledges.of(Pledge.objects.with_parties([organisation.pk], user), user, today),
        "memberships": [
            link(row.initiative, about=row.role)
            for row in organisation.memberships.filter(
                initiative__in=Initiative.objects.visible_to(user)
            ).select_related("initiative")
        ],
        **_posts(organisation, user, today),
    }


def _agreements(organisation, user):
    rows = Signature.objects.visible_to(user)
    of_it = rows.filter(organisation=organisation) | rows.filter(on_behalf_of=organisation)
    found = Agreement.objects.visible_to(user).filter(pk__in=of_it.values("agreement"))
    return found.for_list(user)


def _posts(organisation, user, today) -> dict[str, list[dict]]:
    """`people` who held its posts and `posts`, each with the last meeting."""
    rows = list(
        Holding.objects.visible_to(user).filter(post__organisation=organisation).for_reading()
    )
    people = [row.person_id for row in rows]
    found = people_met(_meetings_with(people, user), user, today)
    met, by_post = found.by_person, found.by_post
    return {
        "people": [
            {
                "name": str(row.person),
                "url": row.person.get_absolute_url(),
                "titles": [row.post.title],
                "when": holding_text(row),
                **met_fields(met.get(row.person_id)),
            }
            for row in rows
        ],
        "posts": [
            {
                "name": title,
                "titles": [str(by_post[key].person)],
                "last_met": last_met(by_post[key]),
            }
            for key, title in {row.post_id: row.post.title for row in rows}.items()
            if key in by_post
        ],
    }


def _meetings_with(people, user) -> list:
    """Every delegation and event on which a row that `user` may see names one of the people."""
    return [
        meeting
        for model, rows, name in MEETINGS
        for meeting in _naming(model, rows, name, people, user).prefetch_visible(
            user, "attendances"
        )
    ]


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
    meetings = {
        name: list(_naming(model, rows, name, [person.pk], user).for_list(user))
        for model, rows, name in MEETINGS
    }
    _add_last_met(page, [*meetings["delegation"], *meetings["event"]], user, today)
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
        "timeline": timelines.story(
            timelines.delegation_entries(meetings["delegation"], today),
            timelines.event_entries(meetings["event"], today),
            timelines.agreement_entries(
                _naming(Agreement, Signature, "agreement", [person.pk], user).for_list(user), today
            ),
        ),
    }
    return page.context()


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


def _naming(model, rows, name, people, user):
    """Records of `model` on which a row that `user` may see names one of the people."""
    named = rows.objects.visible_to(user).filter(person__in=people)
    return model.objects.visible_to(user).filter(pk__in=named.values(name))
