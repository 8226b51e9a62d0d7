"""Events: people met or gathered."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import EventKind, EventStage, Stage
from partnerships.countries import validate_country
from partnerships.models.base import row_queryset
from partnerships.models.fields import (
    FoldedField,
    PlainCharField,
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


class EventQuerySet(DatedQuerySet):
    def for_list(self, user):
        return (
            self.with_sources(user)
            .select_related("region")
            .prefetch_visible(user, "parties", "attendances", "sectors")
            .newest_first()
        )

    def for_detail(self, user):
        return super().for_detail(user).select_related("region")

    def without_outcome(self, on):
        """Those that were planned for days over on the day `on`, with nothing recorded of them."""
        return self.over(on).filter(stage=Stage.PLANNED)


class Event(Meeting):
    """One row is a meeting or gathering, at home or abroad, in person or by telephone."""

    prefix = "EVT"

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    kind_as_stated = PlainCharField(_("kind as stated"), max_length=200, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=EventStage.choices, default=Stage.PLANNED
    )
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        help_text=_("The zone of the times, such as Asia/Tokyo or Asia/Kolkata."),
    )
    place = PlainCharField(_("place"), max_length=200, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters (ISO 3166-1)."),
        validators=[validate_country],
    )
    region = models.ForeignKey(
        "partnerships.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    delegations = models.ManyToManyField(
        "partnerships.Delegation",
        verbose_name=_("delegations"),
        blank=True,
        related_name="events",
    )
    search_text = FoldedField(
        of=(
            "reference",
            "title",
            "place",
            "purpose",
            "outcome",
            "kind_as_stated",
            *TITLES,
            *SUMMARIES,
        )
    )

    objects = EventQuerySet.as_manager()
    row_names = ("parties", "attendances")
    page_links = (
        *row_names,
        "sectors",
        "initiatives",
        "partnerships",
        "delegations",
        "agreements",
    )
    shared_with_regions = ("parties__organisation__region",)
    shared_with_initiatives = ("initiatives",)
    reach = (
        Reach(regions=("region",)),
        Reach("parties", organisations=("organisation",)),
        Reach("attendances", people=("person",), texts=("name",)),
        Reach("sectors", sectors=("sector",)),
    )

    class Meta(Meeting.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-reference_year", "-reference_number"]
        indexes = [
            *Meeting.Meta.indexes,
            models.Index(fields=["start_earliest", "start_latest", "id"], name="event_start"),
            models.Index(
                "stage",
                Coalesce("end_latest", "start_latest"),
                "reference_year",
                "reference_number",
                name="event_last_day",
            ),
        ]
        constraints = [
            *partial_date_constraints("event", "start", "end"),
            models.CheckConstraint(
                name="event_times_have_zone",
                condition=models.Q(start_time__isnull=True, end_time__isnull=True)
                | ~models.Q(time_zone=""),
                violation_error_message=_("Say in which time zone the times are."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("events_detail", args=[self.reference])

    def clean(self):
        if self.end_time and not self.start_time:
            raise ValidationError({"end_time": _("Say when it starts, too.")})
        if self.time_zone and self.time_zone not in available_timezones():
            raise ValidationError(
                {
                    "time_zone": _("“%(zone)s” is no time zone; write one such as Asia/Tokyo.")
                    % {"zone": self.time_zone}
                }
            )

    def outcome_not_recorded(self, on) -> bool:
        """Whether it was planned for days that are over on the day `on`."""
        return self.stage == Stage.PLANNED and self.last_day is not None and self.last_day < on

    def state_on(self, on) -> str:
        """The stage as shown on the day `on`: stored, or "outcome_not_recorded"."""
        return "outcome_not_recorded" if self.outcome_not_recorded(on) else self.stage


class EventParty(PartyRow):
    """One row is a party of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parties")

    objects = row_queryset("organisation").as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="event_party_once",
                violation_error_message=_("This party is named already; change its role instead."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "event"], name="event_party_of")]


class EventAttendance(AttendanceRow):
    """One row is a person or a group of people at an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")

    objects = row_queryset("person", "organisation").as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["-leads", "order", "pk"]
        constraints = [someone_constraint("event_attendance_names_someone")]
