"""Form fields of filters: several values of one name, partial dates, names typed by hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.choices import OrganisationKind
from partnerships.dateforms import DateError, quoted
from partnerships.dates import PartialDate, parse, year_bounds
from partnerships.models import MergedRecord, Organisation
from partnerships.text import fold

MOST_VALUES = 100
MOST_YEARS = 20
MOST_CHARACTERS = 200
MOST_WORDS = 12


def _check_number_of(values, most: int = MOST_VALUES) -> None:
    if len(values) > most:
        raise ValidationError(
            _("Choose at most %(most)d values; these are %(number)d.")
            % {"most": most, "number": len(values)}
        )


class ChoicesField(forms.MultipleChoiceField):
    """Any number of listed values; an unlisted one is named in the error."""

    def to_python(self, value):
        values = list(dict.fromkeys(text.strip() for text in super().to_python(value or [])))
        listed = {str(key).casefold(): str(key) for key, _label in self.choices}
        return [listed.get(text.casefold(), text) for text in values if text]

    def validate(self, value):
        _check_number_of(value)
        for text in value:
            if not self.valid_value(text):
                raise ValidationError(
                    _("“%(value)s” is not one of the choices.") % {"value": quoted(text)}
                )


class ChoiceField(forms.ChoiceField):
    """One listed value or none; an unlisted one is named in the error."""

    def validate(self, value):
        if value and not self.valid_value(value):
            raise ValidationError(
                _("“%(value)s” is not one of the choices.") % {"value": quoted(value)}
            )


class SeveralInput(forms.TextInput):
    """One text box for several values of one name, shown with semicolons between them."""

    def value_from_datadict(self, data, files, name):
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        parts = (part.strip() for text in given for part in text.split(";"))
        return list(dict.fromkeys(part for part in parts if part))

    def format_value(self, value):
        return "; ".join(value) if isinstance(value, list) else value


class SeveralField(forms.Field):
    widget = SeveralInput
    example = ""
    most = MOST_VALUES

    def widget_attrs(self, widget):
        return {"placeholder": self.example} if self.example else {}

    def clean(self, value):
        values = value or []
        _check_number_of(values, self.most)
        return [self.clean_one(text) for text in values]

    def clean_one(self, text):
        return text


class YearsField(SeveralField):
    """Years such as 2025 or FY2025; gives pairs of first and last day."""

    example = gettext_lazy("2025 or FY2025")
    most = MOST_YEARS

    def clean_one(self, text):
        try:
            return year_bounds(text)
        except DateError as error:
            raise ValidationError(str(error)) from error


class OrganisationsField(SeveralField):
    """Organisations by slug, region code or exact name; gives their keys.

    `organisations` are those that the `reader` may see; both are set by the filter.
    """

    example = gettext_lazy("Name or code")

    def __init__(self, *args, organisations=None, reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations, self.reader = organisations, reader

    def clean(self, value):
        return list(dict.fromkeys(self._keys(super().clean(value))))

    def _keys(self, texts):
        if not texts:
            return
        known = {}
        for row in self._named(texts):
            for name in (row.slug, row.identifier.casefold(), row.name_folded):
                known.setdefault(name, row.pk)
        for text in texts:
            key = known.get(text.casefold()) or known.get(fold(text)) or self._merged(text)
            if key is None:
                raise ValidationError(self._unknown(text))
            yield key

    def _merged(self, text) -> int | None:
        """The organisation that stands for one merged away, named by its slug of then."""
        merges = MergedRecord.objects
        target = merges.target_of(Organisation, key=text.casefold(), user=self.reader)
        return target if self.organisations.filter(pk=target).exists() else None

    def _named(self, texts):
        return self.organisations.select_related("region").filter(
            Q(slug__in=[text.casefold() for text in texts])
            | Q(name_folded__in=[fold(text) for text in texts])
            | Q(
                kind=OrganisationKind.REGIONAL_GOVERNMENT,
                region__code__in=[text.upper() for text in texts],
            )
        )

    def _unknown(self, text) -> str:
        word = fold(text[:MOST_CHARACTERS])
        alike = self.organisations.filter(name_folded__contains=word)[:3] if word else []
        names = [organisation.slug for organisation in alike]
        if names:
            return _("No organisation is called “%(value)s”. Did you mean %(slugs)s?") % {
                "value": quoted(text),
                "slugs": ", ".join(names),
            }
        return _(
            "No organisation is called “%(value)s”. Write its name or its slug, "
            "as the list of organisations has them."
        ) % {"value": quoted(text)}


class DateField(forms.CharField):
    """A partial date that bounds a period; gives a `PartialDate` or None."""

    def widget_attrs(self, widget):
        return {"placeholder": gettext_lazy("2025-08-30 or 2025-08")}

    def clean(self, value) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            date = parse(text)
        except DateError as error:
            raise ValidationError(str(error)) from error
        if date.earliest is None or date.latest is None:
            raise ValidationError(
                _("“%(value)s” names no period to filter by.") % {"value": quoted(text)}
            )
        return date


class WordsField(forms.CharField):
    """Words to search for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=MOST_CHARACTERS, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(_("Search for at most %(most)d words.") % {"most": MOST_WORDS})
        return text
