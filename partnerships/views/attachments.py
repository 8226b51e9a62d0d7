"""Hands out one attached file, to whom its record and its own level let see it."""

from csp.constants import NONE
from csp.decorators import csp
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from partnerships.exports.taken import log_export
from partnerships.models import Attachment
from partnerships.services.files import keeping


@require_safe
@csp({"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": [True]})  # type: ignore[arg-type]
def attachment(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to be saved and never shown in the site's name; 404 alike if hidden or missing."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), token=key)
    response: HttpResponseBase = _head(found) if request.method == "HEAD" else _body(found)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    log_export("attachments", found.kind, None, request, query=f"record={found.record.key}")
    return response


def _head(found) -> HttpResponse:
    return HttpResponse(content_type=found.media_type, headers={"Content-Length": found.size})


def _body(found) -> FileResponse:
    file = keeping.opened(found)
    if file is None:
        raise Http404
    return FileResponse(file, content_type=found.media_type)
