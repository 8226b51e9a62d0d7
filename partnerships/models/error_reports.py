"""What readers report to be wrong; the follow-up of each says who looks at it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.fields import PlainTextField


class ErrorReportQuerySet(models.QuerySet):
    def answered(self):
        """Those whose follow-up is done: nobody has a question left."""
        return self.filter(follow_up__done_on__isnull=False)

    def with_sender(self):
        return self.exclude(sender="")

    def with_email(self):
        return self.filter(~Q(email=""))


class ErrorReport(models.Model):
    """One row is what somebody reported to be wrong in a record, in their own words.

    It is no row of the record: no history keeps it, so that what is taken out of it is gone.
    """

    follow_up = models.OneToOneField(
        "partnerships.FollowUp",
        verbose_name=_("follow-up"),
        on_delete=models.CASCADE,
        related_name="report",
    )
    wrong = PlainTextField(_("what is wrong"))
    right = PlainTextField(_("what would be right"), blank=True)
    written_at = models.URLField(_("where it is written"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail for questions"), blank=True)
    sender = models.CharField(
        _("sender, unreadable"),
        max_length=64,
        blank=True,
        db_index=True,
        help_text=_("Tells reports of one day apart by where they came from; emptied after it."),
    )
    reported_at = models.DateTimeField(_("reported"), auto_now_add=True, db_index=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-reported_at", "-pk"]

    def __str__(self):
        return self.wrong if len(self.wrong) <= 80 else f"{self.wrong[:79]}…"

    @property
    def shown_email(self) -> str:
        """The address while a question may be left, "" once the follow-up is done."""
        return "" if self.follow_up.is_done else self.email
