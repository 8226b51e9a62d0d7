"""Partnerships: lasting ties between parties of both sides."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Country, PartnershipKind, Standing
from partnerships.models.base import (
    Slugged,
    in_text_order,
    row_queryset,
)
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.languages import SUMMARIES, TITLES, Summarised, Titled
from partnerships.models.moments import MomentQuerySet
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name


class PartnershipQuerySet(MomentQuerySet):
    moment = "begun"

    def for_reading(self):
        return self.order_by(in_text_order("title_folded"), "pk")

    def for_list(self, user):
        return (
            self.with_sources(user)
            .prefetch_visible(user, "parties", "sectors")
            .order_by(in_text_order("title_folded"), "pk")
        )

    def established(self):
        """Ties shown and counted without asking: neither unconfirmed nor exploratory."""
        return self.exclude(standing__in=[Standing.UNCONFIRMED, Standing.EXPLORATORY])


class Partnership(Titled, Summarised, Slugged):
    """One row is a tie; its standing is what people decided, with a source, not what dates tell."""

    title = PlainCharField(
        _("title"),
        max_length=200,
        blank=True,
        validators=[validate_list_name],
        help_text=_("Left empty, it is made of the parties: Indian, then Japanese."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=PartnershipKind.choices)
    kind_as_stated = PlainCharField(_("kind as stated"), max_length=200, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices)
    standing_from = PartialDateField(_("standing since"))
    standing_until = PartialDateField(_("standing until"))
    standing_remark = PlainTextField(_("what is said of its standing"), blank=True)
    begun = PartialDateField(_("begun"), help_text=_("First signed or otherwise begun."))
    origin = PlainTextField(_("how it began"), blank=True)
    summary = PlainTextField(_("what it is about"), blank=True)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day an official last confirmed what stands here."),
    )
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="partnerships",
    )
    initiatives = models.ManyToManyField(
        "partnerships.Initiative",
        verbose_name=_("initiatives"),
        blank=True,
        related_name="partnerships",
    )
    title_folded = FoldedField(of=("title",))
    search_text = FoldedField(
        of=("title", "summary", "origin", "kind_as_stated", "standing_remark", *TITLES, *SUMMARIES)
    )

    objects = PartnershipQuerySet.as_manager()
    row_names = ("parties",)
    page_links = (*row_names, "sectors", "initiatives", "targets")
    shared_with_regions = ("parties__organisation__region",)
    shared_with_initiatives = ("initiatives",)
    reach = (
        Reach("parties", organisations=("organisation",)),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Slugged.Meta):
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["title"]
        constraints = [
            *partial_date_constraints("partnership", "standing_from", "standing_until"),
            *partial_date_constraints("partnership", "begun"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("partnerships_detail", args=[self.slug])

    def side(self, country) -> list:
        """Its parties of one side, in the order entered; reads the prefetched rows."""
        return [row.organisation for row in self.parties.all() if row.side == country]

    def slug_words(self, rows=None):
        """Like that of other records; `rows` are its parties in order where they are in hand."""
        rows = self.parties_in_order() if rows is None else rows
        return (" ".join(row.organisation.name for row in rows), self.get_kind_display())

    def title_from_parties(self, rows=None) -> str:
        """“Uttar Pradesh – Yamanashi”, several parties of a side joined by commas.

        `rows` are its parties in order where they are in hand.
        """
        sides: dict[str, list[str]] = {Country.INDIA: [], Country.JAPAN: []}
        for row in self.parties_in_order() if rows is None else rows:
            sides[row.side].append(row.organisation.name)
        return " – ".join(", ".join(names) for names in sides.values() if names)

    def parties_in_order(self):
        """Its rows, Indian before Japanese, each side as entered; runs one query."""
        return self.parties.select_related("organisation__region").order_by("side", "pk")


class PartnershipParty(models.Model):
    """One row is a party on one side of a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(_("side"), max_length=2, choices=Country.choices)
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="partnership_rows",
    )

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                name="partnership_party_once",
                violation_error_message=_("This party is named already."),
            )
        ]

    def __str__(self):
        return str(self.organisation)
