"""What signing in keeps beside the accounts: who failed lately, and codes to get in without."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.fields import PlainCharField


class SignInTry(models.Model):
    """One row is a try that did not succeed, or not yet; it is forgotten within the hour.

    Both columns are keyed digests: who mistypes may type a password where the name belongs.
    """

    account = models.CharField(_("account, unreadable"), max_length=64)
    address = models.CharField(_("address, unreadable"), max_length=64)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("try to sign in")
        verbose_name_plural = _("tries to sign in")
        indexes = [models.Index(fields=["address", "account"], name="sign_in_try_from")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


class RecoveryCode(models.Model):
    """One row is a code that stands in, once, for the phone that makes codes. Kept as a digest."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="recovery_codes",
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")
        ]

    def __str__(self):
        return str(self.user)


class OpenIdIdentity(models.Model):
    """One row is who somebody is at a provider of OpenID Connect, by its unchanging subject."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="openid_identities",
    )
    issuer = PlainCharField(_("issuer"), max_length=200)
    subject = PlainCharField(_("subject"), max_length=255)

    class Meta:
        verbose_name = _("identity at a provider")
        verbose_name_plural = _("identities at a provider")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="openid_identity_of_one",
                violation_error_message=_("This identity belongs to an account already."),
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="openid_identity_once",
                violation_error_message=_("The account has an identity at this issuer already."),
            ),
        ]

    def __str__(self):
        return f"{self.subject} ({self.issuer})"
