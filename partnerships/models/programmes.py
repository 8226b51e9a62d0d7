"""Exchange programmes and their cohorts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import (
    ProgrammeDirection,
    ProgrammeKind,
    ProgrammeRole,
    ProgrammeStage,
    Stage,
)
from partnerships.models.base import Referenced, row_queryset
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    QuantityField,
    partial_date_constraints,
)
from partnerships.models.languages import SUMMARIES, TITLES, Summarised, Titled
from partnerships.models.parties import DatedQuerySet
from partnerships.models.reach import Reach
from partnerships.text import validate_list_name


class ExchangeProgrammeQuerySet(DatedQuerySet):
    unstated_end_is_open = True

    def for_list(self, user):
        return (
            self.with_sources(user)
            .prefetch_visible(user, "parties", "sectors")
            .prefetch_related("cohorts")
            .newest_first()
        )


class ExchangeProgramme(Titled, Summarised, Referenced):
    """One row is a scheme that sends people to the other country, or trains them at home."""

    prefix = "EXP"

    title = PlainCharField(_("title"), max_length=300, validators=[validate_list_name])
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind.choices)
    kind_as_stated = PlainCharField(_("kind as stated"), max_length=200, blank=True)
    direction = models.CharField(_("direction"), max_length=16, choices=ProgrammeDirection.choices)
    stage = models.CharField(
        _("stage"), max_length=10, choices=ProgrammeStage.choices, default=Stage.PLANNED
    )
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    period_text = PlainCharField(_("period as stated"), max_length=200, blank=True)
    summary = PlainTextField(_("what it is"), blank=True)
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="programmes",
    )
    initiatives = models.ManyToManyField(
        "partnerships.Initiative",
        verbose_name=_("initiatives"),
        blank=True,
        related_name="programmes",
    )
    partnerships = models.ManyToManyField(
        "partnerships.Partnership",
        verbose_name=_("partnerships"),
        blank=True,
        related_name="programmes",
    )
    agreements = models.ManyToManyField(
        "partnerships.Agreement",
        verbose_name=_("agreements"),
        blank=True,
        related_name="programmes",
    )
    title_folded = FoldedField(of=("title",))
    search_text = FoldedField(
        of=("reference", "title", "summary", "kind_as_stated", "period_text", *TITLES, *SUMMARIES)
    )

    objects = ExchangeProgrammeQuerySet.as_manager()
    row_names = ("parties", "cohorts")
    page_links = (*row_names, "sectors", "initiatives", "partnerships", "agreements")
    shared_with_regions = ("parties__organisation__region",)
    shared_with_initiatives = ("initiatives",)
    reach = (
        Reach("parties", organisations=("organisation",)),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Referenced.Meta):
        verbose_name = _("exchange programme")
        verbose_name_plural = _("exchange programmes")
        ordering = ["-reference_year", "-reference_number"]
        constraints = partial_date_constraints("programme", "start", "end")

    def get_absolute_url(self):
        return reverse("programmes_detail", args=[self.reference])

    def outcome_not_recorded(self, on) -> bool:
        """Whether it was planned to begin on days that are over on the day `on`."""
        day = self.start_latest
        return self.stage == Stage.PLANNED and day is not None and day < on

    def state_on(self, on) -> str:
        """The stage as shown on the day `on`: stored, or "outcome_not_recorded"."""
        return "outcome_not_recorded" if self.outcome_not_recorded(on) else self.stage


class ProgrammeParty(models.Model):
    """One row is a party of an exchange programme."""

    programme = models.ForeignKey(
        ExchangeProgramme, on_delete=models.CASCADE, related_name="parties"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="programme_rows",
    )
    role = models.CharField(_("role"), max_length=12, choices=ProgrammeRole.choices)
    remark = PlainCharField(_("remark"), max_length=300, blank=True)

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                name="programme_party_once",
                violation_error_message=_("This party is named already; change its role instead."),
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Cohort(models.Model):
    """One row is a group that took part or is to: a period, planned and actual numbers apart."""

    programme = models.ForeignKey(
        ExchangeProgramme, on_delete=models.CASCADE, related_name="cohorts"
    )
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    period_text = PlainCharField(_("period as stated"), max_length=200, blank=True)
    planned = QuantityField(_("planned"))
    actual = QuantityField(_("actual"))
    remark = PlainTextField(_("remark"), blank=True)

    objects = row_queryset().as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["start_earliest", "pk"]
        constraints = partial_date_constraints("cohort", "start", "end")

    def __str__(self):
        return self.period_text or self.start.display()
