"""`/account/security/`: how somebody signs in, and what they may change about it."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.signing_in import second_factor, sessions
from partnerships.views.account.pages import CodeForm, account_page
from partnerships.views.account.second_factor import AccountPage, codes_page


class SecurityView(AccountPage):
    """Each form posts what it is to `do`; what weakens the account asks for a code."""

    def get(self, request):
        return self._page()

    def post(self, request):
        do = {
            "end_sessions": self._end_sessions,
            "new_codes": self._new_codes,
            "switch_off": self._switch_off,
        }.get(request.POST.get("do", ""))
        return do() if do else HttpResponseBadRequest()

    def _end_sessions(self):
        sessions.end_all(self.request.user)
        update_session_auth_hash(self.request, self.request.user)
        self._noted("All other sessions ended.")
        messages.success(self.request, _("You are signed out everywhere else."))
        return redirect("account_security")

    def _new_codes(self):
        form = self._checked()
        if form.errors:
            return self._page(codes_form=form)
        self._noted("New recovery codes made.")
        codes = second_factor.new_recovery_codes(self.request.user)
        return codes_page(self.request, codes, reverse("account_security"))

    def _switch_off(self):
        form = self._checked()
        if form.errors:
            return self._page(off_form=form)
        second_factor.switch_off(self.request.user)
        self.request.session.pop(second_factor.STATE, None)
        update_session_auth_hash(self.request, self.request.user)
        self._noted("Second factor switched off.")
        messages.success(self.request, _("The second factor is switched off."))
        return redirect("account_security")

    def _checked(self) -> CodeForm:
        form = CodeForm(self.request.POST)
        if form.is_valid() and not second_factor.accepts(
            self.request.user, form.cleaned_data["code"]
        ):
            form.refuse(second_factor.wait_of(self.request.user))
            self._noted("The code does not hold.", AccessKind.REFUSAL)
        return form

    def _noted(self, reason, kind=AccessKind.ACCOUNT):
        record_access(kind, self.request, reason=reason)

    def _page(self, codes_form=None, off_form=None):
        user = self.request.user
        is_on = second_factor.is_on(user)
        return account_page(
            self.request,
            "security",
            _("Your account"),
            is_on=is_on,
            is_required=second_factor.is_required(user),
            codes_left=user.recovery_codes.count() if is_on else 0,
            codes_form=codes_form or CodeForm(auto_id="codes_%s"),
            off_form=off_form or CodeForm(auto_id="off_%s"),
        )
