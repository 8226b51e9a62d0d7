"""The page of a target."""

from django.urls import reverse
from django.utils.translation import gettext as _

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
    return page.context()


def value_text(target) -> str:
    """The value in the words of the source, with its unit."""
    return f"{target.value.display()} {target.unit}".strip()
