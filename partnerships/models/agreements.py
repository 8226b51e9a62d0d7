"""Agreements: one document each, who signed it for whom, and what it renews."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import AgreementKind, AgreementStage, Answer, EndsWithin, Stage
from partnerships.models.base import Referenced, row_queryset
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.languages import SUMMARIES, TITLES, Summarised, Titled
from partnerships.models.moments import MomentQuerySet
from partnerships.models.parties import date_order
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name


class AgreementQuerySet(MomentQuerySet):
    moment = "signed"

    def for_list(self, user):
        return (
            self.with_sources(user)
            .with_renewals(user)
            .prefetch_visible(user, "partnership", "signatures", "sectors")
            .order_by(*date_order("signed", descending=True), "-pk")
        )

    def for_detail(self, user):
        return super().for_detail(user).with_renewals(user)

    def for_story(self, user):
        return self.with_renewals(user).order_by(*date_order("signed", descending=True), "-pk")

    def oldest_first(self):
        return self.order_by(*date_order("signed"), "pk")

    def ending(self, values, user, on):
        """Signed ones whose end on the day `on` is any of the `EndsWithin` values.

        Days count to the last possible day; what a signed agreement renewed that `user` may see
        ends no more.
        """
        rule = Q()
        for value in values:
            rule |= _ending_rule(value, on)
        ends = Agreement.objects.filter(rule, stage=Stage.DONE).with_renewals(user)
        without_date = Q(ends_latest__isnull=True)
        return self.filter(pk__in=ends.filter(without_date | Q(is_renewed=False)).values("pk"))

    def with_renewals(self, user):
        """Annotate `is_renewed`: whether a signed agreement that `user` may see renews it."""
        signed = Agreement.objects.visible_to(user).filter(stage=Stage.DONE)
        # One list of keys: asked row by row, SQLite reads all public agreements for each.
        renewed = signed.filter(supersedes__isnull=False).order_by().values("supersedes")
        is_renewed = Case(When(pk__in=renewed, then=Value(True)), default=Value(False))
        return self.annotate(is_renewed=is_renewed)

    def in_force(self, on, user):
        """Signed by the day `on` at the latest possible day, and not ended by then.

        A term of unknown end counts as in force; one that ends "by 2029-03" runs to that day. A
        renewal signed by then that `user` may see stands in the place of what it renews.
        """
        renewing = Agreement.objects.visible_to(user).filter(
            stage=Stage.DONE, signed_latest__lte=on, supersedes__isnull=False
        )
        return self.filter(
            Q(ends_latest__isnull=True) | Q(ends_latest__gte=on),
            # One list of keys, as in `with_renewals`.
            ~Q(pk__in=renewing.order_by().values("supersedes")),
            stage=Stage.DONE,
            signed_latest__lte=on,
        )


def _ending_rule(value, on) -> Q:
    if value == EndsWithin.OVER:
        return Q(ends_latest__lt=on)
    if value in (EndsWithin.NEVER, EndsWithin.UNKNOWN):
        return Q(ends_latest__isnull=True, is_open_ended=value == EndsWithin.NEVER)
    return Q(ends_latest__gte=on, ends_latest__lte=on + timedelta(days=int(value)))


class Agreement(Titled, Summarised, Referenced):
    """One row is a document that was signed, is planned or is being explored."""

    prefix = "AGR"
    dated_by = "signed"

    title = PlainCharField(_("title"), max_length=300, validators=[validate_list_name])
    title_signed_en = PlainCharField(_("title as signed in English"), max_length=300, blank=True)
    title_signed_ja = PlainCharField(_("title as signed in Japanese"), max_length=300, blank=True)
    title_signed_hi = PlainCharField(_("title as signed in Hindi"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=AgreementKind.choices)
    kind_as_stated = PlainCharField(_("kind as stated"), max_length=200, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=AgreementStage.choices, default=Stage.PLANNED
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    signed = PartialDateField(_("signed"))
    place = PlainCharField(_("signed at"), max_length=200, blank=True)
    ends = PartialDateField(_("ends"))
    is_open_ended = models.BooleanField(
        _("without an end"),
        default=False,
        help_text=_("Set when the document says so; an end not known is left empty instead."),
    )
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("renews or replaces"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    signed_by_heads = models.CharField(
        _("signed by the heads"),
        max_length=7,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
        help_text=_("CLAIR's first test of a sister affiliation."),
    )
    single_topic = models.CharField(
        _("limited to a single topic"),
        max_length=7,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
        help_text=_("CLAIR's second test: a sister affiliation is not."),
    )
    assembly_approved = models.CharField(
        _("approved by the assembly"),
        max_length=7,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
        help_text=_("CLAIR's third test."),
    )
    declared_parties = models.PositiveSmallIntegerField(
        _("declared parties"),
        null=True,
        blank=True,
        help_text=_("How many parties are said to have signed, named or not."),
    )
    declared_parties_text = PlainCharField(
        _("declared parties as stated"), max_length=200, blank=True
    )
    summary = PlainTextField(_("what it says"), blank=True)
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="agreements",
    )
    initiatives = models.ManyToManyField(
        "partnerships.Initiative",
        verbose_name=_("initiatives"),
        blank=True,
        related_name="agreements",
    )
    delegations = models.ManyToManyField(
        "partnerships.Delegation",
        verbose_name=_("delegations"),
        blank=True,
        related_name="agreements",
    )
    events = models.ManyToManyField(
        "partnerships.Event",
        verbose_name=_("events"),
        blank=True,
        related_name="agreements",
    )
    attachments = GenericRelation("partnerships.Attachment", verbose_name=_("files"))
    title_folded = FoldedField(of=("title",))
    search_text = FoldedField(
        of=(
            "reference",
            "title",
            "title_signed_en",
            "title_signed_ja",
            "title_signed_hi",
            "summary",
            "kind_as_stated",
            *TITLES,
            *SUMMARIES,
        )
    )

    objects = AgreementQuerySet.as_manager()
    row_names = ("signatures",)
    page_links = (
        *row_names,
        "partnership",
        "supersedes",
        "superseded_by",
        "sectors",
        "initiatives",
        "delegations",
        "events",
        "programmes",
    )
    shared_with_regions = (
        "signatures__organisation__region",
        "signatures__on_behalf_of__region",
        "partnership__parties__organisation__region",
    )
    shared_with_initiatives = ("initiatives",)
    reach = (
        Reach(
            "signatures",
            organisations=("organisation", "on_behalf_of"),
            people=("person",),
            texts=("name",),
        ),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Referenced.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-reference_year", "-reference_number"]
        indexes = [
            *Referenced.Meta.indexes,
            models.Index(
                fields=["signed_earliest", "signed_latest", "id"],
                name="agreement_signed",
            ),
        ]
        constraints = [
            *partial_date_constraints("agreement", "signed", "ends"),
            models.CheckConstraint(
                name="agreement_open_or_ending",
                condition=Q(is_open_ended=False)
                | Q(ends_earliest__isnull=True, ends_latest__isnull=True),
                violation_error_message=_("An agreement without an end has no date of ending."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("agreements_detail", args=[self.reference])

    def clean(self):
        if self.pk and self.supersedes_id == self.pk:
            raise ValidationError({"supersedes": _("An agreement does not renew itself.")})

    def parties(self) -> list:
        """The organisations it binds, in the order signed; reads the prefetched signatures."""
        return [row.party for row in self.signatures.all()]

    def outcome_not_recorded(self, on) -> bool:
        """Whether it was planned to be signed by days that are over on the day `on`."""
        day = self.signed_latest
        return self.stage == Stage.PLANNED and day is not None and day < on

    def state_on(self, on) -> str:
        """The stage as shown on the day `on`: stored, or "outcome_not_recorded"."""
        return "outcome_not_recorded" if self.outcome_not_recorded(on) else self.stage

    def term_ended(self, on) -> bool:
        """Whether its term is certainly over on the day `on`; False when no end is known."""
        return self.ends_latest is not None and self.ends_latest < on


class Signature(models.Model):
    """One row is a party's signature, by itself or by another on its behalf."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("signatory"),
        on_delete=models.PROTECT,
        related_name="signatures",
    )
    on_behalf_of = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("on behalf of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures_by_others",
    )
    person = models.ForeignKey(
        "partnerships.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
    )
    name = PlainCharField(_("name as printed"), max_length=200, blank=True)
    title = PlainCharField(_("title as of then"), max_length=300, blank=True)
    signed = PartialDateField(_("signed"))

    objects = row_queryset("organisation", "on_behalf_of", "person").as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["pk"]
        constraints = [
            *partial_date_constraints("signature", "signed"),
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="signature_once",
                violation_error_message=_("This signatory is named already."),
            ),
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def party(self):
        """The organisation that is bound: the one signed for, else the signatory."""
        return self.on_behalf_of or self.organisation
