"""The book of changes: which save of the history changed which record, and who may know of it."""

from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from partnerships.choices import ChangeKind, Visibility
from partnerships.models.base import Record
from partnerships.models.reach import words_sought
from partnerships.models.sources import about, record_models
from partnerships.models.visibility import (
    SHARED,
    is_administrator,
    jurisdiction_of,
    readers_behind,
    visible_levels,
)


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Changes of records that `user` may see, of which such a reader could know at the time.

        What a record was while it was hidden stays hidden when it is opened later, and a change of
        nothing but hidden rows is not told; a removed record is, as everywhere, not there.
        """
        told = Q()
        for reader in readers_behind(user):
            told &= self._told_rule(reader)
        return self.shown_to(user).filter(told)

    def _told_rule(self, user) -> Q:
        if is_administrator(user):
            return Q()
        own = Q(told_to=Visibility.OFFICE, office__in=jurisdiction_of(user).offices)
        return self._level_rule(user, "told_to") | own

    def shown_to(self, user):
        """Changes of records that `user` may see and, as they were after the change, could see.

        The state that such a change made may be read, though what it changed may not be told.
        """
        if is_administrator(user):
            return self
        records = self._of_records(lambda model: model.objects.visible_to(user))
        return records.filter(self._level_rule(user, "visibility"))

    def _level_rule(self, user, column: str, office: str = "office") -> Q:
        """Whether `user` is among those whom the level in `column` means.

        Parties are judged by today's ties; what was for an office alone by the office kept at the
        path `office`, so that it does not go over to a later owner, or by today's owner where none
        is kept. What is for an office within a record that more people see is not told by this.
        """
        rule = Q()
        for reader in readers_behind(user):
            rule &= self._rule_of(reader, column, office)
        return rule

    def _rule_of(self, user, column: str, office: str) -> Q:
        found = Q(**{f"{column}__in": visible_levels(user)})
        if not is_administrator(user) and jurisdiction_of(user).offices:
            shared = about(record_models(), lambda records: records.concerning(user))
            owned = about(record_models(), lambda records: records.owned_by(user))
            found |= Q(**{f"{column}__in": SHARED}) & shared
            for_office = Q(**{column: Visibility.OFFICE})
            if column == "told_to":
                for_office &= Q(visibility=Visibility.OFFICE)
            kept = Q(**{f"{office}__in": jurisdiction_of(user).offices})
            found |= for_office & (kept | Q(**{f"{office}__isnull": True}) & owned)
        return found

    def _of_records(self, chosen):
        """Changes of the records that `chosen` finds, asked for each kind of record."""
        found = Q(pk__in=[])
        for model in record_models():
            kind = ContentType.objects.get_for_model(model)
            found |= Q(content_type=kind, object_id__in=chosen(model).order_by().values("pk"))
        return self.filter(found)

    def of(self, record):
        """The changes of one record, newest first."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk).order_by("-pk")

    def for_list(self, user):
        return (
            self.select_related("revision__user", "previous")
            .annotate(
                updated_at=F("revision__date_created"),
                before_is_seen=Case(
                    When(self._level_rule(user, "seen_before", "previous__office"), then=True),
                    default=False,
                ),
            )
            .order_by("-pk")
        )

    def for_reading(self):
        return self

    def overlapping(self, start, end):
        """Changes made from `start` to `end`, both days inclusive, None is open."""
        found = self
        if start:
            found = found.filter(revision__date_created__date__gte=start)
        if end:
            found = found.filter(revision__date_created__date__lte=end)
        return found

    def of_kinds(self, models):
        """Changes of records of these kinds."""
        kinds = [ContentType.objects.get_for_model(model) for model in models]
        return self.filter(content_type__in=kinds)

    def matching(self, text, user):
        """Changes of records in which each word of `text` is found."""
        sought = words_sought(text, user)
        return self._of_records(lambda model: model.objects.visible_to(user).matching(sought, user))

    def undated(self):
        return self.none()

    def touching_regions(self, codes, user, *, every=False):
        """Changes of records that count for any, or for `every` one, of the regions."""

        def chosen(model):
            visible = model.objects.visible_to(user)
            return visible.touching_regions(codes, user, every=every)

        return self._of_records(chosen)

    def towards_partnerships(self, partnerships, user):
        """Changes of these partnerships and of the visible records that count towards them."""

        def chosen(model):
            visible = model.objects.visible_to(user)
            if model is partnerships.model:
                return visible.filter(pk__in=partnerships.values("pk"))
            names = {field.name for field in model._meta.get_fields()}
            link = next((name for name in ("partnerships", "partnership") if name in names), "")
            linked = Q(**{f"{link}__in": partnerships.values("pk")}) if link else Q(pk__in=[])
            return visible.filter(linked)

        return self._of_records(chosen)


class Change(models.Model):
    """One row is one save of one record; what it changed is read from the history itself."""

    revision = models.ForeignKey(
        "reversion.Revision", on_delete=models.CASCADE, related_name="changes"
    )
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind of record"), on_delete=models.PROTECT, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("change"), max_length=10, choices=ChangeKind.choices)
    number = models.PositiveIntegerField(
        _("version"), help_text=_("The version of the record that this save made.")
    )
    visibility = models.CharField(
        _("who saw it then"),
        max_length=10,
        choices=Visibility.choices,
        help_text=_("Before the day it is shown from, a record is for its parties."),
    )
    seen_before = models.CharField(
        _("who saw it until then"), max_length=10, choices=Visibility.choices, blank=True
    )
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The office of who did it; it alone is told of what is for an office."),
    )
    told_to = models.CharField(
        _("who is told"),
        max_length=10,
        choices=Visibility.choices,
        help_text=_("The most people to whom something that it changed was visible."),
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="change_record")]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}: {self.number}"

    @property
    def model(self) -> type[Record] | None:
        """The kind of record; None for one that this release does not know."""
        kind = ContentType.objects.get_for_id(self.content_type_id)  # kept by Django once read
        return cast(type[Record] | None, kind.model_class())

    def shows_before(self) -> bool:
        """Whether the reader of the list may know what stood before this (needs `for_list`)."""
        return self.previous is not None and self.before_is_seen


def level_on(record: Record, day) -> str:
    """Who sees the record on the day: as it says, but only its parties before it is shown."""
    wide = record.visibility in (Visibility.PUBLIC, Visibility.OFFICIALS)
    ahead = record.public_from is not None and record.public_from > day
    return Visibility.PARTIES if wide and ahead else record.visibility
