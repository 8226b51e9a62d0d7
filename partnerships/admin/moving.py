"""A person who moves to another post: one page that ends the old one and begins the new one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.autocomplete import LinkSelect
from partnerships.admin.fields import PartialDateBox
from partnerships.models import Holding, Post
from partnerships.services.moving import is_open, move
from partnerships.services.records import StaleVersion
from partnerships.text import validate_text


class MoveForm(forms.Form):
    """The post that is left and until when; the next one and from when, if it is known."""

    holding = forms.ModelChoiceField(
        label=gettext_lazy("Post that is left"), queryset=Holding.objects.none(), empty_label=None
    )
    until = PartialDateBox(
        label=gettext_lazy("Until"), help_text=gettext_lazy("As far as known: a year will do.")
    )
    post = forms.ModelChoiceField(
        label=gettext_lazy("Next post"),
        queryset=Post.objects.none(),
        required=False,
        help_text=gettext_lazy("Left empty where the next one is not known."),
    )
    since = PartialDateBox(label=gettext_lazy("From"))
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=500,
        validators=[validate_text],
        help_text=gettext_lazy("One line for the history, such as “elected on 3 May”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    expected_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, person, held, posts, admin_site, **options):
        super().__init__(*args, **options)
        choices = Holding.objects.filter(pk__in=[row.pk for row in held]).for_reading()
        self.fields["holding"].queryset = choices
        self.fields["holding"].label_from_instance = lambda row: str(row.post)
        self.fields["post"].queryset = posts
        self.fields["post"].widget = LinkSelect(
            Holding._meta.get_field("post"), admin_site, choices=self.fields["post"].choices
        )
        self.fields["expected_version"].initial = person.version

    def clean(self):
        cleaned = super().clean()
        since = cleaned.get("since")
        if since and since.is_known and not cleaned.get("post") and "post" not in self.errors:
            self.add_error("post", _("Choose the post that begins then, or leave both empty."))
        return cleaned

    def onward(self):
        post = self.cleaned_data["post"]
        return (post, self.cleaned_data["since"]) if post else None

    def tell(self, refusal: ValidationError) -> None:
        told = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
        for name, errors in told.items():
            self.add_error(name if name in self.fields else None, errors)


def _held(person, user) -> list[Holding]:
    """The posts without an end on record, as far as `user` may see them."""
    return [row for row in person.holdings.visible_to(user).for_reading() if is_open(row)]


class MovingPage:
    """The page of a person who has moved."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("<path:object_id>/move/", view, name=name), *super().get_urls()]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        may = self.has_change_permission(request, record) and not record.is_anonymised
        if not may or not _held(record, request.user):
            return tools
        return [*tools, {"label": _("Has moved"), "url": self._page("move", record.pk)}]

    def move_view(self, request, object_id):
        person = self._visible_or_404(request, object_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        held = _held(person, request.user)
        if not held:
            told = _("No post of %(person)s is on record without an end; add one on the form.")
            self.message_user(request, told % {"person": person}, messages.WARNING)
            return HttpResponseRedirect(self._page("change", person.pk))
        posts = self.admin_site.get_model_admin(Post).get_queryset(request)
        given = {"person": person, "held": held, "posts": posts, "admin_site": self.admin_site}
        form = MoveForm(request.POST if request.method == "POST" else None, **given)
        if request.method == "POST" and form.is_valid() and self._move(request, person, form):
            return HttpResponseRedirect(self._page("change", person.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(person)s has moved") % {"person": person},
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": person,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/partnerships/move.html", context)

    def _move(self, request, person, form) -> bool:
        """Whether it was done; what was refused is told on the form."""
        values = form.cleaned_data
        try:
            move(
                person,
                values["holding"],
                values["until"],
                form.onward(),
                by=request.user,
                expected_version=values["expected_version"],
                reason=values["reason"],
            )
        except StaleVersion as refusal:
            form.add_error(None, str(refusal))
            return False
        except ValidationError as refusal:
            form.tell(refusal)
            return False
        told = _("The posts of %(person)s were changed; titles on records stay as they were then.")
        self.message_user(request, told % {"person": person}, messages.SUCCESS)
        return True
