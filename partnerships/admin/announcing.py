"""The boxes that ask who announced a planned visit, on forms that may make one public."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.fields import DayBox
from partnerships.services import announcing
from partnerships.text import validate_text

BOXES = ("announced_by", "announced_on")


class AnnouncedForm(forms.Form):
    """Both boxes or neither; `announced` is the sentence that they make, "" for none."""

    announced_by = forms.CharField(
        label=gettext_lazy("Announced by"),
        required=False,
        max_length=200,
        validators=[validate_text],
        help_text=gettext_lazy(
            "Asked when a planned visit is made public and no release or article that announces "
            "it is cited. Kept in the history."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    announced_on = DayBox(label=gettext_lazy("Announced on"), required=False)

    def clean(self):
        cleaned = super().clean()
        by, on = self.cleaned_data.get("announced_by"), self.cleaned_data.get("announced_on")
        if by and not on and "announced_on" not in self.errors:
            message = _("Write the day on which it was announced.")
            self.add_error("announced_on", ValidationError(message))
        if on and not by and "announced_by" not in self.errors:
            self.add_error("announced_by", ValidationError(_("Write who announced it.")))
        return cleaned

    @property
    def announced(self) -> str:
        by, on = self.cleaned_data.get("announced_by"), self.cleaned_data.get("announced_on")
        return announcing.statement(by, on) if by and on else ""
