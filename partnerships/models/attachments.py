"""Files that belong to a record: the signed paper, the programme, photographs."""

from uuid import uuid4

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Language, Visibility
from partnerships.models.fields import PlainCharField
from partnerships.models.sources import about, level_rule, record_models
from partnerships.models.visibility import is_administrator, jurisdiction_of

#: The folder of the storage in which all of them lie.
FOLDER = "attachments"


class FileKind(models.TextChoices):
    """What may be attached; the value is the ending of the name."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")
    PPTX = "pptx", _("PowerPoint slides")
    ODT = "odt", _("OpenDocument text")
    ODS = "ods", _("OpenDocument spreadsheet")
    TXT = "txt", _("Text")
    CSV = "csv", _("CSV table")


_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis"
#: As what a file is sent; nothing else ever is.
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}.presentationml.presentation",
    FileKind.ODT: f"{_OPEN}.opendocument.text",
    FileKind.ODS: f"{_OPEN}.opendocument.spreadsheet",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
}


def new_token() -> str:
    return uuid4().hex


def attached_models() -> list[type[models.Model]]:
    """The models of the records that carry attachments."""
    return [model for model in record_models() if hasattr(model, "attachments")]


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Attachments at a level that `user` may see, of a record that `user` may see."""
        if is_administrator(user):
            return self
        seen = about(attached_models(), lambda records: records.visible_to(user))
        return self.of_visible_record(user).filter(seen)

    def of_visible_record(self, user, kind=None):
        """Attachments that `user` may see of a record known to be visible.

        `kind` is the model of the record, where the caller knows it.
        """
        if is_administrator(user):
            return self
        return self.filter(level_rule(user, [kind] if kind else attached_models()))

    def editable_by(self, user):
        """Attachments that `user` may change on a record that they may change.

        Those of an office that they write for; one of no office is as open as its record.
        """
        if is_administrator(user):
            return self
        own = Q(office__in=jurisdiction_of(user).editing_offices)
        return self.visible_to(user).filter(own | Q(office__isnull=True))

    def for_reading(self):
        return self.select_related("office")


class Attachment(models.Model):
    """One row is a file of a record; the file lies in the storage under `stored_name`.

    A file is never replaced: another is another row. It is kept as long as a row or a stored state
    of the history names it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    #: Names the file in its address and in the storage; it cannot be guessed.
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    title = PlainCharField(
        _("what it is"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Signed memorandum”; left empty, the name of the file is shown."),
    )
    language = models.CharField(
        _("language of the file"), max_length=5, choices=Language.choices, blank=True
    )
    name = PlainCharField(_("name of the file"), max_length=255, editable=False)
    kind = models.CharField(
        _("kind of file"), max_length=5, choices=FileKind.choices, editable=False
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        help_text=_("Whose file it is; left empty, that of who attaches it."),
    )
    visibility = models.CharField(
        _("who sees it"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PARTIES,
        help_text=_("Nobody sees a file who does not see its record."),
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="attachment_record")]

    def __str__(self):
        return self.title or self.name

    def get_absolute_url(self):
        return reverse("attachment", args=[self.token])

    @property
    def stored_name(self) -> str:
        """Where the file lies in the storage; nothing of it comes from who uploaded it."""
        return f"{FOLDER}/{self.token[:2]}/{self.token}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[FileKind(self.kind)]
