"""Rows that belong to an office of their own: figures, follow-ups and notes of a record."""

from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.admin.forms import is_posted_otherwise
from partnerships.admin.rows import GenericRowFormSet, RowFormSet
from partnerships.models import Office
from partnerships.models.visibility import is_administrator
from partnerships.services import ownership


class OfficeRowForm:
    """A row is its writer's office's, unless another that they write for is chosen."""

    #: Whether it is shown, but not changed: another office's.
    is_kept = False
    #: Its boxes that were posted with something else all the same; no browser sends them.
    crafted: tuple[str, ...] = ()

    def __init__(self, *args, record=None, user=None, **options):
        super().__init__(*args, **options)
        self.record, self.user = record, user

    def keep(self):
        """Leave the row as it is."""
        self.is_kept = self.empty_permitted = True
        boxes = {name: field for name, field in self.fields.items() if name != "id"}
        self.crafted = tuple(name for name, box in boxes.items() if self._is_crafted(name, box))
        for name, field in self.fields.items():
            field.disabled = name != "id"

    def _is_crafted(self, name, box) -> bool:
        if isinstance(box, InlineForeignKeyField) or not self.is_bound:
            return False
        return is_posted_otherwise(self, name, box, self.get_initial_for_field(box, name))

    def clean(self):
        cleaned = super().clean()
        is_new = self.instance.pk is None
        if is_new and not cleaned.get("office"):
            cleaned["office"] = self.own_office()
        elif (is_new or "office" in self.changed_data) and "office" not in self.errors:
            office = cleaned.get("office")
            if not ownership.may_write_for(office and office.pk, self.user):
                told = ownership.not_yours()
                self.add_error("office", ValidationError(told, code=ownership.OUTSIDE_RIGHT))
        return cleaned

    def own_office(self) -> Office | None:
        """The office of a new row for which none is chosen."""
        office = ownership.first_office(self.user, self.record.office_id)
        return Office.objects.filter(pk=office).first()


class KeepsOthersRows:
    """Rows of other offices are shown, as far as they are open, and stay as they are."""

    user = None

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "record": self.instance, "user": self.user}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk in self._kept:
            form.keep()

    def clean(self):
        super().clean()
        for form in self.forms:
            for name in form.crafted[:1]:
                told = _("This row is another office's; it stays as it is.")
                form.add_error(name, ValidationError(told, code=ownership.OUTSIDE_RIGHT))

    @cached_property
    def _kept(self) -> set[int]:
        """Keys of the rows that the user may not change."""
        keys = {row.pk for row in self.get_queryset()}
        if not keys or is_administrator(self.user):
            return set()
        own = self.model._default_manager.editable_by(self.user).filter(pk__in=keys)
        return keys - set(own.values_list("pk", flat=True))


class OfficeRowFormSet(KeepsOthersRows, GenericRowFormSet):
    pass


class OwnRowFormSet(KeepsOthersRows, RowFormSet):
    """The same for rows of one kind of record."""


class OfficeRows:
    """Tells the rows of an office who writes them; stands before the kind of rows."""

    formset = OfficeRowFormSet

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.user = request.user
        return formset
