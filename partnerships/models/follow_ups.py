"""Follow-ups and notes: what an office has to do about a record, and what it keeps to itself."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Direction, Visibility
from partnerships.models.fields import (
    FoldedField,
    PartialDateField,
    PlainCharField,
    PlainTextField,
    partial_date_constraints,
)
from partnerships.models.moments import DueRows
from partnerships.models.sources import about, level_rule, record_models
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.text import fold

#: Working papers of offices are for those who sign in, never for visitors.
LEVELS = [(level.value, level.label) for level in Visibility if level != Visibility.PUBLIC]


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Papers at a level that `user` may see, of a record that `user` may see."""
        if is_administrator(user):
            return self
        seen = about(record_models(), lambda records: records.visible_to(user))
        return self.of_visible_record(user).filter(seen)

    def of_visible_record(self, user, kind=None):
        """Papers that `user` may see of a record known to be visible; none for a visitor.

        Whom a paper names sees it at every level. `kind` is the model of the record, where the
        caller knows it.
        """
        if is_administrator(user):
            return self
        if not (user.is_active and user.is_authenticated):
            return self.none()
        return self.filter(
            self._naming(user) | level_rule(user, [kind] if kind else record_models())
        )

    def editable_by(self, user):
        """Papers that `user` may change: those of an office that they write for, and their own."""
        if is_administrator(user):
            return self
        if not (user.is_active and user.is_authenticated):
            return self.none()
        writing = Q(office__in=jurisdiction_of(user).editing_offices)
        return self.visible_to(user).filter(self._naming(user) | writing)

    def _naming(self, user) -> Q:
        """Papers that name the user; one who is not stored is named by none."""
        return Q(**{self.model.named: user.pk}) if user.pk else Q(pk__in=[])

    def with_records(self, user):
        """With the records they are about, as named in lists, in one query a kind of record."""
        kinds = [model.objects.visible_to(user).for_reading() for model in record_models()]
        return self.prefetch_related(GenericPrefetch("record", kinds))


class Paper(models.Model):
    """What an office writes about a record, seen by fewer than the record itself."""

    #: The link to the user whom a paper names: its author, or who has to act.
    named: str

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=LEVELS, default=Visibility.OFFICE
    )

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_id"], name="%(class)s_record")]


def never_public(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=~Q(visibility=Visibility.PUBLIC),
        violation_error_message=_("It is never public; officials is the widest."),
    )


class FollowUpQuerySet(DueRows, PaperQuerySet):
    def for_list(self, user):
        return self.for_reading().with_records(user).soonest_first()

    def for_reading(self):
        return self.select_related("office", "person", "done_by", "report")

    def matching(self, text, user):
        """Follow-ups in which each word of `text` is found."""
        found = self
        for word in filter(None, map(fold, text.split())):
            found = found.filter(what_folded__contains=word)
        return found

    def standing(self):
        """Those that are not done."""
        return self.filter(done_on__isnull=True)


class FollowUp(Paper):
    """One row is something that an office, or a person of it, has to do about a record."""

    named = "person"

    what = PlainCharField(_("what is to be done"), max_length=300)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    due = PartialDateField(_("due"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    what_folded = FoldedField(of=("what",))

    objects = FollowUpQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_earliest", "due_latest", "pk"]
        indexes = [
            *Paper.Meta.indexes,
            models.Index(fields=["due_latest"], name="followup_due"),
        ]
        constraints = [
            *partial_date_constraints("follow_up", "due"),
            never_public("follow_up_never_public"),
            models.CheckConstraint(
                name="follow_up_done_by_has_day",
                condition=Q(done_by__isnull=True) | Q(done_on__isnull=False),
                violation_error_message=_("Say on which day it was done, too."),
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    def is_overdue(self, on) -> bool:
        """Whether it is not done and its due date is certainly over on the day `on`."""
        return not self.is_done and self.due_latest is not None and self.due_latest < on


class FollowUpTemplate(models.Model):
    """One row is a step of the set that every delegation of a direction needs."""

    direction = models.CharField(_("direction"), max_length=16, choices=Direction.choices)
    what = PlainCharField(_("what is to be done"), max_length=300)
    days_before = models.PositiveSmallIntegerField(
        _("days before the start"), help_text=_("0 is the day of the start itself.")
    )

    class Meta:
        verbose_name = _("step before a departure")
        verbose_name_plural = _("steps before a departure")
        ordering = ["direction", "-days_before", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "what"],
                name="follow_up_template_once",
                violation_error_message=_("This step is in the set of that direction already."),
            )
        ]

    def __str__(self):
        return self.what


class NoteQuerySet(PaperQuerySet):
    def for_reading(self):
        return self.select_related("office", "author")


class Note(Paper):
    """One row is a remark of an office on a record, for its own use."""

    named = "author"

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
    )
    text = PlainTextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta(Paper.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]
        constraints = [never_public("note_never_public")]

    def __str__(self):
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
