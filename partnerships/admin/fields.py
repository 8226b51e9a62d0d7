"""Form fields of the admin: a partial date in one box, a day, a version."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.dates import (
    MAX_LENGTH,
    DateError,
    PartialDate,
    Precision,
    parse,
    understood_as,
)


def reading_of(text: str, *, single_day: bool = False) -> tuple[bool, str]:
    """(understood, what the date is taken for), or (False, why it is refused)."""
    box = DayBox(required=False) if single_day else PartialDateBox()
    try:
        read = box.clean(text)
    except ValidationError as refusal:
        return False, " ".join(refusal.messages)
    if single_day:
        read = PartialDate(read, read, Precision.DAY, text) if read else PartialDate.unknown()
    return True, understood_as(read)


class EchoedInput:
    """A box that says under it what it understood; admin-dates.js says so while one types.

    What is refused is told as an error of the form, so without script the echo keeps silent then.
    """

    single_day = False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        drawn = context["widget"]["attrs"]
        described = [drawn.get("aria-describedby", ""), f"{drawn.get('id', name)}_echo"]
        drawn["aria-describedby"] = " ".join(filter(None, described))
        drawn["data-reader"] = reverse("admin:read_date") + ("?day=1" if self.single_day else "")
        return context

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        understood, words = reading_of(self.format_value(value) or "", single_day=self.single_day)
        echo = format_html(
            '<span class="date-box__echo" id="{}_echo" aria-live="polite">{}</span>',
            (attrs or {}).get("id", name),
            words if understood else "",
        )
        return format_html('<span class="date-box">{}{}</span>', box, echo)


class PartialDateInput(EchoedInput, AdminTextInputWidget):
    def __init__(self, attrs=None):
        super().__init__({"class": "vPartialDate", "autocomplete": "off", **(attrs or {})})


class PartialDateBox(forms.CharField):
    """One text box for a partial date; shows it as entered, else in the form files carry."""

    def __init__(self, **options):
        options.setdefault("widget", PartialDateInput())
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


class DayInput(EchoedInput, forms.DateInput):
    """Without Django's calendar, whose hints are longer than a day takes to type."""

    single_day = True

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
