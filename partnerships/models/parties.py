"""What delegations and events share: parties, people, dates, places, links."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partnerships.choices import PartyRole, Reply
from partnerships.models.base import RecordQuerySet, Referenced
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    QuantityField,
)
from partnerships.models.languages import Summarised, Titled
from partnerships.text import validate_list_name

#: Roles by which a party's presence counts towards its partnerships and its region.
COUNTING_ROLES = (PartyRole.LEAD, PartyRole.SENDER, PartyRole.HOST)


class DatedQuerySet(RecordQuerySet):
    """Records that begin and end on partial dates."""

    #: Whether an unstated end is open (a programme, a term) or equals the start (a visit).
    unstated_end_is_open = False

    def overlapping(self, start, end):
        """Records whose possible days touch `start` to `end` (inclusive; None is open).

        Undated ones are left out; callers count them with `undated`. A missing bound of a dated
        record is open, as in "by March 2029".
        """
        found = self.dated()
        if end:
            found = found.filter(Q(start_earliest__isnull=True) | Q(start_earliest__lte=end))
        if start:
            last_day = F("end_latest")
            if not self.unstated_end_is_open:
                last_day = Coalesce("end_latest", "start_latest")
            found = found.alias(last_day=last_day).filter(
                Q(last_day__isnull=True) | Q(last_day__gte=start)
            )
        return found

    def dated(self):
        return self.exclude(start_latest__isnull=True, end_latest__isnull=True)

    def undated(self):
        return self.filter(start_latest__isnull=True, end_latest__isnull=True)

    def over(self, on):
        """Visits whose last possible day lies before the day `on`."""
        return self.alias(last_possible=Coalesce("end_latest", "start_latest")).filter(
            last_possible__lt=on
        )

    def for_story(self, user):
        return self.newest_first()

    def newest_first(self):
        """By earliest, latest, key, newest first; unknown dates last on every database."""
        return self.order_by(*date_order("start", descending=True), "-pk")

    def oldest_first(self):
        return self.order_by(*date_order("start"), "pk")


def date_order(name, *, descending=False):
    """Order by a partial date: earliest, then latest; a missing bound comes last both ways."""
    bounds = (F(f"{name}_earliest"), F(f"{name}_latest"))
    if descending:
        return [bound.desc(nulls_last=True) for bound in bounds]
    return [bound.asc(nulls_last=True) for bound in bounds]


class Meeting(Titled, Summarised, Referenced):
    """A record of people of several parties on certain days: a delegation or an event."""

    summary_name = "purpose"

    title = PlainCharField(_("title"), max_length=300, validators=[validate_list_name])
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"), help_text=_("Left empty, it ends on the day it starts."))
    date_remark = PlainCharField(_("remark on the dates"), max_length=300, blank=True)
    headcount = QuantityField(_("head-count"))
    declared_parties = models.PositiveSmallIntegerField(
        _("declared parties"),
        null=True,
        blank=True,
        help_text=_("How many parties are said to have taken part, named or not."),
    )
    declared_parties_text = PlainCharField(
        _("declared parties as stated"), max_length=200, blank=True
    )
    purpose = PlainTextField(_("purpose"), blank=True)
    outcome = PlainTextField(_("outcome"), blank=True)
    sectors = models.ManyToManyField(
        "partnerships.Sector",
        verbose_name=_("sectors"),
        blank=True,
        related_name="%(class)ss",
    )
    initiatives = models.ManyToManyField(
        "partnerships.Initiative",
        verbose_name=_("initiatives"),
        blank=True,
        related_name="%(class)ss",
    )
    partnerships = models.ManyToManyField(
        "partnerships.Partnership",
        verbose_name=_("counts towards"),
        blank=True,
        related_name="%(class)ss",
        help_text=_("Derived from the parties until you choose for yourself."),
    )
    partnerships_chosen = models.BooleanField(
        _("partnerships chosen by hand"),
        default=False,
        help_text=_("Set: the partnerships stay as chosen. Not set: they follow the parties."),
    )
    title_folded = FoldedField(of=("title",))

    class Meta(Referenced.Meta):
        abstract = True

    @property
    def last_day(self):
        """The latest day it can end on (the start's when no end is stated), None if unknown."""
        return self.end_latest or self.start_latest

    def parties_in(self, *roles) -> list:
        """Its party rows with these roles, in the order entered; reads the prefetched rows."""
        return [row for row in self.parties.all() if row.role in roles]


class PartyRow(models.Model):
    """One row is a party of a delegation or event, with its role, reply and own head-count."""

    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="%(class)s_rows",
        db_index=False,  # Indexes of the party with its record begin with it.
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=PartyRole.choices,
        default=PartyRole.PARTICIPANT,
    )
    reply = models.CharField(_("reply"), max_length=12, choices=Reply.choices, blank=True)
    reply_by = models.DateField(_("reply by"), null=True, blank=True)
    headcount = QuantityField(_("own head-count"))
    remark = PlainCharField(_("remark"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.organisation)


class AttendanceRow(models.Model):
    """One row is a person on a delegation or at an event, by record or by name as printed."""

    person = models.ForeignKey(
        "partnerships.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
    )
    name = PlainCharField(
        _("name as printed"), max_length=200, blank=True, validators=[validate_list_name]
    )
    title = PlainCharField(_("title as of then"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
    )
    leads = models.BooleanField(_("leads"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name or str(self.person)


def someone_constraint(name):
    """An attendance names somebody."""
    return models.CheckConstraint(
        name=name,
        condition=Q(person__isnull=False) | ~Q(name=""),
        violation_error_message=_("Choose a person or write the name as printed."),
    )
