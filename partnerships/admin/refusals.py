"""Tells the access log of what the admin refused to somebody, in whatever form it was asked."""

from collections.abc import Iterator
from functools import wraps

from django.forms import BaseForm, ModelChoiceField
from django.utils.translation import gettext_noop

from partnerships.services.access_log import note_refusal
from partnerships.services.ownership import OUTSIDE_RIGHT

NO_WAY_IN = gettext_noop("The account may not enter the admin.")
NOT_TO_CHOOSE = gettext_noop("A form asked for what is outside the account's right.")


def noting_refusals(site, view):
    """The view; what it refuses by a form is noted, and that somebody may not enter at all."""

    @wraps(view)
    def noted(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated and not site.has_permission(request):
            note_refusal(request, NO_WAY_IN)
        elif request.method == "POST":
            names = sorted(set(_refused_boxes(getattr(response, "context_data", None) or {})))
            if names:
                note_refusal(request, NOT_TO_CHOOSE, ", ".join(names))
        return response

    return noted


def _refused_boxes(context) -> Iterator[str]:
    """The boxes that held what is not among the user's choices, or not for the user to say."""
    for form in _forms(context):
        for name, errors in form.errors.as_data().items():
            codes = {error.code for error in errors}
            is_link = isinstance(form.fields.get(name), ModelChoiceField)
            if OUTSIDE_RIGHT in codes or (is_link and "invalid_choice" in codes):
                yield form.add_prefix(name)


def _forms(context) -> Iterator[BaseForm]:
    edited = getattr(context.get("adminform"), "form", context.get("form"))
    if isinstance(edited, BaseForm) and edited.is_bound:
        yield edited
    for rows in context.get("inline_admin_formsets") or ():
        if rows.formset.is_bound:
            yield from rows.formset.forms
