"""Anonymising a person in the admin: two pages that say what goes, what stays, and ask twice."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.base import site_address
from partnerships.admin.versions import in_words
from partnerships.models.visibility import is_administrator
from partnerships.services.anonymising import anonymise, named_in, printed_elsewhere
from partnerships.services.records import StaleVersion


class AnonymiseForm(forms.Form):
    """Posted twice: the second time with `sure`."""

    also_printed = forms.BooleanField(
        label=gettext_lazy("The names printed without a link, too"),
        required=False,
        help_text=gettext_lazy("Not set: they are taken for somebody else of that name."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"), required=False
    )
    expected_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AnonymisingPage:
    """The way to take a person's name out of the records and their history.

    For administrators alone: it reaches records of every office, and cannot be undone.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.anonymise_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_anonymise"
        return [path("<path:object_id>/anonymise/", view, name=name), *super().get_urls()]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not is_administrator(request.user) or record.is_anonymised:
            return tools
        return [*tools, {"label": _("Anonymise"), "url": self._page("anonymise", record.pk)}]

    def anonymise_view(self, request, object_id):
        person = self._visible_or_404(request, object_id)
        if not is_administrator(request.user):
            raise PermissionDenied
        posted = request.method == "POST"
        start = {"expected_version": person.version, "also_printed": True}
        form = AnonymiseForm(request.POST) if posted else AnonymiseForm(initial=start)
        asked_twice = posted and "asked" in request.POST
        if posted and form.is_valid() and asked_twice:
            if not form.cleaned_data["sure"]:
                form.add_error("sure", _("Tick this to go on, or leave the person as they are."))
            elif self._anonymise(request, person, form):
                return HttpResponseRedirect(self._page("change", person.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Anonymise %(person)s") % {"person": person},
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": person,
            "form": form,
            "second": posted and "expected_version" not in form.errors,
            "printed": [_printed(row) for row in printed_elsewhere(person, request.user)],
            "named_in": [
                {"text": str(record), "url": site_address(record)}
                for record in named_in(person, request.user)
            ],
        }
        return TemplateResponse(request, "admin/partnerships/anonymise.html", context)

    def _anonymise(self, request, person, form) -> bool:
        """Whether it was done; what was refused is told on the form."""
        values = form.cleaned_data
        try:
            anonymise(
                person,
                by=request.user,
                expected_version=values["expected_version"],
                also_printed=values["also_printed"],
            )
        except (StaleVersion, ValidationError) as refusal:
            form.add_error(None, in_words(refusal))
            return False
        self.message_user(request, _("The person is anonymised."), messages.SUCCESS)
        return True


def _printed(row) -> dict:
    record = next(
        getattr(row, name) for name in ("delegation", "event", "agreement") if hasattr(row, name)
    )
    return {"name": row.name, "text": str(record), "url": site_address(record)}
