"""The mail that carries an invitation."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.services import inviting

logger = logging.getLogger("partnerships.invitations")


def goes_by_mail() -> bool:
    """Whether mail leaves this machine: without a server the link is shown instead."""
    return bool(settings.SENDS_MAIL and settings.EMAIL_HOST)


def send(invited: inviting.Invited, address: str) -> bool:
    """Mail the link, `address`, to whom it is for; whether the mail server took it."""
    invitation = invited.invitation
    with translation.override(invitation.language):
        context = {"invitation": invitation, "address": address, "site": settings.SETUHASHI_ADDRESS}
        body = render_to_string("partnerships/mail/invitation.txt", context)
        mail = EmailMessage(_("Setuhashi: an invitation"), body, to=[invitation.email])
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as error:
        logger.warning("an invitation could not be mailed: %s", type(error).__name__)
        return False
    inviting.note_sent(invitation)
    return True
