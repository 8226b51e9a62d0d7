"""Pledges: what one party promised another, whether it was kept, and how often it slipped."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Language, PledgeState, ReviewFinding
from partnerships.dates import PartialDate, Precision
from partnerships.models.base import RecordQuerySet, Referenced, RowQuerySet, model_at
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.moments import DueRows
from partnerships.models.pledge_days import MADE_IN, PledgeDays
from partnerships.models.reach import Reach
from partnerships.models.visibility import visibility_rule

#: States of a pledge that somebody still has to act on.
STANDING = (PledgeState.OPEN, PledgeState.UNDER_WAY)


class PledgeQuerySet(RecordQuerySet, PledgeDays, DueRows):
    def visible_to(self, user):
        """The pledges that `user` may see themselves and in the record they were made in."""
        found = super().visible_to(user)
        for place in MADE_IN:
            rule = visibility_rule(user, model_at(self.model, place), f"{place}__")
            if rule:
                found = found.filter(rule | Q(**{f"{place}__isnull": True}))
        return found

    def for_list(self, user):
        return (
            self.with_sources(user)
            .with_slips()
            .prefetch_visible(user, "made_by", "made_to", *MADE_IN)
            .select_related("responsible_office")
            .soonest_first()
        )

    def for_detail(self, user):
        return super().for_detail(user).with_slips().select_related("responsible_office")

    def for_story(self, user):
        """In one query, for the pages of other records: a party not `seen` reads as absent."""
        found = self.visible_to(user).with_slips().soonest_first()
        found = found.select_related("made_by__region", "made_to__region")
        return found.annotate(
            made_by_seen=_seen(user, "made_by"), made_to_seen=_seen(user, "made_to")
        )

    def with_slips(self, user=None):
        """Annotate `slip_count`: how often the due date was moved to a later one."""
        slips = (
            PledgeDueChange.objects.slips()
            .filter(pledge=OuterRef("pk"))
            .order_by()
            .values("pledge")
            .annotate(n=Count("pk"))
        )
        return self.annotate(slip_count=Coalesce(Subquery(slips.values("n")), 0))

    def standing(self):
        """Open and under way: those that somebody still has to act on."""
        return self.filter(state__in=STANDING)

    def made_under(self, links: str, chosen):
        """Pledges made in records that are linked to one of `chosen` by their `links`.

        `links` is "partnerships", "initiatives" or "sectors"; an agreement has one partnership.
        """
        rule = Q()
        for place in MADE_IN:
            records = model_at(self.model, place)
            name = links if _has(records, links) else links.removesuffix("s")
            linked = records.objects.filter(**{f"{name}__in": chosen})
            rule |= Q(**{f"{place}__in": linked.values("pk")})
        return self.filter(rule)


def _seen(user, link: str):
    """Whether `user` may see the record at the link; False without one."""
    rule = visibility_rule(user, model_at(Pledge, link), f"{link}__")
    rule = rule or Q(**{f"{link}__isnull": False})
    return Case(When(rule, then=Value(True)), default=Value(False))


def _has(model, name) -> bool:
    return name in {field.name for field in model._meta.get_fields()}


class Pledge(Referenced):
    """One row is a promise that a party made, as a source tells it.

    It names at most one record that it was made in, the closest one. A promise of a press release
    or a budget was made in none, and asking for one would have people invent a meeting.
    """

    prefix = "PLG"
    dated_by = "made_when"

    text = PlainCharField(
        _("what was promised"),
        max_length=500,
        help_text=_("In your own words, such as “Yamanashi will open a desk for Indian firms”."),
    )
    made_by = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges_made",
        help_text=_("Left empty when the source does not say who promised."),
    )
    made_to = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("made to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges_received",
        help_text=_("Left empty when it was made to nobody in particular."),
    )
    delegation = models.ForeignKey(
        "partnerships.Delegation",
        verbose_name=_("in the delegation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
    )
    event = models.ForeignKey(
        "partnerships.Event",
        verbose_name=_("at the event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
    )
    agreement = models.ForeignKey(
        "partnerships.Agreement",
        verbose_name=_("in the agreement"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
    )
    made = PartialDateField(
        _("made on"),
        help_text=_("Left empty, it was made when the record it was made in began."),
    )
    quote = PlainTextField(_("in the words of the source"), blank=True)
    quote_language = models.CharField(
        _("language of these words"),
        max_length=5,
        choices=Language.choices,
        default=Language.ENGLISH,
    )
    due = PartialDateField(_("due"), help_text=_("Moving it later asks why, and is counted."))
    responsible_office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("responsible office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PledgeState.choices, default=PledgeState.OPEN
    )
    evidence = PlainTextField(
        _("what shows that it was kept"),
        blank=True,
        help_text=_("Needed for a pledge that was kept; cite the source below as its evidence."),
    )
    dropped_because = PlainTextField(
        _("why it was dropped"), blank=True, help_text=_("Needed for a pledge that was dropped.")
    )
    text_folded = FoldedField(of=("text",))
    search_text = FoldedField(of=("reference", "text", "quote", "evidence", "dropped_because"))

    objects = PledgeQuerySet.as_manager()
    #: The changes of its due date are no rows of it: restoring an earlier state undoes none.
    row_names = ("reviews",)
    page_links = ("made_by", "made_to", *MADE_IN, "reviews", "due_changes")
    shared_with_regions = ("made_by__region", "made_to__region")
    shared_with_initiatives = (
        "delegation__initiatives",
        "event__initiatives",
        "agreement__initiatives",
    )
    shared_with_offices = ("responsible_office",)
    reach = (Reach(organisations=("made_by", "made_to")),)

    class Meta(Referenced.Meta):
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["-reference_year", "-reference_number"]
        indexes = [
            *Referenced.Meta.indexes,
            models.Index(fields=["due_earliest", "due_latest", "id"], name="pledge_due"),
        ]
        constraints = [
            *partial_date_constraints("pledge", "made", "due"),
            models.CheckConstraint(
                name="pledge_made_in_one",
                condition=Q(event__isnull=True, agreement__isnull=True)
                | Q(delegation__isnull=True, agreement__isnull=True)
                | Q(delegation__isnull=True, event__isnull=True),
                violation_error_message=_(
                    "Name one record that it was made in: the delegation, the event or the "
                    "agreement."
                ),
            ),
            models.CheckConstraint(
                name="pledge_to_another",
                condition=Q(made_to__isnull=True) | ~Q(made_to=F("made_by")),
                violation_error_message=_("A party makes a pledge to another party."),
            ),
            models.CheckConstraint(
                name="pledge_kept_has_evidence",
                condition=~Q(state=PledgeState.KEPT) | ~Q(evidence=""),
                violation_error_message=_("Say what shows that it was kept."),
            ),
            models.CheckConstraint(
                name="pledge_dropped_has_reason",
                condition=~Q(state=PledgeState.DROPPED) | ~Q(dropped_because=""),
                violation_error_message=_("Say why it was dropped."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("pledges_detail", args=[self.reference])

    @property
    def title(self) -> str:
        return self.text

    @property
    def shown_title(self) -> str:
        """As pages call it, without the reference that they show beside it."""
        return self.text

    @property
    def made_in(self):
        """The delegation, event or agreement it was made in; None without one."""
        return self.delegation or self.event or self.agreement

    @property
    def made_when(self) -> PartialDate:
        """When it was made: as stated, else when the record it was made in began."""
        record = self.made_in
        if self.made.is_known or record is None:
            return self.made
        return getattr(record, record.dated_by)

    def parties_seen(self) -> list:
        """Who made it and to whom, as far as the reader may see them (needs `for_story`)."""
        parties = (self.made_by_seen and self.made_by, self.made_to_seen and self.made_to)
        return [party for party in parties if party]

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    def is_overdue(self, on) -> bool:
        """Whether it is still standing and its due date is certainly over on the day `on`."""
        return self.is_standing and self.due_latest is not None and self.due_latest < on


class ReviewQuerySet(RowQuerySet):
    def for_reading(self):
        return self.select_related("by")


class PledgeReview(models.Model):
    """One row is a look that somebody took at a pledge, and what they found."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="reviews")
    day = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    found = models.CharField(_("found"), max_length=10, choices=ReviewFinding.choices)
    remark = PlainTextField(_("remark"), blank=True)
    state_before = models.CharField(
        _("state before"), max_length=10, choices=PledgeState.choices, blank=True
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-day", "-pk"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {self.get_found_display()}"


class DueChangeQuerySet(ReviewQuerySet):
    def slips(self):
        """The changes to a later date; a date taken away is none until a later one is set."""
        return self.filter(new_latest__gt=F("old_latest"))


class PledgeDueChange(models.Model):
    """One row is a move of a pledge's due date; never edited, and undone by no restoring.

    `old` is the last date that was known, so that a date taken away and set anew still counts.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="due_changes")
    old = PartialDateField(_("due before"))
    new = PartialDateField(_("due since"))
    reason = PlainTextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = DueChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the due date")
        verbose_name_plural = _("changes of the due date")
        ordering = ["at", "pk"]
        constraints = [
            *partial_date_constraints("due_change", "old", "new", ordered=False),
            models.CheckConstraint(
                name="due_change_from_a_date",
                condition=~Q(old_precision=Precision.UNKNOWN),
                violation_error_message=_("A first due date is no change of one."),
            ),
        ]

    def __str__(self):
        return f"{self.old.file_form()} > {self.new.file_form() or '-'}"

    def display(self) -> str:
        """The move in the reader's language."""
        dates = {"old": self.old.display(), "new": self.new.display()}
        return gettext("From %(old)s to %(new)s") % dates

    @property
    def changed_on(self):
        """The day of the change, in the time zone of the site."""
        return localtime(self.at).date()

    @property
    def is_slip(self) -> bool:
        """Whether the new date is a later one."""
        return bool(self.new_latest and self.old_latest and self.new_latest > self.old_latest)
