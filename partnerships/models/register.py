"""The house's own books: reference numbers given, values as seeded, reminders sent."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceCounter(models.Model):
    """One row is the last number given to a prefix in a year."""

    prefix = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="counter_once"),
        ]

    def __str__(self):
        return f"{self.prefix}-{self.year}: {self.last}"


class SeededRow(models.Model):
    """One row is a seed row as last loaded: a later release never overwrites a person's edit."""

    file = models.CharField(max_length=60)
    key = models.CharField(max_length=300)
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="seeded_row_once")]

    def __str__(self):
        return f"{self.file}: {self.key}"


class Reminder(models.Model):
    """One row is the mail that reminds a user on a day: begun, and sent once it was accepted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    day = models.DateField(_("day"))
    #: Names the mail, so that one sent twice is recognised by who receives it.
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    changes_until = models.DateTimeField(_("tells changes until"), null=True, blank=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    sent_at = models.DateTimeField(_("accepted by the mail server"), null=True, blank=True)
    failure = models.TextField(_("why it was not sent"), blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="reminder_once_a_day")]

    def __str__(self):
        return f"{self.user}: {self.day}"
