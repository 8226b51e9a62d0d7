"""The access log: who signed in, took files away, brought files in, or was refused."""

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessKind(TextChoices):
    """What somebody did, or tried to do."""

    SIGN_IN = "sign_in", _("Sign-in")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    SIGN_OUT = "sign_out", _("Sign-out")
    ACCOUNT = "account", _("Account changed")
    EXPORT = "export", _("Export")
    IMPORT = "import", _("Import")
    REFUSAL = "refusal", _("Refusal")


class AccessEvent(models.Model):
    """One row is something that the log tells; rows are written and pruned, never changed.

    `account` names the user as they were called, and stays when the account goes. `path` has no
    query string; `query` is what an export was filtered by, the name of a file that was imported,
    or which boxes of a form were refused. One row may stand for several alike events of a
    stranger: `times` says for how many.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    kind = models.CharField(_("kind"), max_length=16, choices=AccessKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    account = models.CharField(_("account"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)
    method = models.CharField(_("method"), max_length=8, blank=True)
    path = models.CharField(_("path"), max_length=500, blank=True)
    section = models.CharField(_("section"), max_length=60, blank=True)
    format = models.CharField(_("format"), max_length=8, blank=True)
    query = models.TextField(_("filter or file"), blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    reason = models.CharField(_("what and why"), max_length=500, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "-at"], name="access_kind_at"),
            models.Index(fields=["account", "-at"], name="access_account_at"),
            models.Index(fields=["address", "-at"], name="access_address_at"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.account or self.address}"
