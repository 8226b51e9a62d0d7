"""The form at every door where a name and a password are asked."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Django's, with one answer to every failure: it tells nobody which accounts there are."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "Nobody was signed in. Check the username and the password; both mind capital letters. "
            "After several wrong tries every try is refused for 15 minutes."
        ),
    }
