"""The mail that reminds a user, in their language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from partnerships.choices import Language
from partnerships.dates import day_display
from partnerships.metrics.digest import digest_of

#: Keeps out-of-office replies from coming back.
HEADERS = {"Auto-Submitted": "auto-generated"}


def mail_for(day, user, since, until) -> EmailMessage | None:
    """The mail with the user's digest of the day; None where there is nothing to say."""
    with translation.override(language_of(user)):
        digest = digest_of(user, day, since, until)
        if not digest.count:
            return None
        subject, body = _subject(digest, day), _body(digest, day)
        return EmailMessage(subject, body, to=[user.email], headers=HEADERS)


def language_of(user) -> str:
    """The user's language where the site speaks it, else the site's own."""
    return settings.LANGUAGE_CODE if user.language == Language.OTHER else user.language


def _subject(digest, day) -> str:
    told = ngettext(
        "Setuhashi, %(date)s: %(number)d thing to look at",
        "Setuhashi, %(date)s: %(number)d things to look at",
        digest.count,
    )
    return told % {"date": day_display(day), "number": digest.count}


def _body(digest, day) -> str:
    address = settings.SETUHASHI_ADDRESS
    parts = [
        {
            "heading": part.heading,
            "lines": [
                {"title": line.title, "about": line.about, "url": f"{address}{line.path}"}
                for line in part.lines
            ],
        }
        for part in digest.parts
    ]
    context = {"parts": parts, "as_of": day_display(day), "address": address}
    return render_to_string("partnerships/mail/reminder.txt", context)
