"""Pages that say why there is no other."""

from http import HTTPStatus

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_noop
from django.views.csrf import csrf_failure

from partnerships.services.access_log import note_refusal

FORGED = gettext_noop("A form came without the secret of its page, or from another site.")


def form_refused(request, reason=""):
    """Answers 403 where a form may have been sent by another site."""
    note_refusal(request, FORGED)
    return csrf_failure(request, reason)


def server_error(request):
    """Answers 500 with the name of the request and nothing else that might fail again."""
    context = {"request_id": getattr(request, "request_id", "")}
    text = render_to_string("500.html", context)
    return HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR)
