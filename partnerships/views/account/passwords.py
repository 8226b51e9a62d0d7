"""`/account/password/` changes a password, `/password-reset/` sends a link to who forgot theirs.

The answer to an address is the same whether or not an account has it, and comes as fast: the mail
is sent beside the request.
"""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.addresses import address_of, network_of
from partnerships.services.signing_in.throttling import RESETS, TooManyTries, begin
from partnerships.views.account.pages import account_page
from partnerships.views.frame import frame

logger = logging.getLogger("partnerships.accounts")


class ChangeForm(PasswordChangeForm):
    """Asks for the old password at the one door of all passwords, so that tries are counted."""

    request = None

    def clean_old_password(self):
        given = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=given) is None:
            wrong = self.error_messages["password_incorrect"]
            raise ValidationError(wrong, code="password_incorrect")
        return given


class PasswordView(views.PasswordChangeView):
    """Ends every other session of the account."""

    form_class = ChangeForm
    template_name = "partnerships/account/password.html"
    success_url = reverse_lazy("account_security")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form

    def get_context_data(self, **kwargs):
        page = {**frame(self.request), "page_title": _("Change your password")}
        return {**super().get_context_data(**kwargs), **page}

    def form_valid(self, form):
        answer = super().form_valid(form)
        record_access(AccessKind.ACCOUNT, self.request, reason="Password changed.")
        messages.success(self.request, _("Your password is changed."))
        return answer


class ResetForm(PasswordResetForm):
    """Mails in the language of the account, from the site's own address, beside the request."""

    def save(self, request, token_generator):
        """Send the links; too many asked for from one place, or for one address, send none."""
        email = self.cleaned_data["email"]
        try:
            begin(RESETS, email, network_of(address_of(request)))
        except TooManyTries:
            return
        mails = [_mail(user, token_generator) for user in self.get_users(email)]
        Thread(target=_send, args=[mails], daemon=True).start()


def _mail(user, tokens) -> EmailMessage:
    uid = urlsafe_base64_encode(str(user.pk).encode())
    with translation.override(user.language):
        path = reverse("password_reset_confirm", args=[uid, tokens.make_token(user)])
        site = settings.SETUHASHI_ADDRESS
        context = {"user": user, "address": f"{site}{path}", "site": site}
        body = render_to_string("partnerships/mail/password_reset.txt", context)
        return EmailMessage(_("Setuhashi: a new password"), body, to=[user.email])


def _send(mails) -> None:
    for mail in mails:
        try:
            mail.send()
        except (OSError, SMTPException, ValueError) as error:
            logger.warning("a link to reset a password was not mailed: %s", type(error).__name__)


@method_decorator(login_not_required, name="dispatch")
class _SendsMail(View):
    """Without mail there are no such pages, and no link leads to them."""

    def dispatch(self, request, *args, **kwargs):
        if not settings.SENDS_MAIL:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**frame(self.request), **super().get_context_data(**kwargs)}


class ResetView(_SendsMail, views.PasswordResetView):
    form_class = ResetForm
    template_name = "partnerships/account/password_reset.html"

    def form_valid(self, form):
        form.save(self.request, self.token_generator)
        return account_page(self.request, "password_reset_sent", _("Look into your mail"))


class NewPasswordView(_SendsMail, views.PasswordResetConfirmView):
    """The link of a mail: it holds once, for as long as `PASSWORD_RESET_TIMEOUT` says."""

    template_name = "partnerships/account/password_new.html"
    success_url = reverse_lazy("sign_in")

    def form_valid(self, form):
        answer = super().form_valid(form)
        name = self.user.get_username()
        told = "Password reset by mail."
        record_access(AccessKind.ACCOUNT, self.request, account=name, reason=told)
        messages.success(self.request, _("Your password is changed. Sign in with it."))
        return answer
