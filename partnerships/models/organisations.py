"""Organisations: every party there can be."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Country, OrganisationKind
from partnerships.countries import validate_country
from partnerships.models.base import RecordQuerySet, Slugged, in_text_order
from partnerships.models.fields import FoldedField, PlainCharField, PlainTextField
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name


def acts_as_region(prefix: str = "") -> Q:
    """The organisation at `prefix` counts as its region: its government or its own assembly.

    A city's assembly, which belongs to its city, does not.
    """
    assembly = Q(**{f"{prefix}kind": OrganisationKind.ASSEMBLY}) & (
        Q(**{f"{prefix}parent__isnull": True})
        | Q(**{f"{prefix}parent__kind": OrganisationKind.REGIONAL_GOVERNMENT})
    )
    return Q(**{f"{prefix}kind": OrganisationKind.REGIONAL_GOVERNMENT}) | assembly


class OrganisationQuerySet(RecordQuerySet):
    def for_reading(self):
        return self.select_related("region")

    def for_list(self, user):
        return (
            self.with_sources(user)
            .select_related("region")
            .prefetch_visible(user, "parent")
            .order_by(in_text_order("name_folded"), "pk")
        )

    def for_story(self, user):
        return self.for_reading().order_by(in_text_order("name_folded"), "pk")

    def for_detail(self, user):
        return super().for_detail(user).select_related("region")

    def acting_for(self, region):
        """Organisations that count as the region: its government and its assembly."""
        return self.filter(acts_as_region(), region=region)


class Organisation(Slugged):
    """One row is a government, city, body or firm that can be a party."""

    name = PlainCharField(_("name"), max_length=200, validators=[validate_list_name])
    name_ja = PlainCharField(_("name in Japanese"), max_length=200, blank=True)
    name_hi = PlainCharField(_("name in Hindi"), max_length=200, blank=True)
    other_names = PlainTextField(_("other names"), blank=True, help_text=_("One a line."))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters (ISO 3166-1), such as IN or JP; empty when it has none."),
        validators=[validate_country],
    )
    region = models.ForeignKey(
        "partnerships.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("member of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
    )
    website = models.URLField(_("website"), blank=True)
    remark = PlainTextField(_("remark"), blank=True)
    name_folded = FoldedField(of=("name",))
    search_text = FoldedField(of=("name", "name_ja", "name_hi", "other_names"))

    objects = OrganisationQuerySet.as_manager()

    page_links = ("parent", "members")
    shared_with_regions = ("region",)
    reach = (Reach(organisations=("pk",)),)

    class Meta(Slugged.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        indexes = [
            *Slugged.Meta.indexes,
            models.Index(fields=["region", "kind"], name="organisation_region_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(kind=OrganisationKind.REGIONAL_GOVERNMENT),
                name="one_government_a_region",
                violation_error_message=_("This region has its regional government already."),
            ),
            models.CheckConstraint(
                name="government_has_region",
                condition=~Q(kind=OrganisationKind.REGIONAL_GOVERNMENT) | Q(region__isnull=False),
                violation_error_message=_("A regional government needs its region."),
            ),
        ]

    def __str__(self):
        if self.is_regional_government:
            return self.region.name
        language = (get_language() or "en")[:2]
        return getattr(self, f"name_{language}", "") or self.name

    @property
    def is_regional_government(self) -> bool:
        return self.kind == OrganisationKind.REGIONAL_GOVERNMENT

    @property
    def identifier(self) -> str:
        """How files and URLs name it: a government by its region's code, others by slug."""
        return self.region.code if self.is_regional_government else self.slug

    @property
    def side(self) -> str:
        """ "IN" or "JP" where it belongs to one of the two countries, else ""."""
        return self.country if self.country in Country.values else ""

    def slug_words(self):
        return (self.name, self.get_kind_display())

    def get_absolute_url(self):
        return reverse("organisations_detail", args=[self.slug])

    def clean(self):
        if self.region_id and self.country and self.region.code[:2] != self.country:
            raise ValidationError(
                {"region": _("This region lies in another country than the organisation.")}
            )
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An organisation is no member of itself.")})
