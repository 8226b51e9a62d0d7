"""Tells the access log of those who sign in and out, wherever they do it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.translation import gettext_noop

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access

NO_SUCH_ACCOUNT = gettext_noop("No account has this name.")
TOO_MANY_TRIES = gettext_noop("Too many tries.")
NOT_LET_IN = gettext_noop("Wrong password, or the account is disabled.")


@receiver(user_logged_in, dispatch_uid="access_log")
def signed_in(sender, request, user, **kwargs) -> None:
    record_access(AccessKind.SIGN_IN, request, user=user)


@receiver(user_logged_out, dispatch_uid="access_log")
def signed_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        record_access(AccessKind.SIGN_OUT, request, user=user)


@receiver(user_login_failed, dispatch_uid="access_log")
def refused(sender, credentials, request=None, **kwargs) -> None:
    """A name without an account is not kept: it may be a password, typed into the wrong box."""
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or "")[:150]
    exists = "\0" not in name and users.objects.filter(**{users.USERNAME_FIELD: name}).exists()
    reason = NOT_LET_IN if exists else NO_SUCH_ACCOUNT
    if getattr(request, "tried_too_often", False):
        reason = TOO_MANY_TRIES
    account = name if exists else ""
    record_access(AccessKind.SIGN_IN_REFUSED, request, account=account, reason=reason)
