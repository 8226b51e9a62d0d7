"""What the first page of the admin tells of people: work handed over, accounts nobody uses."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.admin.members.handing import handover_url
from partnerships.metrics.accounts import unused
from partnerships.models import Handover, OfficeMember, User
from partnerships.models.visibility import is_administrator, jurisdiction_of

#: Days for which a handover is told.
TOLD = 14


def told_of_people(user, today) -> list[dict]:
    """Lines of {title, url, about}: the user's open work, what was handed to them, accounts."""
    return [*_handed_over(user, today), *_unused(user, today), *_own_work(user)]


def _own_work(user):
    """A line for each office of the user."""
    for member in user.memberships.select_related("office").order_by("office__name", "pk"):
        yield {
            "title": _("Your open work: %(office)s") % {"office": member.office},
            "url": handover_url(member),
            "about": _("On one page, to print or to hand over"),
        }


def _handed_over(user, today):
    since = today - timedelta(days=TOLD)
    rows = Handover.objects.filter(to=user.pk, at__date__gte=since).select_related("of", "office")
    for row in rows:
        about = ngettext(
            "%(number)d follow-up names you now",
            "%(number)d follow-ups name you now",
            row.follow_ups,
        )
        yield {
            "title": _("The work of %(person)s is yours now") % {"person": row.of},
            "url": reverse("admin:partnerships_office_own_work"),
            "about": " · ".join(filter(None, [about % {"number": row.follow_ups}, row.reason])),
        }


def _unused(user, today):
    accounts, url = User.objects.none(), reverse("admin:partnerships_office_own_members")
    if is_administrator(user):
        accounts = User.objects.all()
        url = f"{reverse('admin:partnerships_user_changelist')}?use=unused"
    elif led := jurisdiction_of(user).leading_offices:
        members = OfficeMember.objects.filter(office__in=led)
        accounts = User.objects.filter(pk__in=members.values("user"))
    number = unused(accounts, today).count()
    if number:
        told = ngettext(
            "%(number)d account is not used", "%(number)d accounts are not used", number
        )
        about = _("Not signed in for 90 days, or never within 14 days")
        yield {"title": told % {"number": number}, "url": url, "about": about}
