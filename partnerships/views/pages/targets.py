"""The page of a target."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import FigureStage
from partnerships.quantities import Quantity
from partnerships.views.pages import charts
from partnerships.views.pages.parts import RecordPage, hedge_badge, link, region_link, sector_links


def context(target, user, today) -> dict:
    page = RecordPage(target, user, today, title=target.shown_title)
    page.badges = [badge for badge in (hedge_badge(target),) if badge]
    page.fact(_("Value"), value_text(target), "value")
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
    page.sections = {"reached_chart": _reached(page)}
    return page.context()


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


def value_text(target) -> str:
    """The value in the words of the source, with its unit."""
    return f"{target.value.display()} {target.unit}".strip()
