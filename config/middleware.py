"""What holds for every request: no NUL bytes, no caching of private pages, one date of today."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from partnerships.services import access_log
from partnerships.services.signing_in import second_factor, sessions

GetResponse = Callable[[HttpRequest], HttpResponse]

LARGEST = 2**63 - 1
URL_ENCODED = "application/x-www-form-urlencoded"


class RefuseNulMiddleware:
    """Answers 400 to a NUL byte in path, query, cookies or a URL-encoded form.

    No text may hold one, and PostgreSQL raises for it wherever it arrives. Forms with files are
    left to their fields, which refuse it by themselves. Nor is there a key as large as some are
    asked for: such an address names nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            sentence = gettext("The request holds a NUL character, which no text may contain.")
            return HttpResponseBadRequest(f"{sentence}\n", "text/plain; charset=utf-8")
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Answers 404 to a number in the address that no database counts to."""
        if any(isinstance(value, int) and value > LARGEST for value in view_kwargs.values()):
            raise Http404


def _holds_nul(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    texts = [request.path_info, query.replace("%00", "\0"), *request.COOKIES.values()]
    if any("\0" in text for text in texts):
        return True
    if request.method != "POST" or request.content_type != URL_ENCODED:
        return False
    return b"%00" in request.body or b"\0" in request.body


class PrivatePagesMiddleware:
    """Keeps pages and files made for a signed-in user out of every cache, the browser's too.

    Stands outside of what redirects; who asked is known once the request was answered.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The health check must answer without a database, so nobody is looked up for it.
        user = getattr(request, "user", None)
        if request.path != reverse("healthz") and user is not None and user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class SessionLimitsMiddleware:
    """Moves the end of a session that is in use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path != reverse("healthz"):
            sessions.in_use(request.session)
        return response


class AccessLogMiddleware:
    """Has the access log tell of refusals, and know the request while it is answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_before = access_log.asking.set(request)
        try:
            response = self.get_response(request)
            access_log.tell_refusal(request, _why_refused(request, response))
        finally:
            access_log.asking.reset(asked_before)
        return response


FORBIDDEN = gettext_noop("Not open to the account.")
TOO_MUCH = gettext_noop("Too much was asked for in a short time.")
POSTED_TO_NOTHING = gettext_noop("A form was sent to what is not there or not open.")


def _why_refused(request, response) -> str:
    status = response.status_code
    if status == HTTPStatus.NOT_FOUND and request.method == "POST":
        return POSTED_TO_NOTHING if request.user.is_authenticated else ""
    return {HTTPStatus.FORBIDDEN: FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS: TOO_MUCH}.get(status, "")


class VisitorsMiddleware(LoginRequiredMiddleware):
    """With SETUHASHI_PUBLIC=0, sends visitors to sign in; views marked otherwise stay open."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if settings.SETUHASHI_PUBLIC:
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SecondFactorMiddleware:
    """Lets who owes a code see nothing but the page that asks for it, on the admin's side too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        asked_for = request.resolver_match.view_name
        if asked_for == "healthz":  # answers without a database, so nobody is looked up
            return None
        owed = second_factor.owed(request)
        if not owed or asked_for in (owed, "sign_out", "admin:logout"):
            return None
        back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("home")
        return redirect_to_login(back, reverse(owed))


class TodayMiddleware:
    """Sets `request.today`, the one place where views learn the date."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = current_date()  # type: ignore[attr-defined]
        return self.get_response(request)


class CompressPagesMiddleware(GZipMiddleware):
    """Sends pages compressed, a tenth of their size; files go out as they are.

    Files stream in flat memory and some are packed by themselves. That pages show what was asked
    beside secrets gives nothing away: Django masks the token of a form anew for each answer, and
    pads what it compresses by a random length.
    """

    def process_response(self, request, response):
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


def current_date() -> date:
    """The date in SETUHASHI_TIME_ZONE, whatever zone the machine is in."""
    return timezone.localdate()
