"""A source that is recorded with the record that rests on it: its boxes, and its citations."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.fields import PartialDateBox
from partnerships.admin.forms import DATES_AGAIN
from partnerships.admin.layout import section
from partnerships.choices import Language, SourceLevel
from partnerships.metrics.lookalikes import Sought, look_alikes
from partnerships.models import Source
from partnerships.services.from_text import NEW
from partnerships.text import validate_list_name, validate_text

PREFIX = "new_source_"
_LINE = {"required": False, "validators": [validate_text]}


def source_boxes() -> dict[str, forms.Field]:
    """The boxes of a source by the names of its columns, for other forms to take."""
    return {
        "title": forms.CharField(
            label=gettext_lazy("Title"),
            max_length=300,
            required=False,
            validators=[validate_text, validate_list_name],
            widget=AdminTextInputWidget,
        ),
        "publisher": forms.CharField(
            label=gettext_lazy("Publisher"),
            max_length=200,
            widget=AdminTextInputWidget,
            **_LINE,
        ),
        "url": forms.URLField(
            label=gettext_lazy("Address"),
            max_length=1000,
            required=False,
            assume_scheme="https",
            widget=forms.URLInput(attrs={"class": "vURLField"}),
        ),
        "file_name": forms.CharField(
            label=gettext_lazy("Paper or file"),
            max_length=300,
            widget=AdminTextInputWidget,
            help_text=gettext_lazy("Its name, where there is no address."),
            **_LINE,
        ),
        "published": PartialDateBox(label=gettext_lazy("Published")),
    }


_BOXES = {
    **source_boxes(),
    "level": forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        choices=[("", "---------"), *SourceLevel.choices],
    ),
    "language": forms.ChoiceField(
        label=gettext_lazy("Language of the source"), required=False, choices=Language.choices
    ),
}
SECTION = section(
    gettext_lazy("The new source"),
    *(f"{PREFIX}{name}" for name in ("title", "url", "file_name")),
    (f"{PREFIX}publisher", f"{PREFIX}level"),
    (f"{PREFIX}published", f"{PREFIX}language"),
    note=DATES_AGAIN,
)


class _WithNewSource:
    """The form of a record that may rest on a source not recorded yet.

    `instance.new_source` is that source, unsaved; the one on record where another page recorded the
    same meanwhile; None where its boxes were emptied. `reader` is set on the class of one request.
    """

    reader = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.instance.new_source = Source(title=self[f"{PREFIX}title"].value() or "")

    def clean(self):
        cleaned = super().clean()
        told = {name: self.cleaned_data.get(f"{PREFIX}{name}") for name in _BOXES}
        if not any(told[name] for name in ("title", "url", "file_name")):
            self.instance.new_source = None
        elif not any(name.startswith(PREFIX) for name in self.errors):
            self.instance.new_source = on_record(told, self.reader) or self._new(told)
        return cleaned

    def _new(self, told) -> Source:
        published = told.pop("published")
        source = Source(source_language=told.pop("language") or Language.ENGLISH, **told)
        source.published = published
        try:
            source.full_clean(exclude=["slug", "office"])
        except ValidationError as refusal:
            for name, messages in refusal.error_dict.items():
                box = "url" if name == NON_FIELD_ERRORS else name
                self.add_error(f"{PREFIX}{box}" if box in _BOXES else None, messages)
        return source


def on_record(told: dict, user) -> Source | None:
    """The visible source of the same address, or of the same title and publisher; else None."""
    sought = Sought(
        Source,
        names=tuple(filter(None, [told["title"]])),
        url=told["url"] or "",
        publisher=told["publisher"] or "",
    )
    return next((one.record for one in look_alikes(sought, user) if one.is_strong), None)


def with_new_source(form, reader):
    """The class of form with the boxes of a new source."""
    boxes = {f"{PREFIX}{name}": box for name, box in _BOXES.items()}
    return type(form)(form.__name__, (_WithNewSource, form), {**boxes, "reader": reader})


def is_asked(request) -> bool:
    """Whether the form being opened, or posted, holds a new source."""
    filled = getattr(request, "filled", None)
    return f"{PREFIX}title" in (filled.fields if filled else request.POST)


class SourceChoice(forms.ModelChoiceField):
    """A source on record, or the one that is recorded with the record itself."""

    new_source = None

    def to_python(self, value):
        if value == NEW and self.new_source is not None:
            return self.new_source
        if value == NEW:
            raise ValidationError(_("There is no new source any more: choose one on record."))
        return super().to_python(value)


class CitesNewSource:
    """A form of a citation that may name the new source."""

    def __init__(self, *args, new_source=None, **options):
        super().__init__(*args, **options)
        self.fields["source"].new_source = new_source

    def _get_validation_exclusions(self):
        """A source that is saved just before the citation has no key to be looked up yet."""
        source = self.cleaned_data.get("source")
        unsaved = {"source"} if source is not None and source.pk is None else set()
        return super()._get_validation_exclusions() | unsaved


class CitationsOfNewSource:
    """Citations of a record that may rest on a new source."""

    @property
    def _new_source(self):
        return getattr(self.instance, "new_source", None)

    @property
    def also_named(self) -> dict[str, str]:
        source = self._new_source
        return {NEW: _("The new source: %(title)s") % {"title": source}} if source else {}

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "new_source": self._new_source}

    def cites(self, source) -> bool:
        """Whether a citation that stands after the save names this very source."""
        return any(form.cleaned_data.get("source") is source for form in self.filled())
