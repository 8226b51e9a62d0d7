"""`/sign-in/code/` asks for the second factor, `/account/security/set-up/` takes a phone for it."""

from base64 import b32encode
from binascii import unhexlify

import segno
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.signing_in import second_factor
from partnerships.views.account.pages import CodeForm, account_page, closed_frame

#: Where the key waits, in the session, for the first code made with it.
KEY = "second_factor_key"


class AccountPage(RedirectURLMixin, View):
    """A page for who has signed in; leads on to `next` where that is a page of this site."""

    http_method_names = ["get", "head", "post", "options"]
    next_page = "home"

    @method_decorator([never_cache, login_required])
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class CodeView(AccountPage):
    """Asks for the code that a session owes."""

    def get(self, request):
        if self._is_owed():
            return self._page(CodeForm())
        return HttpResponseRedirect(self.get_success_url())

    def post(self, request):
        if not self._is_owed():
            return HttpResponseRedirect(self.get_success_url())
        form = CodeForm(request.POST)
        if form.is_valid():
            if second_factor.accepts(request.user, form.cleaned_data["code"]):
                second_factor.passed(request)
                return HttpResponseRedirect(self.get_success_url())
            form.refuse(second_factor.wait_of(request.user))
            record_access(AccessKind.SIGN_IN_REFUSED, request, reason="The code does not hold.")
        return self._page(form)

    def _is_owed(self) -> bool:
        return second_factor.owed(self.request) == second_factor.CODE_PAGE

    def _page(self, form):
        context = {**closed_frame(self.request), "form": form, "next": self.get_redirect_url()}
        return account_page(self.request, "code", _("Your code"), **context)


class SetUpView(AccountPage):
    """Shows the key to a phone that has none yet, and takes it with the first code it makes."""

    next_page = "account_security"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and second_factor.is_on(request.user):
            return redirect("account_security")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page(CodeForm())

    def post(self, request):
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        codes = second_factor.switch_on(request.user, self._key(), form.cleaned_data["code"])
        if not codes:
            form.refuse()
            return self._page(form)
        del request.session[KEY]
        update_session_auth_hash(request, request.user)
        second_factor.passed(request)
        record_access(AccessKind.ACCOUNT, request, reason="Second factor set up.")
        return codes_page(request, codes, self.get_success_url())

    def _key(self) -> str:
        return self.request.session.setdefault(KEY, second_factor.new_key())

    def _page(self, form):
        key = self._key()
        device = second_factor.unsaved(self.request.user, key)
        letters = b32encode(unhexlify(key)).decode().rstrip("=")
        is_owed = second_factor.owed(self.request) == second_factor.SET_UP_PAGE
        return account_page(
            self.request,
            "set_up",
            _("Set up a second factor"),
            **(closed_frame(self.request) if is_owed else {}),
            form=form,
            is_owed=is_owed,
            next=self.get_redirect_url(),
            picture=picture_of(device.config_url),
            letters=[letters[start : start + 4] for start in range(0, len(letters), 4)],
        )


def codes_page(request, codes: list[str], leads_on: str):
    """The one time that the recovery codes are shown."""
    return account_page(
        request, "recovery_codes", _("Your recovery codes"), codes=codes, leads_on=leads_on
    )


def picture_of(text: str) -> dict:
    """A QR code as a path: one unit a square, `size` of them a side, its rim of four included."""
    rows = segno.make(text, error="m", micro=False).matrix
    dark = [
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    ]
    return {"size": len(rows) + 8, "path": "".join(dark)}
