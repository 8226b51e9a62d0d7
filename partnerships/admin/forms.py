"""Forms of records and of their rows: partial dates in one box, each refusal at its field."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.fields import PartialDateBox
from partnerships.admin.hidden_links import KeepsHiddenLinks
from partnerships.dates import EXAMPLES, UNDERSTOOD
from partnerships.services import ownership
from partnerships.text import validate_text

#: One line for the section that asks for dates.
DATES_UNDERSTOOD = format_lazy(gettext_lazy("Dates as far as known: {forms}."), forms=UNDERSTOOD)
#: The same for a section that comes after it.
DATES_AGAIN = format_lazy(gettext_lazy("Dates as far as known, such as {forms}."), forms=EXAMPLES)


def with_date_boxes(model, form):
    """The form class with one box for each partial date of the model."""
    boxes = {
        date.name: PartialDateBox(label=capfirst(date.verbose_name), help_text=date.help_text)
        for date in getattr(model, "partial_dates", ())
    }
    return type(form)(f"{model.__name__}Form", (form,), boxes)


class DatedForm(KeepsHiddenLinks, forms.ModelForm):
    """A form whose partial dates are single boxes and whose constraints are told at their field."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for date in self._dates():
            self.initial.setdefault(date.name, getattr(self.instance, date.name))

    def _dates(self):
        dates = getattr(self.instance, "partial_dates", ())
        return [date for date in dates if date.name in self.fields]

    def _post_clean(self):
        """Django's, with the dates set first and each constraint asked by itself."""
        self._validate_unique = False
        for date in self._dates():
            if date.name in self.cleaned_data:
                setattr(self.instance, date.name, self.cleaned_data[date.name])
        meta = self._meta
        self.instance = construct_instance(self, self.instance, meta.fields, meta.exclude)
        links = {n for n, f in self.fields.items() if isinstance(f, InlineForeignKeyField)}
        exclude = self._get_validation_exclusions()
        try:
            self.instance.full_clean(
                exclude=exclude | links, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self.tell(error)
        try:
            self.instance.validate_unique(exclude=exclude)
        except ValidationError as error:
            self.tell(error)
        self._ask_constraints()

    def tell(self, error: ValidationError) -> None:
        """Put each message at the box of its column, or on top where the form has none."""
        boxes = self._boxes()
        for name, messages in _by_field(error).items():
            box = boxes.get(name, name)
            self.add_error(box if box in self.fields else None, messages)

    def _boxes(self) -> dict[str, str]:
        return {column: date.name for date in self._dates() for column in date.columns}

    def _ask_constraints(self):
        """Ask each constraint of which every column was understood; tell it at its last field."""
        boxes, order = self._boxes(), list(self.fields)
        for constraint in self.instance._meta.constraints:
            columns = _columns(constraint)
            fields = [name for name in {boxes.get(c, c) for c in columns} if name in order]
            if not fields or self._is_settled(constraint, columns, fields):
                continue
            try:
                constraint.validate(type(self.instance), self.instance)
            except ValidationError as error:
                self.add_error(max(fields, key=order.index), error.messages)

    def _is_settled(self, constraint, columns, fields) -> bool:
        """Whether the constraint needs no question: told already, or kept by the box itself."""
        if any(name in self.errors for name in fields):
            return True
        if isinstance(constraint, CheckConstraint):
            return len(columns) > 1 and len(fields) == 1 and fields[0] not in columns
        return False


def _by_field(error) -> dict:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error}


def _columns(constraint) -> set[str]:
    """The columns that a constraint speaks of."""
    condition = constraint.condition
    return {*getattr(constraint, "fields", ()), *(_named_in(condition) if condition else ())}


def _named_in(condition):
    for part in condition.children:
        if isinstance(part, Q):
            yield from _named_in(part)
        else:
            lookup, value = part
            yield lookup.split("__")[0]
            if isinstance(value, F):
                yield value.name


def is_posted_otherwise(form, name: str, box: forms.Field, stored) -> bool:
    """Whether something else than the `stored` value was posted for a box that is not offered."""
    posted = form.add_prefix(name)
    if posted not in form.data and posted not in form.files:
        return False
    return box.has_changed(stored, box.widget.value_from_datadict(form.data, form.files, posted))


class EditForm(DatedForm):
    """A form that knows which version it was opened with and is told why a save was refused.

    `refusal` and `stale_text` are set on the class made for one request.
    """

    refusal = None
    stale_text = staticmethod(str)
    #: Boxes of facts that this user only reads, by name: the form has none of them.
    kept_back: Mapping[str, forms.Field] = {}

    expected_version = forms.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        max_length=500,
        validators=[validate_text],
        help_text=gettext_lazy(
            "One line for the history, such as “the release was corrected”. Needed when a date, a "
            "status, the value of a target or who sees the record changes."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.leave_out_hidden()
        if self.instance.pk and "expected_version" in self.fields:
            self.fields["expected_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._ask_version(self.cleaned_data.get("expected_version"))
        self._refuse_kept_back()
        if self.refusal is not None:
            self.tell(self.refusal)
        return cleaned

    def _refuse_kept_back(self):
        """Refuse another value for what the user only reads: no box offered it."""
        for name, box in self.kept_back.items():
            stored = getattr(self.instance, self.instance._meta.get_field(name).attname)
            if is_posted_otherwise(self, name, box, stored):
                told = ownership.owners_alone()
                self.add_error(None, ValidationError(told, code=ownership.OUTSIDE_RIGHT))
                return

    def _ask_version(self, version):
        """Tell a stale edit before the lock too: its rows may be gone, and so be refused first."""
        if not version:
            message = _("The form came without the version it was opened with; open it anew.")
            self.add_error(None, message)
        elif version != self.instance.version and self.refusal is None:
            self.add_error(None, self.stale_text(self.instance))


class RowForm(DatedForm):
    """One row of a record; that rows do not repeat is asked by their formset, of all of them."""

    def _is_settled(self, constraint, columns, fields):
        if isinstance(constraint, UniqueConstraint):
            return True
        return super()._is_settled(constraint, columns, fields)
