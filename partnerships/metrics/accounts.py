"""Accounts that nobody uses: a way in that nobody would miss."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import User

UNUSED = 90  # days since the last sign-in
NEVER_USED = 14  # days since the account was made


def unused(accounts: QuerySet[User], on: date) -> QuerySet[User]:
    """The active ones among `accounts` that were not used for long on the day `on`."""
    used = Q(last_login__date__lt=on - timedelta(days=UNUSED))
    never = Q(last_login=None, date_joined__date__lt=on - timedelta(days=NEVER_USED))
    return accounts.filter(used | never, is_active=True)


def unused_words(account: User, on: date) -> str:
    """Why the account counts as unused on the day `on`, "" for one that is used or disabled."""
    if not account.is_active:
        return ""
    if account.last_login is None:
        late = _day(account.date_joined) < on - timedelta(days=NEVER_USED)
        told = _("Never used for %(number)d days") % {"number": NEVER_USED}
    else:
        late = _day(account.last_login) < on - timedelta(days=UNUSED)
        told = _("Not used for %(number)d days") % {"number": UNUSED}
    return told if late else ""


def _day(moment) -> date:
    return timezone.localtime(moment).date()
