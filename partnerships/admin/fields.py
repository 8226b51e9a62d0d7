"""Form fields of the admin: a partial date in one box, a day, a version."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.dates import MAX_LENGTH, DateError, PartialDate, Precision, parse


class PartialDateBox(forms.CharField):
    """One text box for a partial date; shows it as entered, else in the form files carry."""

    def __init__(self, **options):
        options.setdefault("widget", AdminTextInputWidget(attrs={"class": "vPartialDate"}))
        super().__init__(max_length=MAX_LENGTH, required=False, **options)

    def prepare_value(self, value):
        if isinstance(value, PartialDate):
            return value.text or value.file_form()
        return value

    def clean(self, value) -> PartialDate:
        try:
            return parse(super().clean(value))
        except DateError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()


class DayInput(forms.DateInput):
    """Without Django's calendar, whose hints are longer than a day takes to type."""

    def __init__(self, attrs=None, format=None):  # noqa: A002 - Django's own name for it
        super().__init__({"class": "vPartialDate", **(attrs or {})}, format)


class DayBox(forms.DateField):
    """A day in the forms of a partial date, so that 03/04/2025 is refused and not guessed."""

    def __init__(self, **options):
        options["widget"] = DayInput(format="%Y-%m-%d")
        super().__init__(**options)

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            day = parse(value)
        except DateError as error:
            raise ValidationError(str(error)) from error
        if day.precision != Precision.DAY:
            raise ValidationError(_("Write a single day, such as 2025-08-30."))
        return day.earliest
