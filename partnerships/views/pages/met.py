"""How pages tell who was met: last when, and whether still in the post of then."""

from django.utils.translation import gettext as _

from partnerships.choices import PostState
from partnerships.dates import day_display
from partnerships.metrics.people_met import Met, PeopleMet
from partnerships.services.audience import narrow_badge
from partnerships.views.pages.timelines import period_text

BADGES = {PostState.LEFT: "ended", PostState.UNKNOWN: "unconfirmed"}


def met_fields(met: Met | None) -> dict:
    """For components/people.html: the badge of the post and the last meeting; {} for nobody met."""
    if met is None:
        return {}
    return {"badge": post_badge(met), "last_met": last_met(met), "successors": _successors(met)}


def post_badge(met: Met) -> dict | None:
    """That the post was left, or that nothing is known; None for who is there as recorded."""
    kind = BADGES.get(met.state)
    return {"kind": kind, "text": met.state.label} if kind else None


def last_met(met: Met) -> dict:
    return {
        "text": met.last.shown_title,
        "url": met.last.get_absolute_url(),
        "when": period_text(met.last.start, met.last.end),
    }


def _successors(met: Met) -> str:
    """“Governor: Nobody Real since 2025” for each post with a successor on record."""
    return "; ".join(
        _("%(post)s: since then %(person)s")
        % {"post": held.holding.post.title, "person": held.successor.person}
        for held in met.posts
        if held.successor
    )


def met_people(found: PeopleMet, today) -> list[dict]:
    """Everyone met, latest first, for components/people.html."""
    return [
        {
            "name": str(met.person),
            "url": met.person.get_absolute_url(),
            "titles": [str(held.holding.post) for held in met.posts],
            "level": narrow_badge(met.person, today),
            **met_fields(met),
        }
        for met in found.rows
    ]


def as_of(found: PeopleMet, today) -> str:
    """The sentence over the people, with its day; "" where nobody was met."""
    if not found.rows:
        return ""
    told = {"sentence": found.text, "date": day_display(today)}
    return _("%(sentence)s As of %(date)s.") % told
