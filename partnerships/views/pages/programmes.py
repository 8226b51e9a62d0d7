"""The page of an exchange programme."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import ProgrammeRole
from partnerships.tables.base import party, state_badge
from partnerships.views.pages import charts
from partnerships.views.pages.parts import RecordPage, link, sector_links
from partnerships.views.pages.timelines import period_text


def context(programme, user, today) -> dict:
    page = RecordPage(programme, user, today, title=programme.shown_title)
    page.badges = [state_badge(programme, today)]
    page.fact(_("Kind"), programme.get_kind_display(), "kind", note=programme.kind_as_stated)
    page.fact(_("Direction"), programme.get_direction_display(), "direction")
    page.period(_("When"), programme.period_text)
    page.prose(_("What it is"), programme.shown_summary, "summary")
    page.links(_("Sectors"), sector_links(programme, reverse("programmes_list")), "sectors")
    page.links(_("Initiatives"), map(link, programme.initiatives.all()), "initiatives")
    page.links(_("Partnerships"), map(link, programme.partnerships.all()), "partnerships")
    page.links(_("Agreements"), map(link, programme.agreements.all()), "agreements")
    rows, cohorts = list(programme.parties.all()), list(programme.cohorts.all())
    page.sections = {
        "first": [party(row.organisation) for row in rows if row.role != ProgrammeRole.RECEIVING],
        "second": [party(row.organisation) for row in rows if row.role == ProgrammeRole.RECEIVING],
        "parties": [
            {
                "party": party(row.organisation),
                "role_label": row.get_role_display(),
                "remark": row.remark,
                **page.marks("parties", row.pk),
            }
            for row in rows
        ],
        "cohorts_chart": charts.planned_and_actual(
            [(_period(cohort) or _("unknown"), cohort.planned, cohort.actual) for cohort in cohorts]
        ),
        "cohorts": [_cohort(page, cohort) for cohort in cohorts],
    }
    return page.context()


def _period(cohort) -> str:
    known = cohort.start.is_known or cohort.end.is_known
    return period_text(cohort.start, cohort.end) if known else cohort.period_text


def _cohort(page, cohort) -> dict:
    period = _period(cohort) if cohort.start.is_known or cohort.end.is_known else ""
    return {
        "period": _period(cohort),
        "period_note": cohort.period_text if period else "",
        "planned": cohort.planned.display(),
        "actual": cohort.actual.display(),
        "remark": cohort.remark,
        **page.marks("cohorts", cohort.pk),
    }
