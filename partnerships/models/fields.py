"""Model fields of the domain: partial dates, quantities, folded text."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Basis
from partnerships.dates import PartialDate, Precision
from partnerships.quantities import Quantity
from partnerships.text import fold, validate_text

BOUNDS = ("earliest", "latest", "precision", "text")


class PartialDateField:
    """Four columns, read and written as one `PartialDate`.

    `<name>_earliest` and `_latest` bound the day (NULL: no bound; both NULL: unknown),
    `_precision` says how much is known, `_text` keeps what was entered.
    """

    def __init__(self, verbose_name, *, help_text=""):
        self.verbose_name = verbose_name
        self.help_text = help_text
        self._columns = (
            models.DateField(verbose_name, null=True, blank=True, help_text=help_text),
            models.DateField(verbose_name, null=True, blank=True),
            models.CharField(
                verbose_name,
                max_length=12,
                choices=Precision.choices,
                default=Precision.UNKNOWN,
            ),
            models.CharField(
                verbose_name,
                max_length=200,
                blank=True,
                default="",
                validators=[validate_text],
            ),
        )

    def contribute_to_class(self, cls, name, **kwargs):
        self.name = name
        self.columns = tuple(f"{name}_{bound}" for bound in BOUNDS)
        for column, field in zip(self.columns, self._columns, strict=True):
            cls.add_to_class(column, field)
        cls.partial_dates = (*getattr(cls, "partial_dates", ()), self)
        setattr(cls, name, self)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return PartialDate(*(getattr(instance, column) for column in self.columns))

    def __set__(self, instance, value: PartialDate):
        for column, bound in zip(self.columns, BOUNDS, strict=True):
            setattr(instance, column, getattr(value, bound))


def partial_date_constraints(model: str, *names: str, ordered: bool = True):
    """Constraints that keep each partial date whole and, if `ordered`, the first before the second.

    Two ordered dates may overlap (both "2025"); only a start wholly after the end is refused.
    """
    constraints = [
        models.CheckConstraint(
            name=f"{model}_{name}_is_whole",
            condition=_whole(name),
            violation_error_message=_(
                "The bounds of this date do not fit its precision; enter the date again."
            ),
        )
        for name in names
    ]
    if ordered and len(names) == 2:
        start, end = names
        constraints.append(
            models.CheckConstraint(
                name=f"{model}_{start}_before_{end}",
                condition=Q(**{f"{end}_latest__isnull": True})
                | Q(**{f"{start}_earliest__isnull": True})
                | Q(**{f"{start}_earliest__lte": F(f"{end}_latest")}),
                violation_error_message=_("The end is before the start."),
            )
        )
    return constraints


def _whole(name):
    earliest, latest, precision = (
        f"{name}_earliest",
        f"{name}_latest",
        f"{name}_precision",
    )
    unknown = Q(
        **{
            precision: Precision.UNKNOWN,
            f"{earliest}__isnull": True,
            f"{latest}__isnull": True,
        }
    )
    by = Q(
        **{
            precision: Precision.BY,
            f"{earliest}__isnull": True,
            f"{latest}__isnull": False,
        }
    )
    day = Q(**{precision: Precision.DAY, earliest: F(latest)})
    span = Q(
        **{
            f"{precision}__in": [
                Precision.MONTH,
                Precision.QUARTER,
                Precision.FISCAL_YEAR,
                Precision.YEAR,
            ],
            f"{earliest}__lt": F(latest),
        }
    )
    return unknown | by | day | span


class QuantityField:
    """Three columns, `<name>_number`, `_basis` and `_text`, read as one `Quantity`.

    `number` is the column for the value; None means that no number is known.
    """

    def __init__(self, verbose_name, *, decimal_places=0, help_text=""):
        self.verbose_name = verbose_name
        if decimal_places:
            number = models.DecimalField(
                verbose_name,
                max_digits=18,
                decimal_places=decimal_places,
                null=True,
                blank=True,
                help_text=help_text,
            )
        else:
            number = models.PositiveIntegerField(
                verbose_name, null=True, blank=True, help_text=help_text
            )
        self._columns = (
            ("number", number),
            (
                "basis",
                models.CharField(
                    _("basis"), max_length=8, choices=Basis.choices, default=Basis.EXACT
                ),
            ),
            (
                "text",
                models.CharField(
                    _("as stated"),
                    max_length=200,
                    blank=True,
                    validators=[validate_text],
                    help_text=_("The words of the source, such as “about 70” or “5 lakh”."),
                ),
            ),
        )

    def contribute_to_class(self, cls, name, **kwargs):
        self.name = name
        for part, field in self._columns:
            cls.add_to_class(f"{name}_{part}", field)
        cls.quantities = (*getattr(cls, "quantities", ()), self)
        setattr(cls, name, self)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return Quantity(
            *(getattr(instance, f"{self.name}_{part}") for part in ("number", "basis", "text"))
        )

    def __set__(self, instance, value: Quantity):
        for part in ("number", "basis", "text"):
            setattr(instance, f"{self.name}_{part}", getattr(value, part))


class PlainCharField(models.CharField):
    """One line of text as typed, without control characters."""

    default_validators = [*models.CharField.default_validators, validate_text]


class PlainTextField(models.TextField):
    """Paragraphs of text as typed, line ends LF, without other control characters."""

    default_validators = [*models.TextField.default_validators, validate_text]

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class FoldedField(models.TextField):
    """The folded form of other attributes, for search and for sorting alike on every database."""

    def __init__(self, *args, of=(), **kwargs):
        self.of = tuple(of)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, instance, add):
        texts = (str(getattr(instance, name) or "") for name in self.of)
        value = " ".join(filter(None, map(fold, texts)))  # plain ASCII texts fold the fast way
        setattr(instance, self.attname, value)
        return value


class InCodePointOrder(models.Func):
    """Order text by code points: the one order SQLite and PostgreSQL share."""

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(
            compiler, connection, template='%(expressions)s COLLATE "C"', **context
        )
