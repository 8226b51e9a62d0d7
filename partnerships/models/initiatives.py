"""Initiatives and frameworks, what they aim at, and who belongs to them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import AimKind, Hedge, InitiativeKind, MembershipStanding
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
from partnerships.models.languages import SUMMARIES, Summarised
from partnerships.models.moments import MomentQuerySet
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name


class InitiativeQuerySet(MomentQuerySet):
    moment = "launched"

    def for_reading(self):
        return self.order_by(in_text_order("name_folded"), "pk")

    def for_list(self, user):
        return (
            self.with_sources(user)
            .with_member_count(user)
            .prefetch_visible(user, "parent", "memberships", "sectors")
            .order_by(in_text_order("name_folded"), "pk")
        )

    def for_detail(self, user):
        return super().for_detail(user).with_member_count(user)

    def with_member_count(self, user):
        """Annotate `named_count`: members that count towards the declared number.

        Only members whose names `user` may see are counted.
        """
        rows = (
            Membership.objects.visible_to(user)
            .filter(initiative=models.OuterRef("pk"), is_declared_member=True)
            .order_by()
        )
        count = rows.values("initiative").annotate(n=models.Count("pk")).values("n")
        return self.annotate(
            named_count=models.functions.Coalesce(models.Subquery(count), 0),
        )


class Initiative(Summarised, Slugged):
    """One row is an initiative, framework, plan or series that parties join."""

    name = PlainCharField(_("name"), max_length=200, validators=[validate_list_name])
    name_ja = PlainCharField(_("name in Japanese"), max_length=200, blank=True)
    name_hi = PlainCharField(_("name in Hindi"), max_length=200, blank=True)
    other_names = PlainTextField(_("other names"), blank=True, help_text=_("One a line."))
    kind = models.CharField(_("kind"), max_length=16, choices=InitiativeKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    launched = PartialDateField(_("launched"))
    launched_at = PlainCharField(_("launched at"), max_length=200, blank=True)
    hedge = models.CharField(
        _("how firm"), max_length=10, choices=Hedge.choices, default=Hedge.STATED
    )
    declared_size = models.PositiveSmallIntegerField(
        _("declared members"),
        null=True,
        blank=True,
        help_text=_("How many members it says it has; unnamed ones are counted from this."),
    )
    summary = PlainTextField(_("what it is"), blank=True)
    possibly_same_as = models.ForeignKey(
        "self",
        verbose_name=_("probably the same as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Another record that may be the same thing, while no source says so."),
    )
    possibly_same_remark = PlainTextField(_("why it may be the same"), blank=True)
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="initiatives",
    )
    name_folded = FoldedField(of=("name",))
    search_text = FoldedField(
        of=("name", "name_ja", "name_hi", "other_names", "summary", *SUMMARIES)
    )

    objects = InitiativeQuerySet.as_manager()
    row_names = ("memberships", "aims")
    page_links = (*row_names, "parent", "parts", "possibly_same_as", "sectors", "targets")
    shared_with_regions = ("memberships__organisation__region",)
    shared_with_initiatives = ("pk",)
    parties_edit = False
    reach = (
        Reach("memberships", organisations=("organisation",)),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Slugged.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["name"]
        constraints = partial_date_constraints("initiative", "launched")

    def __str__(self):
        return self.name

    def slug_words(self):
        return (self.name, self.get_kind_display())

    def get_absolute_url(self):
        return reverse("initiatives_detail", args=[self.slug])

    def clean(self):
        if self.pk and self.pk in (self.parent_id, self.possibly_same_as_id):
            raise ValidationError(
                _("An initiative is neither part of itself nor the same as itself.")
            )


class InitiativeAim(models.Model):
    """One row is something an initiative says it aims at or does, with how firmly it is said."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="aims")
    kind = models.CharField(_("kind"), max_length=12, choices=AimKind.choices, default=AimKind.AIM)
    text = PlainTextField(_("aim"))
    hedge = models.CharField(
        _("how firm"), max_length=10, choices=Hedge.choices, default=Hedge.AIMED
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = row_queryset().as_manager()

    class Meta:
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text


class Membership(models.Model):
    """One row is a named member of an initiative; unnamed members have no row."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = PlainCharField(_("role"), max_length=200, blank=True)
    is_declared_member = models.BooleanField(
        _("counts towards the declared number"),
        default=True,
        help_text=_("Not set for a host, a witness or an example named beside the members."),
    )
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=MembershipStanding.choices,
        default=MembershipStanding.CONFIRMED,
    )
    joined = PartialDateField(_("joined"))
    left = PartialDateField(_("left"))
    remark = PlainTextField(_("remark"), blank=True)

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["pk"]
        constraints = [
            *partial_date_constraints("membership", "joined", "left"),
            models.UniqueConstraint(
                fields=["initiative", "organisation"],
                name="member_once",
                violation_error_message=_("This member is named already."),
            ),
        ]

    def __str__(self):
        return str(self.organisation)
