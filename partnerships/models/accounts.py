"""Users and the offices they act for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Country, Language, OfficeRole
from partnerships.models.fields import PlainCharField


class User(AbstractUser):
    """One row is a person who signs in."""

    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )


class Office(models.Model):
    """One row is an office: of regions, of a whole side, or the secretariat of initiatives."""

    name = PlainCharField(_("name"), max_length=200, unique=True)
    side = models.CharField(
        _("whole side"),
        max_length=2,
        choices=Country.choices,
        blank=True,
        help_text=_("For an embassy or a ministry that acts for a whole country."),
    )
    regions = models.ManyToManyField(
        "partnerships.Region",
        verbose_name=_("regions"),
        blank=True,
        related_name="offices",
    )
    initiatives = models.ManyToManyField(
        "partnerships.Initiative",
        verbose_name=_("secretariat of"),
        blank=True,
        related_name="secretariats",
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self):
        return self.name


class OfficeMember(models.Model):
    """One row is a user's role in an office."""

    user = models.ForeignKey(
        User,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.CASCADE,
        related_name="members",
    )
    role = models.CharField(_("role"), max_length=12, choices=OfficeRole.choices)

    class Meta:
        verbose_name = _("office member")
        verbose_name_plural = _("office members")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office"],
                name="office_member_once",
                violation_error_message=_("This user is a member of the office already."),
            )
        ]

    def __str__(self):
        return f"{self.user} ({self.office})"
