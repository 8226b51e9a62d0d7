"""Sources and figures of a record, as rows on its form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.boxes import in_words
from partnerships.admin.folding import FoldedForm, FoldedRows
from partnerships.admin.forms import RowForm
from partnerships.admin.new_source import CitationsOfNewSource, CitesNewSource, SourceChoice
from partnerships.admin.office_rows import OfficeRowForm, OfficeRows
from partnerships.admin.rows import GenericRowFormSet
from partnerships.choices import FigureKind, Visibility
from partnerships.models import Citation, Figure
from partnerships.models.facts import facts_in_words


class CitationForm(CitesNewSource, FoldedForm, RowForm):
    """Which fact a source states is one choice: the record, a fact of it, or one of its rows."""

    line = (("fact",), ("source",), ("value_as_stated",), ("confidence", "accepted"))
    labelled = ("confidence", "accepted")

    fact = forms.ChoiceField(
        label=gettext_lazy("What it says"),
        required=False,
        help_text=gettext_lazy("The record as a whole, one fact of it, or one of its rows."),
    )

    def __init__(self, *args, facts=(), **options):
        super().__init__(*args, **options)
        self.initial.setdefault("fact", _key(self.instance.field, self.instance.row))
        own = self.initial["fact"]
        is_kept = own and own not in dict(_flat(facts))
        self.fields["fact"].choices = [*facts, (own, own)] if is_kept else facts

    def words_of(self, name, values):
        """The empty choice of the fact is the record as a whole."""
        return in_words(self, name, values) if name == "fact" else super().words_of(name, values)

    def clean_fact(self):
        name, _colon, row = self.cleaned_data["fact"].partition(":")
        self.instance.field, self.instance.row = name, int(row) if row else None
        return self.cleaned_data["fact"]


def _key(name, row) -> str:
    return f"{name}:{row}" if row else name


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


class CitationFormSet(CitationsOfNewSource, GenericRowFormSet):
    #: Who cites; set on the class of one request.
    user = None

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "facts": self.facts}

    @cached_property
    def facts(self) -> list:
        """The record as a whole, its facts by name, its rows by what they show to the user."""
        if self.instance is None:
            return [("", _("The record as a whole"))]
        model = type(self.instance)
        choices = [("", _("The record as a whole")), (_("Facts"), _facts(model))]
        for name in model.row_names:
            relation = model._meta.get_field(name)
            label = capfirst(relation.related_model._meta.verbose_name_plural)
            rows = [(name, _("%(rows)s, all together") % {"rows": label})]
            if self.instance.pk:
                rows += [(f"{name}:{row.pk}", str(row)) for row in self._rows(name)]
            choices.append((label, rows))
        return choices

    def _rows(self, name):
        rows = getattr(self.instance, name).all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(self.user)
        return rows.for_reading() if hasattr(rows, "for_reading") else rows


def _facts(model) -> list[tuple[str, str]]:
    """(name, words) of the dates, quantities and columns of a record, as citations name them."""
    return [
        (name, capfirst(label))
        for name, label in facts_in_words(model).items()
        if name not in NOT_STATED
    ]


#: Columns that no source states.
NOT_STATED = {
    "visibility", "office", "public_from", "language", "partnerships", "partnerships_chosen",
    "checked_on", "slug", "reference",
}  # fmt: skip


class CitationRows(FoldedRows):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    named_by = ("source",)
    extra_when_new = 1
    verbose_name_plural = gettext_lazy("sources")
    verbose_name = gettext_lazy("source")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "fact", "value_as_stated", "remark", "confidence", "accepted"),
                ]
            },
        )
    ]

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "source":
            options["form_class"] = SourceChoice
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.user = request.user
        return formset


class FigureForm(OfficeRowForm, FoldedForm, RowForm):
    """A new figure is seen as its record is, a cost by the office alone, unless said otherwise.

    Left to its kind is a choice of its own: whoever picks the office for a figure is heeded.
    """

    line = (
        ("kind", "what"),
        ("value_number", "unit", "currency", "value_text"),
        ("source",),
        ("stage", "as_of", "visibility"),
    )
    labelled = ("as_of",)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk is None and "visibility" in self.fields:
            levels = self.fields["visibility"]
            levels.required = False
            levels.choices = [("", _("Like the record; a cost: the office")), *levels.choices]
            self.initial["visibility"] = ""

    def clean_visibility(self):
        chosen = self.cleaned_data["visibility"]
        if chosen or self.instance.pk:
            return chosen
        is_cost = self.cleaned_data.get("kind", FigureKind.COST) == FigureKind.COST
        return Visibility.OFFICE if is_cost else self.record.visibility

    def clean(self):
        cleaned = super().clean()
        missing = cleaned.get("value_number") is None and not cleaned.get("value_text")
        if missing and "value_number" not in self.errors:
            message = _("Write the number, or the words of the source.")
            raise ValidationError({"value_number": message})
        return cleaned


class FigureRows(OfficeRows, FoldedRows):
    model = Figure
    form = FigureForm
    named_by = ("source",)
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "what", "organisation"),
                    ("value_number", "value_basis", "value_text"),
                    ("unit", "currency", "stage", "as_of"),
                    ("source", "office", "visibility", "remark"),
                ]
            },
        )
    ]
