"""`/invitation/<token>/`: who was invited into an office makes an account, or joins with theirs.

The page is the same whether or not the address has an account, and so is the answer to its form.
"""

from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.models import User
from partnerships.models.access import AccessKind
from partnerships.services import inviting
from partnerships.services.access_log import record_access
from partnerships.text import validate_text
from partnerships.views.frame import frame


def _name(label, length):
    return forms.CharField(label=label, max_length=length, validators=[validate_text], strip=True)


class EnrolForm(SetPasswordForm):
    """Name, language and a password; made for an account that is not stored yet."""

    first_name = _name(gettext_lazy("First name"), 150)
    last_name = _name(gettext_lazy("Last name"), 150)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    field_order = ("first_name", "last_name", "language", "new_password1", "new_password2")

    @property
    def account(self) -> User:
        values = self.cleaned_data
        for name in ("first_name", "last_name", "language"):
            setattr(self.user, name, values[name])
        return self.user


@method_decorator(login_not_required, name="dispatch")
class InvitationView(View):
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request, token):
        try:
            self.invitation = inviting.opened_by(token)
            response = super().dispatch(request)
        except inviting.NotOpen:
            response = self._closed(request)
        response["Cache-Control"] = "private, no-store"
        return response

    def get(self, request):
        return self._page(self._form(initial={"language": get_language()}))

    def post(self, request):
        if request.user.is_authenticated:
            return self._join(request)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form)
        account = form.account
        try:
            made = inviting.enrol(self.invitation, account, form.cleaned_data["new_password1"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self._page(form)
        if made:
            self._note(request, account, "made an account")
        return self._go_on(request)

    def _join(self, request):
        if not inviting.is_for(self.invitation, request.user):
            return self._page(None, status=HTTPStatus.FORBIDDEN)
        inviting.join(self.invitation, request.user)
        self._note(request, request.user, "joined")
        told = _("You are a member of %(office)s now.") % {"office": self.invitation.office}
        messages.success(request, told)
        return redirect("home")

    def _note(self, request, account, done):
        office, by = self.invitation.office, self.invitation.by
        told = f"{done} by invitation of {by} into {office} as {self.invitation.role}"
        record_access(AccessKind.ACCOUNT, request, user=account, reason=told)

    def _go_on(self, request):
        """The same whether an account was made or the address had one."""
        told = _(
            "Sign in with %(name)s to go on. If you had an account before, its password has not "
            "changed: sign in and open the link once more."
        )
        messages.info(request, told % {"name": inviting.name_for(self.invitation.email)})
        return redirect("sign_in")

    def _form(self, *args, **options):
        name = inviting.name_for(self.invitation.email)
        account = User(username=name, email=self.invitation.email)
        return EnrolForm(account, *args, **options)

    def _page(self, form, status=HTTPStatus.OK):
        context = {
            **frame(self.request),
            "page_title": _("Invitation"),
            "invitation": self.invitation,
            "is_for_user": inviting.is_for(self.invitation, self.request.user),
            "form": form,
            "sign_in_url": f"{reverse('sign_in')}?next={self.request.path}",
        }
        return render(self.request, "partnerships/invitation.html", context, status=status)

    def _closed(self, request):
        """Unknown, used, run out or taken back: which one is not said."""
        context = {**frame(request), "page_title": _("This invitation does not hold")}
        status = HTTPStatus.NOT_FOUND
        return render(request, "partnerships/invitation_closed.html", context, status=status)
