"""Records that were merged away: where their addresses lead, and how to undo it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Visibility
from partnerships.models.changes import Change
from partnerships.models.visibility import (
    is_administrator,
    jurisdiction_of,
    readers_behind,
    visible_levels,
)

#: A merged record may itself be merged; addresses follow as many merges.
LONGEST_CHAIN = 20


class MergedRecordQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def target_of(
        self, model, *, key: str | None = None, pk: int | None = None, user=None
    ) -> int | None:
        """The key in the database of the record that stands for a merged one, None if none does.

        Named by its reference or slug, or by its own former number; further merges are followed.
        It says nothing of who may see the record. To a `user` who was not let see the merged one
        it never was.
        """
        merged = self.of(model)
        found = merged.filter(key=key) if key is not None else merged.filter(old_id=pk)
        first = found.with_last_sight().values_list("target_id", "last_level", "last_office")
        target, *sight = first.first() or (None, None, None)
        for _step in range(LONGEST_CHAIN):
            next_one = merged.filter(old_id=target).values_list("target_id", flat=True).first()
            if target is None or next_one is None:
                break
            target = next_one
        return target if target and knew_merged(user, model, target, *sight) else None

    def with_last_sight(self):
        """Annotate who saw the merged record at last, as the book of changes has it.

        `last_level` is None where the book does not tell; `last_office` kept what was for it alone.
        """
        last = Change.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("old_id")
        ).order_by("-pk")
        return self.annotate(
            last_level=Subquery(last.values("visibility")[:1]),
            last_office=Subquery(last.values("office")[:1]),
        )

    def stand_ins(self, keys, user) -> dict[type, dict[int, str]]:
        """{model: {key of the record that stands for a merged one: the key that this had}}.

        Of the merges with these keys in the database, three queries or more for each; without
        those of records that `user` was not let see.
        """
        found: dict[type, dict[int, str]] = {}
        for merged in self.filter(pk__in=keys).select_related("content_type"):
            model = merged.content_type.model_class()
            target = self.target_of(model, key=merged.key, user=user)
            if model and target:
                found.setdefault(model, {})[target] = merged.key
        return found


def knew_merged(user, model, target: int, level: str | None, office: int | None) -> bool:
    """Whether `user` was let see a merged record, for which `target` stands; None sees all.

    `level` and `office` are those of `with_last_sight`. Its parties went over to the one that
    stands for it, so that their offices are those that this one concerns.
    """
    return user is None or all(
        _knew(reader, model, target, level, office) for reader in readers_behind(user)
    )


def _knew(user, model, target, level, office) -> bool:
    if level is None or is_administrator(user) or level in visible_levels(user):
        return True
    offices = jurisdiction_of(user).offices
    if level == Visibility.OFFICE:
        return office in offices
    return bool(offices) and model.objects.concerning(user).filter(pk=target).exists()


class MergedRecord(models.Model):
    """One row says that a record was merged into another of its kind.

    `done` is what was moved, step by step, so that the merge can be undone.
    """

    #: It speaks of the merge itself, so a further merge leaves it as it is.
    stays_when_merged = True

    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(_("reference or slug"), max_length=80)
    old_id = models.PositiveBigIntegerField()
    title = models.TextField(_("merged record"))
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "target_id")
    version_before = models.PositiveIntegerField()
    version_after = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)
    done = models.JSONField(encoder=DjangoJSONEncoder, default=list, blank=True)

    objects = MergedRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "key"], name="merged_key_once"),
            models.UniqueConstraint(fields=["content_type", "old_id"], name="merged_record_once"),
        ]

    def __str__(self):
        return self.title
