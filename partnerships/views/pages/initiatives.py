"""The page of an initiative: aims, members declared and named, targets, missions, events."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.choices import AimKind, MembershipStanding
from partnerships.dates import parse
from partnerships.metrics.members import members_of
from partnerships.metrics.per_year import missions_counted
from partnerships.metrics.three_and_three import AIMS, travelled, years_since
from partnerships.models import ExchangeProgramme, Partnership, Pledge
from partnerships.tables.base import party
from partnerships.views.pages import charts, pledges, timelines
from partnerships.views.pages.newest import STORY, newest
from partnerships.views.pages.parts import RecordPage, hedge_badge, line_of, link, sector_links
from partnerships.views.pages.timeline_picture import picture_of

#: Kinds of record that name their initiatives.
LINKED = ("delegations", "events", "agreements", "programmes", "partnerships")
AIM_HEADINGS = {
    AimKind.AIM: gettext_lazy("Aims"),
    AimKind.FIELD: gettext_lazy("Fields of work"),
    AimKind.PLACE: gettext_lazy("Places"),
    AimKind.ACTIVITY: gettext_lazy("Activities"),
    AimKind.WORKING_MODE: gettext_lazy("Ways of working"),
}


def context(initiative, user, today) -> dict:
    page = RecordPage(initiative, user, today, title=initiative.name)
    page.badges = [badge for badge in (hedge_badge(initiative),) if badge]
    page.sentence = _sentence(initiative)
    page.actions = [{"label": _("Report"), "url": f"{initiative.get_absolute_url()}report/"}]
    if initiative.possibly_same_as:
        page.notices.append({"kind": "info", "text": initiative.possibly_same_remark})
    _add_facts(page)
    rows = list(initiative.memberships.all())
    declared = members_of(initiative, rows)
    page.sections = {
        "count_text": count_text(declared),
        "members": [_member(page, row) for row in declared.named],
        "unnamed": declared.unnamed,
        "others": [_member(page, row) for row in rows if not row.is_declared_member],
        "aim_groups": _aim_groups(page),
        "targets": _targets(initiative.targets.all(), user, today),
        "parts": [line_of(part, today, text=part.name) for part in initiative.parts.all()],
        **_records(initiative, user, today),
    }
    return page.context()


def _targets(targets, user, today) -> list[dict]:
    """The targets; those of three and three with how many regions travelled in each year."""
    sides = {aim: side for side, aim in AIMS.items()}
    aims = [target for target in targets if target.reference in sides]
    starts = [target.start.earliest for target in aims if target.start.earliest]
    years = years_since(min(starts, default=None), today) if aims else ()
    numbers = travelled(user, today, years) if aims else {}
    return [
        line_of(
            target,
            today,
            text=target.shown_title,
            about=" · ".join(
                filter(None, [target.value_in_words, _so_far(numbers, sides, years, target)])
            ),
            badge=hedge_badge(target),
        )
        for target in targets
    ]


def _so_far(numbers, sides, years, target) -> str:
    """ "recorded so far: 6 in 2025, 2 in 2026, 4 in FY2025", "" for other targets."""
    side = sides.get(target.reference)
    if side is None:
        return ""
    told = [
        _("%(number)d in %(year)s") % {"number": numbers[side, year], "year": parse(year).display()}
        for year in years
    ]
    return _("recorded so far: %(numbers)s") % {"numbers": ", ".join(told)}


def _sentence(initiative) -> str:
    """One line: what it is, and when and where it was launched."""
    kind = initiative.get_kind_display()
    if not initiative.launched.is_known:
        return _("%(kind)s; when it was launched is not stated.") % {"kind": kind}
    launched = _("%(kind)s, launched %(date)s") % {
        "kind": kind,
        "date": initiative.launched.display(),
    }
    return f"{launched}, {initiative.launched_at}." if initiative.launched_at else f"{launched}."


def count_text(declared) -> str:
    """“9 declared, 6 identified by another report, 3 unnamed.”; "" where no number is declared."""
    if declared.declared is None:
        return ""
    told = [
        (declared.declared, ngettext("%(count)d declared", "%(count)d declared", declared.declared))
    ]
    own = len(declared.named) - declared.reported
    if own or not declared.reported:
        told.append((own, ngettext("%(count)d identified", "%(count)d identified", own)))
    if declared.reported:
        words = ngettext(
            "%(count)d identified by another report",
            "%(count)d identified by another report",
            declared.reported,
        )
        told.append((declared.reported, words))
    unnamed = declared.unnamed
    told.append((unnamed, ngettext("%(count)d unnamed", "%(count)d unnamed", unnamed)))
    parts = [words % {"count": number} for number, words in told]
    return _("%(parts)s.") % {"parts": ", ".join(parts)}


def _add_facts(page) -> None:
    record = page.record
    page.fact(_("Kind"), record.get_kind_display(), "kind")
    page.fact(
        _("Launched"),
        record.launched.display() if record.launched.is_known else "",
        "launched",
        unknown_text=record.launched.text,
        note=record.launched_at,
    )
    if record.declared_size is not None:
        page.fact(_("Declared members"), record.declared_size, "declared_size")
    page.fact_if(_("Also called"), record.other_names.replace("\n", "; "), "name")
    if record.parent:
        page.links(_("Part of"), [link(record.parent)])
    if record.possibly_same_as:
        page.links(_("Probably the same as"), [link(record.possibly_same_as)], "possibly_same_as")
    page.prose(_("What it is"), record.shown_summary, "summary")
    sectors = sector_links(record, reverse("initiatives_list"))
    page.links(_("Sectors"), sectors, "sectors", wide=True)


def _member(page, row) -> dict:
    reported = row.standing == MembershipStanding.REPORTED
    return party(
        row.organisation,
        role=row.role,
        note=row.remark,
        standing=row.standing,
        standing_label=_("from another report") if reported else "",
        **page.marks("memberships", row.pk),
    )


def _aim_groups(page) -> list[dict]:
    aims = list(page.record.aims.all())
    return [
        {
            "heading": heading,
            "aims": [
                {"text": aim.text, "badge": hedge_badge(aim), **page.marks("aims", aim.pk)}
                for aim in aims
                if aim.kind == kind
            ],
        }
        for kind, heading in AIM_HEADINGS.items()
        if any(aim.kind == kind for aim in aims)
    ]


def _records(initiative, user, today) -> dict:
    told = newest(
        user,
        *(getattr(initiative, name).visible_to(user) for name in LINKED),
        Pledge.objects.made_under("initiatives", [initiative.pk]).visible_to(user),
        links={**STORY, ExchangeProgramme: (), Partnership: ()},
    )
    delegations, events, agreements, programmes, ties, promised = (one.rows for one in told)
    left = [one.rest(initiative=initiative.slug) for one in told]
    story = timelines.story(
        timelines.delegation_entries(delegations, today),
        timelines.event_entries(events, today),
        timelines.agreement_entries(agreements, today),
    )
    return {
        "timeline": story,
        "picture": picture_of(story, today),
        **charts.visits(
            missions_counted(initiative.delegations.visible_to(user)), initiative=initiative.slug
        ),
        "left_out": [line for one in left[:3] for line in one],
        "programmes": [
            line_of(
                programme,
                today,
                text=programme.shown_title,
                about=programme.get_direction_display(),
            )
            for programme in programmes
        ],
        "programmes_left": left[3],
        "partnerships": [
            line_of(partnership, today, badge=_standing(partnership)) for partnership in ties
        ],
        "partnerships_left": left[4],
        "pledges": pledges.entries(promised, today),
        "pledges_left": left[5],
    }


def _standing(partnership) -> dict:
    return {"kind": partnership.standing, "text": partnership.get_standing_display()}
