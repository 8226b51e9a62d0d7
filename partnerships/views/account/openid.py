"""`/sign-in/openid/` leads to the provider of the settings, and its `callback/` back from there."""

from functools import lru_cache

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from joserfc.errors import JoseError
from requests import RequestException

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.signing_in import openid

#: Where the page to go on to waits, in the session, while somebody is at the provider.
NEXT = "openid_next"
#: Seconds to wait for each answer of the provider.
TIMEOUT = 10
#: What goes wrong between us and a provider: it does not answer, or not in its own terms.
FAILURES = (OAuthError, JoseError, RequestException, RuntimeError, ValueError, KeyError)


@never_cache
@login_not_required
@require_GET
def start(request):
    client = _client()
    request.session[NEXT] = _safe(request, request.GET.get("next", ""))
    try:
        return client.authorize_redirect(request, _callback_address())
    except FAILURES as failure:
        return _refused(request, f"OpenID Connect: {type(failure).__name__}.")


@never_cache
@login_not_required
@require_GET
def callback(request):
    """The provider sends people back here; nothing it puts into the address is believed."""
    client, provider = _client(), settings.OPENID_PROVIDER
    leads_on = _safe(request, request.session.pop(NEXT, ""))
    try:
        claims = _claims(client, provider, request)
    except FAILURES as failure:
        return _refused(request, f"OpenID Connect: {type(failure).__name__}.")
    try:
        user = openid.account_of(provider.issuer, claims)
    except openid.NoAccount as reason:
        return _refused(request, str(reason))
    openid.sign_in(request, user, claims, provider.second_factors)
    return HttpResponseRedirect(leads_on)


def _claims(client, provider, request) -> dict:
    """What the provider says of who signed in, for us and just now; checked."""
    options = {
        "iss": {"essential": True, "values": [provider.issuer]},
        "aud": {"essential": True, "values": [provider.client]},
    }
    token = client.authorize_access_token(request, claims_options=options)
    claims = dict(token["userinfo"])
    if "email" not in claims and client.server_metadata.get("userinfo_endpoint"):
        more = dict(client.userinfo(token=token))
        if more.get("sub") == claims["sub"]:
            claims = {**more, **claims}
    return claims


def _client():
    if settings.OPENID_PROVIDER is None:
        raise Http404
    return _client_of(settings.OPENID_PROVIDER)


@lru_cache(maxsize=1)
def _client_of(provider):
    """Finds the provider's addresses and keys when first asked, and keeps them."""
    return OAuth().register(
        "openid",
        client_id=provider.client,
        client_secret=provider.secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )


def _callback_address() -> str:
    return f"{settings.SETUHASHI_ADDRESS}{reverse('openid_callback')}"


def _safe(request, address: str) -> str:
    """The address, if it is a page of this site; else the home page."""
    hosts, secure = {request.get_host()}, request.is_secure()
    if address and url_has_allowed_host_and_scheme(address, hosts, require_https=secure):
        return address
    return reverse("home")


def _refused(request, reason: str):
    record_access(AccessKind.SIGN_IN_REFUSED, request, reason=reason)
    told = _(
        "Nobody was signed in: the provider did not answer, or no account here belongs to you. "
        "Try again, sign in with your password, or ask an administrator."
    )
    messages.error(request, told)
    return redirect("sign_in")
