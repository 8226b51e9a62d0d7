"""Sub-parties on the form of their mission: those there are, and rows to add more."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.autocomplete import RowSelect
from partnerships.admin.forms import RowForm
from partnerships.admin.rows import RowFormSet, RowsInBlocks
from partnerships.metrics.headcounts import headcount_of
from partnerships.models import Delegation, DelegationParty
from partnerships.services.sub_parties import add_sub_party
from partnerships.tables.base import state_badge


class SubPartyForm(RowForm):
    lead = forms.ModelChoiceField(Delegation.objects.none(), label=gettext_lazy("led by"))


class SubPartyFormSet(RowFormSet):
    """Its rows become delegations of their own, each saved after the mission with its history."""

    def save(self, commit=True):
        """Nothing yet; see `add_to`."""
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []

    def add_to(self, mission, by) -> list[Delegation]:
        return [self._add(mission, form, by) for form in self.filled()]

    def _add(self, mission, form, by):
        row, lead = form.instance, form.cleaned_data["lead"]
        try:
            return add_sub_party(
                mission, row.title, lead, headcount=row.headcount, days=(row.start, row.end), by=by
            )
        except ValidationError as refusal:
            told = _("The sub-party “%(title)s” cannot be added: %(why)s")
            words = {"title": row.title, "why": " ".join(refusal.messages)}
            raise ValidationError(told % words) from refusal


class SubPartyRows(RowsInBlocks):
    model = Delegation
    fk_name = "parent"
    form = SubPartyForm
    formset = SubPartyFormSet
    fields = [("title", "lead", "headcount_number"), ("headcount_basis", "start", "end")]
    template = "admin/partnerships/sub_parties.html"
    verbose_name = gettext_lazy("sub-party")
    verbose_name_plural = gettext_lazy("sub-parties to add")

    def get_queryset(self, request):
        """Those there are have forms of their own and are listed above the rows."""
        return super().get_queryset(request).none()

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        boxes = formset.form.base_fields
        if "lead" in boxes:
            party = DelegationParty._meta.get_field("organisation")
            boxes["lead"] = forms.ModelChoiceField(
                self._choices(party, request),
                label=boxes["lead"].label,
                widget=RowSelect(party, self.admin_site),
            )
            boxes["end"].help_text = ""
        formset.listed = staticmethod(lambda: listed(obj, request))
        return formset


def listed(mission, request) -> dict | None:
    """The sub-parties that the user may see, with the head-counts beside the stated total."""
    if mission is None or mission.pk is None:
        return None
    parts = mission.sub_parties.visible_to(request.user).prefetch_visible(request.user, "parties")
    parts = list(parts.order_by("reference_year", "reference_number"))
    count = headcount_of(mission, parts)
    lines = [
        {
            "record": part,
            "state": state_badge(part, request.today)["text"],
            "lead": ", ".join(str(row) for row in part.senders),
            "headcount": part.headcount.display(),
        }
        for part in parts
    ]
    return {"lines": lines, "count": count, "total": mission.headcount.display()}


class SubPartiesAdded:
    """A mission saved together with the sub-parties that its form names: all of it or nothing."""

    def get_sections(self, request, obj=None):
        """A sub-party has none of its own."""
        sections = super().get_sections(request, obj)
        if obj is None or not obj.parent_id:
            return sections
        return tuple(part.without(SubPartyRows) for part in sections)

    def save_related(self, request, form, formsets, change):
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            request.sub_parties = [
                part
                for formset in formsets
                if isinstance(formset, SubPartyFormSet)
                for part in formset.add_to(form.instance, request.user)
            ]
        request.was_changed = request.was_changed or bool(request.sub_parties)

    def told_after(self, request, record):
        told = super().told_after(request, record)
        parts = getattr(request, "sub_parties", [])
        if not parts:
            return told
        words = ngettext("Sub-party added: %(names)s.", "Sub-parties added: %(names)s.", len(parts))
        return [*told, words % {"names": ", ".join(map(str, parts))}]
