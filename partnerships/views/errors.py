"""Pages that say why there is no other."""

from django.utils.translation import gettext_noop
from django.views.csrf import csrf_failure

from partnerships.services.access_log import note_refusal

FORGED = gettext_noop("A form came without the secret of its page, or from another site.")


def form_refused(request, reason=""):
    """Answers 403 where a form may have been sent by another site."""
    note_refusal(request, FORGED)
    return csrf_failure(request, reason)
