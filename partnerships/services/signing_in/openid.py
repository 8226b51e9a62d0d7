"""Whose account it is that a provider of OpenID Connect vouches for.

Nobody gets an account, or a right, by signing in there: an administrator or an office's lead makes
the account first.
"""

from django.contrib.auth import login
from django.db import IntegrityError, transaction

from partnerships.models import Invitation, OpenIdIdentity, User
from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.signing_in import second_factor

BACKEND = "partnerships.services.signing_in.backend.AccountBackend"
LONGEST_SUBJECT = 255


class NoAccount(Exception):
    """No active account belongs to who signed in there; the text says why, for the access log."""


def account_of(issuer: str, claims: dict) -> User:
    """The active account of the subject that `issuer` vouches for in `claims`.

    At the first sign-in it is the one account whose e-mail address the provider says it has
    verified; from then on the subject alone counts, whoever has that address later. Where nobody
    had proved the address until then, what was set to sign in with before holds no more. Raises
    `NoAccount`.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NoAccount("OpenID Connect: no subject.")
    known = OpenIdIdentity.objects.filter(issuer=issuer, subject=subject).select_related("user")
    if known:
        if not known[0].user.is_active:
            raise NoAccount("OpenID Connect: the account is disabled.")
        return known[0].user
    return _first_time(issuer, subject, claims)


def sign_in(request, user: User, claims: dict, second_factors: frozenset[str]) -> None:
    """Sign the account in; it owes no code where the provider asked for one that counts."""
    login(request, user, backend=BACKEND)
    methods = claims.get("amr")
    if isinstance(methods, list) and second_factors.intersection(map(str, methods)):
        second_factor.passed(request)


def _first_time(issuer, subject, claims) -> User:
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email or claims.get("email_verified") is not True:
        raise NoAccount("OpenID Connect: no verified e-mail address.")
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    if len(found) != 1:
        raise NoAccount("OpenID Connect: not one account with the e-mail address.")
    try:
        with transaction.atomic():
            OpenIdIdentity.objects.create(user=found[0], issuer=issuer, subject=subject)
    except IntegrityError:
        raise NoAccount("OpenID Connect: the account belongs to another subject.") from None
    if _came_by_shown_link(found[0]):
        _keep_for_owner(found[0])
    return found[0]


def _came_by_shown_link(user) -> bool:
    """Whether somebody made the account who held a link that was not mailed to its address."""
    shown = Invitation.objects.filter(email__iexact=user.email, sent_at=None)
    return shown.filter(accepted_at__isnull=False, made_at__lte=user.date_joined).exists()


def _keep_for_owner(user) -> None:
    """Shut out whoever made the account: the address is vouched for now, and was not then."""
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        second_factor.switch_off(user)
    record_access(
        AccessKind.ACCOUNT,
        user=user,
        reason="OpenID Connect vouched for an address that nobody had proved: the password and "
        "the phone that were set before hold no more.",
    )
