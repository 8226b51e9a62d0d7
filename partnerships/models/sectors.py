"""Sectors of cooperation, a tree of two levels."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.models.base import ReferenceQuerySet, Versioned, in_text_order
from partnerships.models.fields import FoldedField, PlainCharField, PlainTextField


class SectorQuerySet(ReferenceQuerySet):
    def for_reading(self):
        return self.order_by(in_text_order("name_folded"), "pk")


class Sector(Versioned):
    """One row is a sector; one without a parent is a group of sectors."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_en = PlainCharField(_("name in English"), max_length=100, unique=True)
    name_ja = PlainCharField(_("name in Japanese"), max_length=100, blank=True)
    name_hi = PlainCharField(_("name in Hindi"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    synonyms = PlainTextField(_("also called"), blank=True, help_text=_("One a line."))
    name_folded = FoldedField(of=("name_en",))
    search_text = FoldedField(of=("name_en", "name_ja", "name_hi", "synonyms"))

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["name_en"]

    def __str__(self):
        language = (get_language() or "en")[:2]
        return getattr(self, f"name_{language}", "") or self.name_en

    @property
    def key(self) -> str:
        return self.slug

    def clean(self):
        if self.parent_id and (self.parent_id == self.pk or self.parent.parent_id):
            raise ValidationError(
                {"parent": _("Sectors have two levels: choose a group that is in no group itself.")}
            )
