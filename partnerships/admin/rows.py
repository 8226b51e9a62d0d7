"""Inline rows of records: parties, stops, people, citations, figures and their like."""

from django.contrib.admin.options import StackedInline, TabularInline
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.contenttypes.admin import GenericStackedInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy

from partnerships.admin.autocomplete import RowSelect, share_names
from partnerships.admin.filling import filled_rows
from partnerships.admin.forms import RowForm, with_date_boxes
from partnerships.admin.row_limits import MOST_NEW_ROWS
from partnerships.admin.scope import ScopedChoices

#: Loaded in this order: the last moves what the one before it has made.
SCRIPTS = ["admin/js/jquery.init.js", "admin/js/inlines.js", "partnerships/js/admin-rows.js"]


class RowsTogether:
    """What is asked of the rows together; a formset of either kind of relation."""

    default_error_messages = {
        "too_many_forms": gettext_lazy(
            "Nothing was saved: a form takes at most %(num)d new rows at once. Save with "
            "fewer and add the others afterwards."
        )
    }
    #: What is told when no row is filled in; "" where a record may have none.
    one_needed = ""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        share_names(self)

    def filled(self) -> list:
        """The forms of rows that will stand after the save, those with errors included."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        return [form for form in kept if form.instance.pk or form.has_changed()]

    def validate_unique(self):
        """Tell a repeated row at its own field; the database is asked by the save alone.

        Django asks row by row, and so refuses a party that moves to a row freed in the same save.
        """
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self._tell_repeated(constraint)

    def _tell_repeated(self, constraint):
        seen = set()
        for form in self.filled():
            names = [name for name in constraint.fields if name in form.fields]
            own = [name for name in names if name != getattr(self, "fk_name", "")]
            values = tuple(form.cleaned_data.get(name) for name in own)
            if not own or any(value in (None, "") for value in values):
                continue
            if values in seen:
                form.add_error(own[-1], constraint.get_violation_error_message())
            seen.add(values)

    def clean(self):
        super().clean()
        if self.one_needed and not self.filled():
            raise ValidationError(self.one_needed)

    def save_existing_objects(self, commit=True):
        """Remove rows before the others are written, so that one may take a removed one's place."""
        gone = [form.instance for form in self.deleted_forms if form.instance.pk]
        for row in gone:
            self.delete_existing(row, commit=commit)
        saved = super().save_existing_objects(commit)
        self.deleted_objects += gone
        return saved


class RowFormSet(RowsTogether, BaseInlineFormSet):
    @property
    def fk_name(self):
        return self.fk.name


class GenericRowFormSet(RowsTogether, BaseGenericInlineFormSet):
    pass


class RowsAdmin(ScopedChoices):
    """Rights, choices and queries of inline rows: those of the record they belong to."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    max_num = MOST_NEW_ROWS
    #: Rows offered empty on the form of a new record.
    extra_when_new = 0
    #: Links that `str()` of a row follows.
    named_by: tuple[str, ...] = ()
    one_needed = ""
    formfield_overrides = {
        **ScopedChoices.formfield_overrides,
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})},
    }

    def __init__(self, parent_model, admin_site):
        super().__init__(parent_model, admin_site)
        self.form = with_date_boxes(self.model, self.form)

    def get_extra(self, request, obj=None, **options):
        filled = filled_rows(request, self)
        if filled is not None:
            return len(filled)
        return self.extra if obj else self.extra_when_new

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.one_needed = self.one_needed
        return formset

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = RowSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name.endswith("_text"):
            field.help_text = ""  # said once on the form, not in every row
        if db_field.is_relation and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def _owner(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        return self._owner().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        owner = self._owner()
        if obj is None or obj.pk is None:
            return owner.has_add_permission(request)
        return owner.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        rows = self.model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        return rows.select_related(*self.named_by) if self.named_by else rows


class RowsInTable(RowsAdmin, TabularInline):
    pass


class RowsInBlocks(RowsAdmin, StackedInline):
    class Media:
        js = SCRIPTS


class GenericRowsInBlocks(RowsAdmin, GenericStackedInline):
    formset = GenericRowFormSet

    class Media:
        js = SCRIPTS
