"""Users and the offices they act for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Country, Language, OfficeRole, Visibility
from partnerships.models.fields import PlainCharField
from partnerships.models.visibility import (
    Jurisdiction,
    is_administrator,
    jurisdiction_of,
    may_enter_admin,
)

#: Roles in an office whose holders add and edit its records.
WRITING = (OfficeRole.OFFICER, OfficeRole.SECRETARIAT, OfficeRole.LEAD)
#: Of a membership: what `_jurisdiction` reads.
_ACTS = (
    *("office", "role", "office__side", "office__regions", "office__initiatives"),
    "exports_personal",
)


class User(AbstractUser):
    """One row is a person who signs in."""

    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )

    sessions_ended = models.PositiveIntegerField(
        _("times all sessions were ended"), default=0, editable=False
    )

    def _get_session_auth_hash(self, secret=None):
        """What each session of the account is signed with; another one ends them all."""
        key_salt = "partnerships.models.accounts.User"
        text = f"{self.password} {self.sessions_ended}"
        return salted_hmac(key_salt, text, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def jurisdiction(self) -> Jurisdiction:
        """What the user's offices act for; read once, in one query."""
        if self.pk is None:
            return Jurisdiction()
        return _jurisdiction(list(self.memberships.values_list(*_ACTS)))

    @property
    def enters_admin(self) -> bool:
        return may_enter_admin(self)


class OfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All offices, for whoever signs in: officials have to know whom to turn to."""
        return self if user.is_active and user.is_authenticated else self.none()

    def editable_by(self, user):
        return self if is_administrator(user) else self.none()

    def led_by(self, user):
        """The offices whose members `user` looks after: an administrator, all."""
        if is_administrator(user):
            return self
        return self.filter(pk__in=jurisdiction_of(user).leading_offices)


#: Who may see the new records of an office unasked; the public only when somebody says so.
NEW_LEVELS = [
    (level.value, level.label)
    for level in (Visibility.PARTIES, Visibility.OFFICIALS, Visibility.OFFICE)
]


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
    default_visibility = models.CharField(
        _("who sees its new records"),
        max_length=10,
        choices=NEW_LEVELS,
        default=Visibility.PARTIES,
        help_text=_(
            "What the form of a new record begins with, and what imported ones get. Where no other "
            "office acts for a party, what is for the parties is kept for the office."
        ),
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name"]

    def __str__(self):
        return self.name


def account_with_offices(key) -> User | None:
    """The account of the key with what its offices act for, in one query."""
    acts = {f"acts_{number}": F(f"memberships__{name}") for number, name in enumerate(_ACTS)}
    rows = list(User.objects.filter(pk=key).annotate(**acts))
    if not rows:
        return None
    user = rows[0]
    found = [tuple(getattr(row, name) for name in acts) for row in rows]
    user.jurisdiction = _jurisdiction([row for row in found if row[0] is not None])
    return user


def colleagues_of(user) -> models.QuerySet[User]:
    """Those who sign in and are members of an office that `user` writes for."""
    writing = jurisdiction_of(user).editing_offices
    members = OfficeMember.objects.filter(office__in=writing).values("user")
    return User.objects.filter(is_active=True, pk__in=members).order_by("username")


def jurisdiction_of_member(office: Office, initiatives: models.QuerySet) -> Jurisdiction:
    """What somebody who reads for the office acts for; of its initiatives, those among these."""
    return Jurisdiction(
        offices=frozenset([office.pk]),
        regions=frozenset(office.regions.values_list("pk", flat=True)),
        sides=frozenset(filter(None, [office.side])),
        initiatives=frozenset(initiatives.filter(secretariats=office).values_list("pk", flat=True)),
    )


def _jurisdiction(rows) -> Jurisdiction:
    """`rows` are (office, role, side, region, initiative, whether contact data is exported).

    Side, region and initiative may be empty.
    """
    writing = [row for row in rows if row[1] in WRITING]
    return Jurisdiction(
        offices=_keys(rows, 0),
        regions=_keys(rows, 3),
        sides=frozenset(row[2] for row in rows if row[2]),
        initiatives=_keys(rows, 4),
        editing_offices=_keys(writing, 0),
        editing_regions=_keys(writing, 3),
        editing_initiatives=_keys([row for row in writing if row[1] == OfficeRole.SECRETARIAT], 4),
        leading_offices=_keys([row for row in writing if row[1] == OfficeRole.LEAD], 0),
        roles=frozenset(row[1] for row in rows),
        exports_personal=any(row[5] for row in rows),
    )


def _keys(rows, place) -> frozenset[int]:
    return frozenset(row[place] for row in rows if row[place] is not None)


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
    exports_personal = models.BooleanField(
        _("exports contact data"),
        default=False,
        help_text=_("Of the people whose contact data they see; each export is in the log."),
    )

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
