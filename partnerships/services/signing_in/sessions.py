"""How long somebody stays signed in: until they rest too long, and never past a day's work."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from partnerships.models import User

#: Kept in the session, as seconds since 1970.
BEGUN, SEEN = "signed_in_at", "seen_at"
#: The part of the resting time after which a session that is in use is written anew.
WRITTEN_EVERY = 24


def begun(request, **_signal) -> None:
    """Set the limits of the session that has just begun; listens to every way of signing in."""
    request.session[BEGUN] = timezone.now().timestamp()
    _extend(request.session, request.session[BEGUN])


def in_use(session) -> None:
    """Move the end of a session that is used; it is written every few minutes at most."""
    now = timezone.now().timestamp()
    if BEGUN in session and now - session.get(SEEN, 0) >= _every().total_seconds():
        _extend(session, now)


def end_all(user) -> None:
    """End every session of the account, wherever it is signed in."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])


def _extend(session, now: float) -> None:
    left = session[BEGUN] + settings.SESSION_LONGEST.total_seconds() - now
    session[SEEN] = now
    # The session store itself refuses a session past its end.
    session.set_expiry(max(1, int(min(left, settings.SESSION_IDLE.total_seconds()))))


def _every() -> timedelta:
    return settings.SESSION_IDLE / WRITTEN_EVERY
