"""Signing in and out on the site itself; officials who read have no business in the admin."""

from django.conf import settings
from django.contrib.auth.views import LoginView

from partnerships.services.signing_in.forms import SignInForm
from partnerships.views.frame import frame


class SignInView(LoginView):
    template_name = "partnerships/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        context = {**frame(self.request), **super().get_context_data(**kwargs)}
        return context | {
            "provider": settings.OPENID_PROVIDER,
            "sends_mail": settings.SENDS_MAIL,
        }
