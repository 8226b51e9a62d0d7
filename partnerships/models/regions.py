"""Regions (ISO 3166-2 country subdivisions), their names through time and their successors."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.choices import AliasKind, Country, Language, RegionKind
from partnerships.models.base import ReferenceQuerySet, Versioned, in_text_order
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    partial_date_constraints,
)
from partnerships.models.reach import words_sought
from partnerships.models.visibility import jurisdiction_of


class RegionQuerySet(ReferenceQuerySet):
    def matching(self, text, user):
        """Regions with each word of `text` in a name, a former one too, or the capital."""
        found = self
        for word in words_sought(text, user):
            found = found.filter(pk__in=word.targets["regions"])
        return found

    def concerning(self, user):
        acts = jurisdiction_of(user)
        found = models.Q(pk__in=acts.regions)
        for side in acts.sides:
            found |= models.Q(code__startswith=f"{side}-")
        return self.filter(found)

    def for_list(self, user):
        return self.order_by(in_text_order("name_folded"), "pk")


class Region(Versioned):
    """One row is a state, union territory or prefecture."""

    code = models.CharField(_("code"), max_length=6, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=RegionKind.choices)
    name_en = PlainCharField(_("name in English"), max_length=100)
    name_ja = PlainCharField(_("name in Japanese"), max_length=100)
    name_hi = PlainCharField(_("name in Hindi"), max_length=100)
    capital_en = PlainCharField(_("capital in English"), max_length=100, blank=True)
    capital_ja = PlainCharField(_("capital in Japanese"), max_length=100, blank=True)
    capital_hi = PlainCharField(_("capital in Hindi"), max_length=100, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("tile row"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("tile column"), null=True, blank=True)
    valid_from = PartialDateField(_("exists since"))
    valid_to = PartialDateField(_("existed until"))
    source_text = PlainCharField(_("according to"), max_length=300, blank=True)
    citations = GenericRelation("partnerships.Citation", verbose_name=_("citations"))
    figures = GenericRelation("partnerships.Figure", verbose_name=_("figures"))
    name_folded = FoldedField(of=("name_en",))
    search_text = FoldedField(
        of=("code", "name_en", "name_ja", "name_hi", "capital_en", "capital_ja", "capital_hi")
    )

    objects = RegionQuerySet.as_manager()
    page_links = ("aliases", "predecessors", "successors")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            *partial_date_constraints("region", "valid_from", "valid_to"),
            models.CheckConstraint(
                name="region_code_fits_kind",
                condition=models.Q(code__startswith="JP-", kind=RegionKind.PREFECTURE)
                | models.Q(
                    code__startswith="IN-",
                    kind__in=[RegionKind.STATE, RegionKind.UNION_TERRITORY],
                ),
                violation_error_message=_(
                    "The code of a state or union territory starts with IN-, "
                    "that of a prefecture with JP-."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return getattr(self, f"name_{_name_language()}")

    @property
    def capital(self) -> str:
        """The capital in the reader's language; "" when not recorded."""
        return getattr(self, f"capital_{_name_language()}")

    @property
    def key(self) -> str:
        return self.code

    @property
    def country(self) -> str:
        return Country(self.code[:2])

    def get_absolute_url(self):
        section = "prefectures" if self.kind == RegionKind.PREFECTURE else "states"
        return reverse(f"{section}_detail", args=[self.code])


def _name_language() -> str:
    language = (get_language() or "en")[:2]
    return language if language in ("ja", "hi") else "en"


class KindManager(models.Manager.from_queryset(RegionQuerySet)):
    """A proxy's manager filters its kinds: the one exception to plain default managers."""

    def __init__(self, *kinds):
        super().__init__()
        self.kinds = kinds

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=self.kinds)


class State(Region):
    """A state or union territory of India."""

    objects = KindManager(RegionKind.STATE, RegionKind.UNION_TERRITORY)

    class Meta:
        proxy = True
        verbose_name = _("state or union territory")
        verbose_name_plural = _("states and union territories")


class Prefecture(Region):
    """A prefecture of Japan."""

    objects = KindManager(RegionKind.PREFECTURE)

    class Meta:
        proxy = True
        verbose_name = _("prefecture")
        verbose_name_plural = _("prefectures")


class RegionAlias(models.Model):
    """One row is another name of a region; its folded form belongs to that region alone."""

    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.CASCADE,
        related_name="aliases",
    )
    text = PlainCharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=16, choices=AliasKind.choices)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )
    source_text = PlainCharField(_("according to"), max_length=300, blank=True)
    folded = FoldedField(of=("text",))

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name of a region")
        verbose_name_plural = _("other names of regions")
        ordering = ["region", "kind", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"],
                name="region_alias_once",
                violation_error_message=_("This name belongs to a region already."),
            )
        ]

    def __str__(self):
        return self.text


class SuccessionQuerySet(ReferenceQuerySet):
    def for_reading(self):
        return self.select_related("predecessor", "successor")


class RegionSuccession(models.Model):
    """One row says that a region was made from another on a day."""

    predecessor = models.ForeignKey(
        Region,
        verbose_name=_("from"),
        on_delete=models.PROTECT,
        related_name="successors",
    )
    successor = models.ForeignKey(
        Region,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    took_effect = PartialDateField(_("on"))
    source_text = PlainCharField(_("according to"), max_length=300, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession of regions")
        verbose_name_plural = _("successions of regions")
        constraints = [
            *partial_date_constraints("succession", "took_effect"),
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                name="succession_of_two",
                condition=~models.Q(predecessor=models.F("successor")),
                violation_error_message=_("A region does not succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
