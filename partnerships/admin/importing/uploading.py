"""The upload: which section, which file, what it may do, and why."""

from pathlib import Path

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.importing.sections import Importable
from partnerships.choices import ImportPolicy
from partnerships.services.importing.reading.limits import MIB, MOST_BYTES, MOST_ROWS
from partnerships.text import validate_text

EXTENSIONS = (".csv", ".xlsx")


class UploadForm(forms.Form):
    """`sections` are those into which the user may import."""

    section = forms.ChoiceField(label=gettext_lazy("What the file holds"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    policy = forms.ChoiceField(
        label=gettext_lazy("What the import may do"), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        validators=[validate_text],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Kept with every change; needed where a date, a status or a target's value changes."
        ),
    )

    def __init__(self, *args, sections: dict[str, Importable], **options):
        super().__init__(*args, **options)
        self.sections = sections
        self.fields["section"].choices = [
            ("", "---------"),
            *((slug, one.section.label) for slug, one in sections.items()),
        ]
        offered = {policy for one in sections.values() for policy in one.policies}
        order = (ImportPolicy.BOTH, ImportPolicy.UPDATE, ImportPolicy.CREATE)
        policies = [policy for policy in order if policy in offered]
        self.fields["policy"].choices = [(policy.value, policy.label) for policy in policies]
        self.fields["policy"].initial = policies[0].value if policies else ""
        self.fields["file"].help_text = _(
            "A .csv or .xlsx file of at most %(size)d MB and %(rows)s rows. The first sheet with a "
            "known header is read."
        ) % {"size": MOST_BYTES // MIB, "rows": f"{MOST_ROWS:,}"}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in EXTENSIONS:
            told = _("“%(name)s” is neither .csv nor .xlsx. Save the table as one of them.")
            raise forms.ValidationError(told % {"name": file.name[:100]})
        if file.size > MOST_BYTES:
            told = _("The file has %(size)d MB; at most %(most)d MB are read. Divide it.")
            size = -(-file.size // MIB)
            raise forms.ValidationError(told % {"size": size, "most": MOST_BYTES // MIB})
        return file

    def clean(self):
        values = super().clean()
        chosen = self.sections.get(values.get("section", ""))
        policy = values.get("policy")
        if chosen and policy and policy not in chosen.policies:
            accepted = ", ".join(str(ImportPolicy(one).label) for one in chosen.policies)
            told = _("Not for %(section)s; choose: %(policies)s.")
            words = {"section": chosen.section.label, "policies": accepted}
            self.add_error("policy", told % words)
        return values
