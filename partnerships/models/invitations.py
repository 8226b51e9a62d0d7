"""Invitations: who was asked to join which office, by whom, and what became of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.choices import OfficeRole
from partnerships.models.accounts import Office
from partnerships.models.visibility import is_administrator, jurisdiction_of


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The invitations into offices that `user` leads; all of them for an administrator."""
        if is_administrator(user):
            return self
        return self.filter(office__in=jurisdiction_of(user).leading_offices)

    editable_by = visible_to

    def unanswered(self):
        """Neither accepted nor taken back; the link of one may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def standing(self, at: datetime):
        """Those whose link leads somewhere at the moment `at`."""
        return self.unanswered().filter(expires_at__gt=at)


class Invitation(models.Model):
    """One row asks whoever reads an e-mail address to join an office, in a role.

    The link holds a random word, of which only the digest is kept: who reads the database cannot
    follow it.
    """

    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"), max_length=150)
    role = models.CharField(_("role"), max_length=12, choices=OfficeRole.choices)
    language = models.CharField(
        _("language of the mail"), max_length=5, choices=settings.LANGUAGES, default="en"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("invited"), auto_now_add=True)
    sent_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    expires_at = models.DateTimeField(_("runs out"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_ends_one_way",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.email} ({self.office})"
