"""The page of a target."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import FigureStage
from partnerships.metrics.three_and_three import (
    AIMS,
    aims,
    rule_in_words,
    three_and_three,
    years_since,
)
from partnerships.models import Region
from partnerships.quantities import Quantity
from partnerships.views.front.meter import meter
from partnerships.views.pages import charts
from partnerships.views.pages.parts import RecordPage, hedge_badge, link, region_link, sector_links


def context(target, user, today) -> dict:
    page = RecordPage(target, user, today, title=target.shown_title)
    page.badges = [badge for badge in (hedge_badge(target),) if badge]
    page.fact(_("Value"), target.value_in_words, "value")
    page.fact(_("How firm"), target.get_hedge_display(), "hedge")
    page.period(_("Period"), target.period_text)
    page.fact(
        _("Counting rule"),
        target.counting_rule,
        "counting_rule",
        wide=True,
        unknown_text=_("not stated"),
    )
    for label, holder in (
        (_("Initiative"), target.initiative),
        (_("Partnership"), target.partnership),
    ):
        if holder:
            page.links(label, [link(holder)])
    if target.region:
        region = region_link(target.region)
        page.fact(_("Region"), region["name"], url=region["url"])
    page.links(_("Sectors"), sector_links(target, reverse("targets_list")), "sectors")
    page.sections = {"reached_chart": _reached(page), **_travels(target, user, today)}
    return page.context()


def _travels(target, user, today) -> dict:
    """Who travelled in each year since the aim was voiced, for those of three and three."""
    side = next((side for side, aim in AIMS.items() if aim == target.reference), None)
    if side is None:
        return {}
    years = years_since(target.start.earliest, today)
    told = [year for year in three_and_three(user, today, years) if year.side == side]
    regions = {region.code: region for region in Region.objects.order_by("code")}
    shown = meter(told, aims(user), regions)
    return {"meter": shown, "travel_rule": rule_in_words()}


def _reached(page) -> dict | None:
    """The target beside the numbers that are reported of it in its own unit; None without one.

    The target is named by how firm it is; numbers of other units stand among the figures alone.
    """
    target = page.record
    figures = [figure for figure in page.evidence.figures if figure.unit == target.unit]
    if not figures:
        return None
    none = Quantity(None)
    rows = [(target.get_hedge_display(), target.value, none)]
    for figure in figures:
        name = " · ".join(filter(None, [figure.get_stage_display(), figure.as_of.display()]))
        is_actual = figure.stage in (FigureStage.REPORTED, FigureStage.SETTLED)
        rows.append((name, none, figure.value) if is_actual else (name, figure.value, none))
    return charts.planned_and_actual(rows)
