"""The book of imports: which file was brought in by whom, and what each of its rows became."""

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.choices import DayOrder, ImportPolicy, ImportState
from partnerships.models.fields import PlainCharField, PlainTextField
from partnerships.models.visibility import is_administrator


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The imports of `user`; an administrator sees everybody's."""
        if is_administrator(user):
            return self
        return self.filter(user=user) if user.is_active and user.pk else self.none()


class ImportBatch(models.Model):
    """One row is an uploaded file and what was made of it; the file itself is not kept here.

    `answers` are what its importer decided: {"names": ..., "conflicts": ...}; `detected` is what
    was read of the file before its rows, `counts` how many rows have each verdict.
    """

    #: Names the import in addresses and on the disk; it cannot be guessed.
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    section = models.CharField(_("section"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = PlainCharField(_("file"), max_length=300)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    file_size = models.PositiveBigIntegerField(_("size of the file in bytes"))
    policy = models.CharField(
        _("what it may do"),
        max_length=8,
        choices=ImportPolicy.choices,
        default=ImportPolicy.BOTH,
    )
    reason = PlainTextField(
        _("reason"),
        blank=True,
        help_text=_("Kept with every change; asked for when dates or statuses change."),
    )
    day_order = models.CharField(
        _("order of day and month"),
        max_length=12,
        choices=DayOrder.choices,
        blank=True,
        help_text=_("What 03/04/2025 means in this file; empty: not asked for yet."),
    )
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    answers = models.JSONField(_("decisions"), default=dict, blank=True)
    leaves_errors = models.BooleanField(
        _("rows in error are left out"),
        default=False,
        help_text=_("Not set: nothing is written while any row is in error."),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    detected = models.JSONField(_("what was detected"), default=dict, blank=True)
    counts = models.JSONField(_("rows by verdict"), default=dict, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows to do"), default=0)
    failure = models.TextField(_("why it was refused"), blank=True)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    progress_at = models.DateTimeField(_("last sign of progress"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.section}: {self.file_name}"


class ImportedRow(models.Model):
    """One row is a row of a file that made or changed a record, and the change that it made.

    `fingerprint` is that of its cells: the same row of the same file, applied a second time, is
    known by it.
    """

    #: It tells what was imported then, so a merge leaves it as it is.
    stays_when_merged = True

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("row of the file"))
    fingerprint = models.CharField(max_length=64, db_index=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind of record"), on_delete=models.PROTECT, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    is_new = models.BooleanField(_("made a new record"))
    change = models.ForeignKey(
        "partnerships.Change",
        verbose_name=_("change"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="imported_row_once"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="importedrow_record")]

    def __str__(self):
        return f"{self.batch}: {self.number}"
