"""Who sees a record, in the admin: a column of every list, and the words on every form."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, ngettext

from partnerships.services.audience import accounts_of, audience_of, full_badge, short_badge
from partnerships.services.ownership import level_of_new, may_decide


class SeenByShown:
    """The column stands where the class lists "visibility"; the words on top of that section."""

    def get_list_display(self, request):
        column = _column(request.today)
        return [
            column if name == "visibility" else name for name in super().get_list_display(request)
        ]

    def get_changeform_initial_data(self, request):
        """A new record begins with the level that the office of its writer has for them."""
        return {
            "visibility": level_of_new(request.user),
            **super().get_changeform_initial_data(request),
        }

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        stored = obj
        if request.method == "POST" and obj is not None:  # a refused form has changed `obj`
            stored = self.model.objects.visible_to(request.user).filter(pk=obj.pk).first()
        if change and stored is not None:
            context["seen_by"] = _told(request, stored)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _column(today):
    @admin.display(description=gettext_lazy("who sees it"), ordering="visibility")
    def seen_by(record):
        return _badge(short_badge(record, today))

    return seen_by


def _badge(badge) -> str:
    return render_to_string("partnerships/components/badge.html", {**badge, "bare": True})


def _told(request, record) -> dict:
    """All offices by name; who decides about the record is told how many accounts they are."""
    audience = audience_of(record, request.user, request.today)
    told = {"badge": full_badge(audience, most=None), "accounts": ""}
    if audience.offices and may_decide(record, request.user):
        number = accounts_of(audience.offices)
        words = ngettext(
            "%(number)d account of these offices", "%(number)d accounts of these offices", number
        )
        told["accounts"] = words % {"number": number}
    return told
