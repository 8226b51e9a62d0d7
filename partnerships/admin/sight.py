"""Before who sees a record is changed: who gains and who loses sight of it, to be confirmed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.services.audience import (
    Audience,
    accounts_of,
    audience_of,
    full_badge,
    rows_beside,
    shift,
)
from partnerships.services.ownership import OWNING

#: Posted by the button that confirms; holds what was shown, so that another change is asked anew.
CONFIRMED = "sight_confirmed"


class AsksBeforeSightChanges:
    """The form comes back with everything typed and the change in words; its button saves it.

    It is asked last, when all else is right, and of the record as it would be: the save is done
    and taken back.
    """

    def save_related(self, request, form, formsets, change):
        if not change or not set(form.changed_data) & set(OWNING):
            super().save_related(request, form, formsets, change)
            return
        stored = self.model.objects.get(pk=form.instance.pk)
        before = audience_of(stored, request.user, request.today)
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            self._ask_about_sight(request, form.instance, before)

    def _ask_about_sight(self, request, record, before: Audience) -> None:
        token = f"{record.visibility}.{record.office_id}.{record.public_from}.{record.version}"
        if request.POST.get(CONFIRMED) == token:
            return
        after = audience_of(record, request.user, request.today)
        request.sight = {"token": token, **_in_words(record, before, after, request.user)}
        raise ValidationError(_("Nothing is saved yet: who sees the record is to be confirmed."))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["sight"] = getattr(request, "sight", None)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _in_words(record, before, after, user) -> dict:
    moved = shift(before, after)
    return {
        "before": full_badge(before, most=None),
        "after": full_badge(after, most=None),
        "gaining": _those(moved.gaining, moved.gaining_offices),
        "losing": _those(moved.losing, moved.losing_offices),
        "along": rows_beside(record, user),
    }


def _those(levels, offices) -> list[str]:
    lines = []
    if "visitors" in levels:
        lines.append(_("everybody, signed in or not"))
    elif "officials" in levels:
        lines.append(_("everybody who signs in"))
    if offices:
        number = accounts_of(offices)
        words = ngettext(
            "%(number)d account of %(offices)s", "%(number)d accounts of %(offices)s", number
        )
        names = ", ".join(office.name for office in offices)
        lines.append(words % {"number": number, "offices": names})
    return lines
