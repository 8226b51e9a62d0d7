"""What the boxes of a form hold, as a browser posts it: to compare three forms and to mix them."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext as _

#: What is posted under one name.
Values = list[str]


def box_names(form) -> Iterator[str]:
    """The fields of a form that a person fills in."""
    for name, field in form.fields.items():
        own = name in ("reason", "expected_version", "DELETE", "id")
        if not (own or field.disabled or isinstance(field, InlineForeignKeyField)):
            yield name


def shown(form, name) -> Values:
    """What an unbound form shows in a box, as it would be posted."""
    widget, value = widget_of(form, name), form[name].value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    formatted = widget.format_value(value)
    if isinstance(formatted, list | tuple):
        return [str(item) for item in formatted if item is not None]
    return ["" if formatted is None else str(formatted)]


def differs(form, name, values: Values) -> bool:
    """Whether posting `values` would change what the unbound form holds in this box."""
    field = form.fields[name]
    initial = form.get_initial_for_field(field, name)
    posted = _read(widget_of(form, name), values)
    if isinstance(posted, str):
        posted, initial = _plain(posted), _plain(initial)
    return field.has_changed(initial, posted)


def in_words(form, name, values: Values) -> str:
    """What a reader would see chosen or written; "" for an empty box."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        keys = [value for value in values if value.isascii() and value.isdigit()]
        return ", ".join(str(record) for record in field.queryset.filter(pk__in=keys))
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return _("yes") if values else _("no")
    choices = getattr(widget_of(form, name), "choices", None)
    if choices:
        labels = {str(value): str(label) for value, label in _flat(choices)}
        return ", ".join(labels.get(value, value) for value in values)
    return ", ".join(values)


def row_words(row) -> str:
    """What a stored or earlier row calls itself; its kind where what it names is gone."""
    try:
        return str(row)
    except ObjectDoesNotExist:
        return str(row._meta.verbose_name)


def widget_of(form, name):
    """The widget that draws the box itself."""
    widget = form.fields[name].widget
    return getattr(widget, "widget", widget)  # Django wraps links in one with buttons


def _read(widget, values: Values):
    """What the widget makes of what was posted under its name."""
    if isinstance(widget, forms.CheckboxInput):
        return bool(values)
    if getattr(widget, "allow_multiple_selected", False):
        return values
    if isinstance(widget, forms.NullBooleanSelect):
        return widget.value_from_datadict({"x": values[0] if values else ""}, {}, "x")
    return values[0] if values else ""


def _plain(value):
    """Browsers post line ends as CR LF, and spaces around a text do not count."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
