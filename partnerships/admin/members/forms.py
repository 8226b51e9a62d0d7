"""What a lead writes to invite somebody, and chooses for a member."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from partnerships.choices import OfficeRole
from partnerships.models import Invitation
from partnerships.services import inviting


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=Invitation._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES
    )

    def __init__(self, *args, office, by, **options):
        super().__init__(*args, **options)
        roles = inviting.roles_to_give(office, by)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["language"].initial = get_language()


def roles_below(member, by) -> list[tuple[str, str]]:
    """The roles that `by` may give to a member; an administrator gives each."""
    given = OfficeRole if by.is_superuser else inviting.BELOW_LEAD
    return [(role.value, role.label) for role in given]
