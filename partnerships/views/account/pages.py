"""What the pages of an account share: the frame, the form's look, and who hears of a change."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from partnerships.views.frame import frame


class CodeForm(forms.Form):
    """A code of the app, or where `recovery` a recovery code too."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def refuse(self, wait: int = 0) -> None:
        """Say that the code does not hold; why is not said, but a wait of more than a minute is."""
        self.add_error(
            "code",
            _(
                "This code does not hold: it is mistyped, was used already, or has run out. After "
                "a wrong one every code is refused for a while, longer each time."
            ),
        )
        if wait > 1:
            told = _("Wait %(minutes)d minutes before the next code of your phone.")
            self.add_error("code", told % {"minutes": wait})


def account_page(request, name: str, title, **context):
    """The page of the template `name` in the site's frame."""
    context = {**frame(request), "page_title": title, **context}
    return render(request, f"partnerships/account/{name}.html", context)


def closed_frame(request) -> dict:
    """The frame where nothing else is open yet: without ways that would only lead back."""
    return {"navigation": [], "account_links": [], "is_halfway": True}
