"""Autocomplete boxes that look up keys alone; those of inline rows read all names in one query."""

import re

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField, Select
from django.utils.functional import cached_property

#: A key as forms write it, within what a database counts to.
KEY = re.compile(r"[0-9]{1,18}")


class KeysAlone:
    """Whatever else an address or a form holds names nothing; Django asks the database for it."""

    def optgroups(self, name, value, attr=None):
        kept = [key for key in value if not key or KEY.fullmatch(str(key))]
        return super().optgroups(name, kept, attr)


class LinkSelect(KeysAlone, AutocompleteSelect):
    """One record, found by typing."""


class LinksSelect(KeysAlone, AutocompleteSelectMultiple):
    """Any number of records, found by typing."""


class LinksField(ModelMultipleChoiceField):
    """Refuses what is no key before the database is asked, which counts no further."""

    def clean(self, value):
        for key in value or ():
            if not KEY.fullmatch(str(key)):
                told, code = self.error_messages["invalid_choice"], "invalid_choice"
                raise ValidationError(told, code=code, params={"value": key})
        return super().clean(value)


class RowSelect(LinkSelect):
    """Django's box asks for the name of its choice row by row; this one asks its formset once.

    `names` is set by the formset and shared by the boxes of one column.
    """

    names = None

    def optgroups(self, name, value, attr=None):
        if self.names is None:
            return super().optgroups(name, value, attr)
        chosen = [str(key) for key in value if key not in self.choices.field.empty_values]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for key in chosen:
            if key in self.names.by_key:
                label = self.names.by_key[key]
                options.append(self.create_option(name, key, label, {key}, len(options)))
        return [(None, options, 0)]


class NamedSelect(Select):
    """A list of few, the same in all rows, whose choices are named like those of `RowSelect`."""

    names = None


class Names:
    """Names of the records chosen in one column of a formset.

    A formset may name others in `also_named`, which are no records yet.
    """

    def __init__(self, formset, column):
        self.formset = formset
        self.column = column

    @cached_property
    def by_key(self) -> dict[str, str]:
        also = getattr(self.formset, "also_named", {})
        values = {str(form[self.column].value() or "") for form in self.formset.forms}
        keys = [value for value in values if KEY.fullmatch(value)]
        if not keys:
            return dict(also)
        choices = self.formset.form.base_fields[self.column].queryset
        return also | {str(record.pk): str(record) for record in choices.filter(pk__in=keys)}


def share_names(formset) -> None:
    """Let the boxes of each column of the formset read their names together."""
    for column, field in formset.form.base_fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, RowSelect | NamedSelect):
            widget.names = Names(formset, column)
