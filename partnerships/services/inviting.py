"""Inviting people into offices: a link of one use, that runs out and can be taken back.

Who follows it makes an account, or joins with the one they have. Nothing that is answered on the
way tells whether an address has an account: neither to who invites nor to who holds the link.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import OfficeRole
from partnerships.models import Invitation, Office, OfficeMember, User
from partnerships.models.visibility import is_administrator, jurisdiction_of

VALID_FOR = timedelta(days=7)
#: What nobody answered is forgotten so long after it ran out or was taken back.
KEPT_FOR = timedelta(days=90)
#: What a lead gives and takes away; above it only administrators decide.
BELOW_LEAD = (OfficeRole.OFFICIAL, OfficeRole.OFFICER)
#: Signs that no user name holds.
_UNNAMEABLE = re.compile(r"[^\w.@+-]")


class NotOpen(Exception):
    """The link leads nowhere: unknown, used, run out or taken back; which one is not said."""


@dataclass(frozen=True)
class Invited:
    """An invitation and the word of its link, which is told this once."""

    invitation: Invitation
    token: str


def leads(office: Office, user) -> bool:
    """Whether `user` looks after the members of the office: its leads, and administrators."""
    return is_administrator(user) or office.pk in jurisdiction_of(user).leading_offices


def roles_to_give(office: Office, by) -> list[OfficeRole]:
    """The roles that `by` may invite into; a secretariat's is for administrators to give."""
    if not leads(office, by):
        return []
    roles = [*BELOW_LEAD, OfficeRole.LEAD]
    if is_administrator(by) and office.initiatives.exists():
        roles.append(OfficeRole.SECRETARIAT)
    return roles


def invite(office: Office, email: str, role: str, *, by, language: str = "en") -> Invited:
    """Invite an address into the office; an earlier invitation of it there stops to hold.

    Raises ValidationError for a role that `by` may not give and for who is a member already.
    """
    if role not in roles_to_give(office, by):
        raise ValidationError({"role": _("You may not invite into this role.")})
    address = email.strip().lower()
    if OfficeMember.objects.filter(office=office, user__in=_accounts_of(address)).exists():
        raise ValidationError({"email": _("This address is that of a member of the office.")})
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        office=office, email=address, role=role, by=by, language=language, **_fresh(token)
    )
    invitation.full_clean()
    with transaction.atomic():
        forget(timezone.now())
        earlier = Invitation.objects.unanswered().filter(office=office, email=address)
        earlier.update(revoked_at=timezone.now())
        invitation.save()
    return Invited(invitation, token)


def renew(invitation: Invitation, *, by) -> Invited:
    """Give an unanswered invitation a new link; the old one leads nowhere from now on.

    Raises `NotOpen` for one that was answered or taken back, ValidationError for a role that `by`
    may not give.
    """
    if invitation.role not in roles_to_give(invitation.office, by):
        raise ValidationError(_("You may not invite into this role."))
    token = secrets.token_urlsafe(32)
    fresh = {**_fresh(token), "by": by, "sent_at": None}
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(**fresh):
        raise NotOpen
    invitation.refresh_from_db()
    return Invited(invitation, token)


def revoke(invitation: Invitation) -> None:
    """Take an unanswered invitation back; raises `NotOpen` for one that was answered."""
    rows = Invitation.objects.unanswered().filter(pk=invitation.pk)
    if not rows.update(revoked_at=timezone.now()):
        raise NotOpen


def note_sent(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())


def forget(now: datetime) -> None:
    """Take out addresses of people who never came."""
    over = Q(revoked_at__lt=now - KEPT_FOR) | Q(expires_at__lt=now - KEPT_FOR)
    Invitation.objects.filter(over, accepted_at=None).delete()


def opened_by(token: str) -> Invitation:
    """The invitation that a link leads to; raises `NotOpen`."""
    found = Invitation.objects.standing(timezone.now()).select_related("office", "by")
    invitation = found.filter(digest=_digest(token)).first()
    if invitation is None or invitation.role not in roles_to_give(invitation.office, invitation.by):
        raise NotOpen  # who invited has lost the right to, too
    return invitation


def is_for(invitation: Invitation, user) -> bool:
    """Whether the signed-in user is whom the invitation asks."""
    return user.is_authenticated and invitation.email in (
        user.email.lower(),
        user.get_username().lower(),
    )


def join(invitation: Invitation, user) -> None:
    """Make the signed-in user a member; raises `NotOpen` when somebody was faster.

    Who is a member by now keeps the role that they have.
    """
    if not is_for(invitation, user):
        raise NotOpen
    with transaction.atomic():
        _answer(invitation)
        OfficeMember.objects.get_or_create(
            user=user, office=invitation.office, defaults={"role": invitation.role}
        )


def enrol(invitation: Invitation, account: User, password: str) -> bool:
    """Make an account for the address and a member of it; whether it was made.

    Where the address has an account, disabled ones included, nothing is done: its owner signs in
    and joins. Raises `NotOpen` when somebody was faster.
    """
    account.set_password(password)  # first, so that both answers take their time
    if _accounts_of(invitation.email).exists():
        return False
    account.username, account.email = name_for(invitation.email), invitation.email
    account.full_clean()
    try:
        with transaction.atomic():
            _answer(invitation)
            account.save()
            OfficeMember.objects.create(
                user=account, office=invitation.office, role=invitation.role
            )
    except IntegrityError:  # the name was taken in this moment
        return False
    return True


def name_for(email: str) -> str:
    """The user name of an account made for the address: the address, in signs a name may hold."""
    return _UNNAMEABLE.sub("-", email)


def _accounts_of(email: str):
    named = Q(username__iexact=email) | Q(username__iexact=name_for(email))
    return User.objects.filter(named | Q(email__iexact=email))


def _answer(invitation) -> None:
    now = timezone.now()
    rows = Invitation.objects.standing(now).filter(pk=invitation.pk, digest=invitation.digest)
    if not rows.update(accepted_at=now):
        raise NotOpen


def _fresh(token: str) -> dict:
    return {"digest": _digest(token), "expires_at": timezone.now() + VALID_FOR}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
