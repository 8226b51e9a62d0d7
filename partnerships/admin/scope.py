"""Who may do what in the admin: querysets, choices and rights begin at the record's own rule."""

from functools import partial

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects

from partnerships.admin.autocomplete import LinkSelect, LinksField, LinksSelect
from partnerships.admin.deleting import NamesWhatIsSeen
from partnerships.admin.fields import DayBox
from partnerships.admin.lists import SafeLookups
from partnerships.admin.row_limits import LimitsRows
from partnerships.models.visibility import is_administrator, may_add, may_enter_admin


class ScopedChoices:
    """Choices of links are what the user may see, found by typing; never a giant select."""

    formfield_overrides = {
        models.DateField: {"form_class": DayBox},
        models.TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"class": "vTime"})},
        models.URLField: {"form_class": partial(forms.URLField, assume_scheme="https")},
    }

    def get_autocomplete_fields(self, request):
        return [
            field.name
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if field.is_relation and self.admin_site.is_registered(_target(field))
        ]

    def formfield_for_foreignkey(self, db_field, request, **options):
        options["queryset"] = self._choices(db_field, request)
        self._complete(LinkSelect, db_field, request, options)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field, request, **options):
        options["queryset"] = self._choices(db_field, request)
        self._complete(LinksSelect, db_field, request, options)
        options.setdefault("form_class", LinksField)
        return super().formfield_for_manytomany(db_field, request, **options)

    def _complete(self, box, db_field, request, options):
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", box(db_field, self.admin_site))

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.is_relation and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def _choices(self, db_field, request):
        """What the target's own admin lists for the user; an unregistered target offers nothing."""
        target = _target(db_field)
        if not self.admin_site.is_registered(target):
            return target._default_manager.none()
        return self.admin_site.get_model_admin(target).get_queryset(request)


def _target(field):
    return field.remote_field.model


class ScopedAdmin(LimitsRows, NamesWhatIsSeen, ScopedChoices, SafeLookups, admin.ModelAdmin):
    """Rights of one model. A right without a record never means the right to every record."""

    #: Links that `str()` of a record follows.
    named_by: tuple[str, ...] = ()
    #: Links that a line of the list shows, as far as the user may see them.
    list_links: tuple[str, ...] = ()
    list_per_page = 50
    list_max_show_all = 200
    show_facets = admin.ShowFacets.NEVER

    def visible(self, user):
        return self.model._default_manager.visible_to(user)

    def editable(self, user):
        return self.model._default_manager.editable_by(user)

    def get_queryset(self, request):
        found = self.visible(request.user)
        if self.named_by:  # without a name, Django would follow every link
            found = found.select_related(*self.named_by)
        ordering = self.get_ordering(request)
        return found.order_by(*ordering) if ordering else found

    def get_object(self, request, object_id, from_field=None):
        """The record; for one who may only read it, with its links as far as they may be seen.

        An empty `_to_field` in the address, which Django takes for the name of a field, is none.
        """
        record = super().get_object(request, object_id, from_field or None)
        if record is not None and not self.has_change_permission(request, record):
            prefetch_related_objects([record], *self._visible_links(request.user))
        return record

    def _visible_links(self, user):
        for field in (*self.opts.fields, *self.opts.many_to_many):
            rows = _target(field)._default_manager.all() if field.is_relation else None
            if hasattr(rows, "for_reading"):
                yield Prefetch(field.name, rows.visible_to(user).for_reading())

    def has_module_permission(self, request):
        return may_enter_admin(request.user)

    def has_view_permission(self, request, obj=None):
        if not may_enter_admin(request.user):
            return False
        return obj is None or self._holds(request, obj, "view", self.visible)

    def has_change_permission(self, request, obj=None):
        return may_enter_admin(request.user) and self._holds(request, obj, "change", self.editable)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request):
        return may_add(request.user)

    def _holds(self, request, obj, right, rows) -> bool:
        """Whether the queryset of the right holds the record, or any where none is named.

        Asked once a request: Django asks the same for every row and button.
        """
        if obj is None and is_administrator(request.user):
            return True
        asked = request.__dict__.setdefault("admin_rights", {})
        key = (self.model, right, obj and obj.pk)
        if key not in asked:
            found = rows(request.user)
            asked[key] = (found if obj is None else found.filter(pk=obj.pk)).exists()
        return asked[key]


class AdministratorsAdmin(ScopedAdmin):
    """Accounts, offices and the house's books: for administrators alone."""

    def visible(self, user):
        rows = self.model._default_manager.all()
        return rows if is_administrator(user) else rows.none()

    editable = visible

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def has_module_permission(self, request):
        return self.has_add_permission(request)

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)


class ReadOnlyAdmin(AdministratorsAdmin):
    """Books that the site keeps itself."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
