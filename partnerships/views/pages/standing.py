"""How a partnership stands: its light by the rule, who confirmed it, whose visit is next."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.metrics.contacts import light_told
from partnerships.metrics.lights import last_contact, rule_in_words
from partnerships.metrics.visits import last_each_way, reciprocity_of
from partnerships.models import Partnership
from partnerships.models.visibility import may_enter_admin
from partnerships.services.confirming import confirmed_by
from partnerships.views.pages.timelines import period_text


def light_badge(partnership) -> list[dict]:
    """The light beside the title; none where the tie is not in force."""
    light = light_told(partnership)
    return [{"kind": light.light, "text": light.light.label}] if light else []


def light_context(partnership, note: str, marks: list[int]) -> dict:
    """What components/light.html draws; `note` is said of the standing, `marks` are its sources."""
    light = light_told(partnership)
    last = last_contact(partnership)
    found: dict = {
        "rule": rule_in_words(),
        "marks": [],
        "last": {
            "text": last.reference,
            "url": reverse(f"{last.section}_detail", args=[last.reference]),
        }
        if last
        else None,
    }
    if light is None:
        standing = {"kind": partnership.standing, "text": partnership.get_standing_display()}
        return {**found, "badge": standing, "text": note, "turns": "", "marks": marks}
    badge = {"kind": light.light, "text": light.light.label}
    return {**found, "badge": badge, "text": light.text, "turns": light.turn_text}


def confirm_context(partnership, user, today) -> dict | None:
    """The button that confirms what stands here, for those who may edit it."""
    if not may_enter_admin(user):
        return None
    if not Partnership.objects.editable_by(user).filter(pk=partnership.pk).exists():
        return None
    try:
        url = reverse("admin:partnerships_partnership_confirm", args=[partnership.pk])
    except NoReverseMatch:
        return None
    seen = f"{partnership.pk}.{partnership.version}"
    return {"url": url, "seen": seen, "done": partnership.checked_on == today}


def confirmed_note(partnership, user) -> str:
    """Who confirmed it, for those who are signed in; "" where nobody did or none is known."""
    if not (user.is_authenticated and partnership.checked_on):
        return ""
    who = confirmed_by(partnership, user)
    return _("by %(user)s") % {"user": who} if who else ""


def reciprocity(delegations, counts, today) -> dict | None:
    """The last visit each way, whose turn it is, how many went; None where none took place.

    `delegations` are a queryset of any size of those that the reader may see, and `counts` their
    `PerYear`; one query.
    """
    last = delegations.filter(last_each_way(delegations, today))
    visits = reciprocity_of(list(last), today)
    if not (visits.to_japan or visits.to_india):
        return None
    return {
        "ways": [
            {"label": _("Last visit from India to Japan"), "visit": _visit(visits.to_japan)},
            {"label": _("Last visit from Japan to India"), "visit": _visit(visits.to_india)},
        ],
        "owing": visits.owing_text,
        "counts": _("%(out)s to Japan, %(back)s to India, as recorded here.")
        % {"out": _missions(counts.to_japan), "back": _missions(counts.to_india)},
    }


def _visit(mission) -> dict | None:
    if mission is None:
        return None
    return {
        "text": mission.shown_title,
        "url": mission.get_absolute_url(),
        "date": period_text(mission.start, mission.end),
    }


def _missions(number) -> str:
    return ngettext("%(count)d mission", "%(count)d missions", number) % {"count": number}
