"""The book of handovers: whose open work went to whom, for which office."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.accounts import Office
from partnerships.models.fields import PlainTextField
from partnerships.models.visibility import is_administrator, jurisdiction_of


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of offices that `user` leads, and to or from `user`; all of an administrator."""
        if is_administrator(user):
            return self
        if not (user.is_active and user.is_authenticated):
            return self.none()
        led = Q(office__in=jurisdiction_of(user).leading_offices)
        return self.filter(led | Q(of=user.pk) | Q(to=user.pk))


class Handover(models.Model):
    """One row says that the open work of a person for an office went to a successor.

    `to` is None where nobody was named. What was recorded by `of` until then is looked after by
    the successor (`metrics/open_work.py`).
    """

    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="handovers",
    )
    of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("from"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = PlainTextField(_("reason"), blank=True)
    follow_ups = models.PositiveIntegerField(_("follow-ups"), default=0)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="handover_to_another",
                condition=Q(to__isnull=True) | ~Q(to=models.F("of")),
                violation_error_message=_("Choose somebody else."),
            )
        ]

    def __str__(self):
        return f"{self.of} > {self.to or '-'}"
