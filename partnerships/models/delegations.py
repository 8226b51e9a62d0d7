"""Delegations: somebody travelled between the countries, or met in a third one."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import DelegationStatus, Direction, PartyRole
from partnerships.countries import validate_country
from partnerships.models.base import row_queryset
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.languages import SUMMARIES, TITLES
from partnerships.models.parties import (
    AttendanceRow,
    DatedQuerySet,
    Meeting,
    PartyRow,
    someone_constraint,
)
from partnerships.models.reach import Reach


class DelegationQuerySet(DatedQuerySet):
    def for_list(self, user):
        return (
            self.with_sources(user)
            .prefetch_visible(user, "parties", "attendances", "sectors")
            .newest_first()
        )

    def without_outcome(self, on):
        """Those that were to be over by the day `on`, with nothing recorded of what came of it."""
        waiting = (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)
        return self.over(on).filter(status__in=waiting)


class Delegation(Meeting):
    """One row is a mission: one journey, however many parties, sub-parties and stops."""

    prefix = "DEL"

    direction = models.CharField(_("direction"), max_length=16, choices=Direction.choices)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=DelegationStatus.choices,
        default=DelegationStatus.PLANNED,
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of the mission"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_parties",
    )
    answers = models.ForeignKey(
        "self",
        verbose_name=_("returns the visit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_by",
        help_text=_("Only where a source says which visit it returns."),
    )
    attachments = GenericRelation("partnerships.Attachment", verbose_name=_("files"))
    search_text = FoldedField(
        of=("reference", "title", "purpose", "outcome", "date_remark", *TITLES, *SUMMARIES)
    )

    objects = DelegationQuerySet.as_manager()
    row_names = ("parties", "stops", "attendances")
    page_links = (
        *row_names,
        "parent",
        "answers",
        "answered_by",
        "sub_parties",
        "sectors",
        "initiatives",
        "partnerships",
        "events",
        "agreements",
    )
    shared_with_regions = ("parties__organisation__region",)
    shared_with_initiatives = ("initiatives",)
    reach = (
        Reach("parties", organisations=("organisation",)),
        Reach("stops", regions=("region",), texts=("place",)),
        Reach("attendances", people=("person",), texts=("name",)),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Meeting.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-reference_year", "-reference_number"]
        indexes = [
            *Meeting.Meta.indexes,
            models.Index(fields=["start_earliest", "start_latest", "id"], name="delegation_start"),
            # What took place, in the order of keys, so that links follow one another; it holds
            # all that is asked to tell when and who sees it, so that no row itself is read.
            models.Index(
                fields=[
                    "status",
                    "visibility",
                    "id",
                    "public_from",
                    "start_earliest",
                    "start_latest",
                    "end_latest",
                    "office",
                    "filed_by",
                ],
                name="delegation_status",
            ),
            models.Index(
                "status",
                Coalesce("end_latest", "start_latest"),
                "reference_year",
                "reference_number",
                name="delegation_last_day",
            ),
        ]
        constraints = partial_date_constraints("delegation", "start", "end")

    def get_absolute_url(self):
        return reverse("delegations_detail", args=[self.reference])

    def clean(self):
        if self.pk and self.pk in (self.parent_id, self.answers_id):
            raise ValidationError(
                _("A delegation is neither part of itself nor its own return visit.")
            )
        if self.parent_id and self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Choose the mission itself, not one of its sub-parties.")}
            )

    def outcome_not_recorded(self, on) -> bool:
        """Whether it was to be over by the day `on` and nobody recorded what came of it."""
        waiting = self.status in (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)
        return waiting and self.last_day is not None and self.last_day < on

    def state_on(self, on) -> str:
        """The status as shown on the day `on`: stored, or "outcome_not_recorded"."""
        return "outcome_not_recorded" if self.outcome_not_recorded(on) else self.status

    @property
    def senders(self) -> list:
        """Party rows that travel: lead and senders; participants where nobody else is named."""
        return self.parties_in(PartyRole.LEAD, PartyRole.SENDER) or self.parties_in(
            PartyRole.PARTICIPANT
        )

    @property
    def hosts(self) -> list:
        return self.parties_in(PartyRole.HOST)


class DelegationParty(PartyRow):
    """One row is a party of a delegation."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="parties")

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "organisation"],
                name="delegation_party_once",
                violation_error_message=_("This party is named already; change its role instead."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "delegation"], name="delegation_party_of")]


class StopQuerySet(row_queryset("host")):
    def for_reading(self):
        return self.select_related("region", "host__region")


class Stop(models.Model):
    """One row is a stop of a delegation: where, when, with whom and for what."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    date = PartialDateField(_("date"))
    place = PlainCharField(_("place"), max_length=200, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters (ISO 3166-1), such as IN, JP or SG."),
        validators=[validate_country],
    )
    region = models.ForeignKey(
        "partnerships.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stops",
    )
    host = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("host"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stops_hosted",
    )
    purpose = PlainTextField(_("purpose"), blank=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["order", "pk"]
        constraints = [
            *partial_date_constraints("stop", "date"),
            models.CheckConstraint(
                name="stop_is_somewhere",
                condition=~models.Q(place="") | models.Q(region__isnull=False),
                violation_error_message=_("Write the place of the stop or choose its region."),
            ),
        ]

    def __str__(self):
        return self.place or str(self.region)

    def clean(self):
        if self.region_id and self.country and self.region.code[:2] != self.country:
            raise ValidationError(
                {"region": _("This region lies in another country than the stop.")}
            )


class Attendance(AttendanceRow):
    """One row is a person on a delegation."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="attendances")

    objects = row_queryset("person", "organisation").as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["-leads", "order", "pk"]
        constraints = [someone_constraint("attendance_names_someone")]
