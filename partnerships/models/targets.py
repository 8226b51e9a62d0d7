"""Targets somebody set, and figures somebody reported."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import FigureKind, FigureStage, Hedge, Visibility
from partnerships.models.base import Referenced
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    QuantityField,
    partial_date_constraints,
)
from partnerships.models.languages import TITLES, Titled
from partnerships.models.organisations import Organisation
from partnerships.models.pairs import Partnership
from partnerships.models.parties import DatedQuerySet
from partnerships.models.reach import Reach
from partnerships.models.sources import Source, cited_models, level_rule
from partnerships.models.visibility import is_administrator, jurisdiction_of, visibility_rule
from partnerships.text import validate_list_name


class TargetQuerySet(DatedQuerySet):
    unstated_end_is_open = True

    def for_list(self, user):
        return (
            self.with_sources(user)
            .prefetch_visible(user, "initiative", "partnership", "sectors")
            .select_related("region")
            .newest_first()
        )

    def for_detail(self, user):
        return super().for_detail(user).select_related("region")

    def ways_to(self, user, targets):
        """What its partnership reaches counts for the target too."""
        ties = Partnership.objects.visible_to(user)
        through = Q(partnership__in=ties.filter(ties.reaching(user, **targets)).values("pk"))
        return [*super().ways_to(user, targets), through]


class Target(Titled, Referenced):
    """One row is a goal somebody set, with its number, period and how it is counted."""

    prefix = "TGT"

    title = PlainCharField(_("what is aimed at"), max_length=300, validators=[validate_list_name])
    value = QuantityField(_("value"), decimal_places=2)
    unit = PlainCharField(_("unit"), max_length=60)
    hedge = models.CharField(
        _("how firm"), max_length=10, choices=Hedge.choices, default=Hedge.AIMED
    )
    start = PartialDateField(_("from"))
    end = PartialDateField(_("to"))
    period_text = PlainCharField(_("period as stated"), max_length=200, blank=True)
    counting_rule = PlainTextField(
        _("counting rule"),
        blank=True,
        help_text=_("What counts towards it and what does not."),
    )
    initiative = models.ForeignKey(
        "partnerships.Initiative",
        verbose_name=_("initiative"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
    )
    region = models.ForeignKey(
        "partnerships.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
    )
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="targets",
    )
    title_folded = FoldedField(of=("title",))
    search_text = FoldedField(
        of=("reference", "title", "unit", "counting_rule", "period_text", *TITLES)
    )

    objects = TargetQuerySet.as_manager()
    page_links = ("initiative", "partnership", "sectors")
    shared_with_regions = ("region", "partnership__parties__organisation__region")
    shared_with_initiatives = ("initiative",)
    reach = (Reach(regions=("region",)), Reach("sectors", sectors=("sector",)))

    class Meta(Referenced.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-reference_year", "-reference_number"]
        constraints = partial_date_constraints("target", "start", "end")

    def get_absolute_url(self):
        return reverse("targets_detail", args=[self.reference])

    @property
    def value_in_words(self) -> str:
        """The value in the words of the source, with its unit."""
        return f"{self.value.display()} {self.unit}".strip()


class FigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Figures at a level, from a source and of a party that `user` may see.

        Callers reach figures through a record that is visible already.
        """
        if is_administrator(user):
            return self
        return self.filter(
            level_rule(user, cited_models()),
            visibility_rule(user, Source, "source__"),
            visibility_rule(user, Organisation, "organisation__") | Q(organisation__isnull=True),
        )

    def editable_by(self, user):
        """Figures that `user` may change on a record that they may change.

        Those of an office that they write for; one of no office is as open as its record.
        """
        if is_administrator(user):
            return self
        own = Q(office__in=jurisdiction_of(user).editing_offices)
        return self.visible_to(user).filter(own | Q(office__isnull=True))


class Figure(models.Model):
    """One row is a number that somebody reported about a record, or about one party of it.

    Figures are never added up or converted; lakh and crore stay as stated.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("of the party"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures_about",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=FigureKind.choices)
    what = PlainCharField(_("what is counted"), max_length=200)
    value = QuantityField(_("value"), decimal_places=2)
    unit = PlainCharField(_("unit"), max_length=60, blank=True)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Write three capital letters, such as INR."))],
    )
    stage = models.CharField(_("stage"), max_length=10, choices=FigureStage.choices)
    as_of = PartialDateField(_("as of"))
    source = models.ForeignKey(
        "partnerships.Source",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="figures_stated",
    )
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text=_("Whose figure it is; left empty, that of who enters it."),
    )
    visibility = models.CharField(
        _("who sees it"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.OFFICE,
        help_text=_("Costs stay with the office unless you say otherwise."),
    )
    remark = PlainTextField(_("remark"), blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="figure_record")]
        constraints = partial_date_constraints("figure", "as_of")

    def __str__(self):
        return f"{self.what}: {self.value_in_words}".strip()

    @property
    def value_in_words(self) -> str:
        """The value in the words of the source, with its unit."""
        return f"{self.value.display()} {self.unit}".strip()
