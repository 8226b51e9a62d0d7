"""How to reach people: for the officials who need it, never for the public."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.choices import Visibility
from partnerships.models.base import RowQuerySet
from partnerships.models.delegations import Attendance, Delegation
from partnerships.models.fields import PlainCharField
from partnerships.models.people import Person
from partnerships.models.visibility import (
    is_administrator,
    jurisdiction_of,
    owning_rule,
    sharing_rule,
)

#: Wider ones would show it to people who have nothing to do with the person.
LEVELS = [
    (Visibility.PARTIES.value, _("Offices that need it")),
    (Visibility.OFFICE.value, _("Office: the owning office only")),
]
validate_telephone = RegexValidator(
    r"\A\+?[0-9][0-9 ()/.-]{3,38}\Z", _("Write digits, such as +81 55 223 1111.")
)


class ContactKind(models.TextChoices):
    EMAIL = "email", _("E-mail address")
    TELEPHONE = "telephone", _("Telephone")


def _of_people_needed_by(user) -> Q:
    """Which contact data is of people whom an office of `user` works with.

    Those of their records, those who hold a post in a region that the office acts for, and those
    of delegations of which it is a party. A whole-side office reads more than it works with.
    """
    people = Person.objects.filter(_worked_with(user, Person))
    attended = Attendance.objects.filter(delegation__in=_delegations(user))
    return Q(person__in=people.values("pk")) | Q(person__in=attended.values("person"))


def _delegations(user):
    shared = Delegation.objects.visible_to(user).filter(_worked_with(user, Delegation))
    return shared.order_by().values("pk")


def _worked_with(user, model) -> Q:
    offices = jurisdiction_of(user).offices
    return owning_rule(offices) | sharing_rule(user, model, with_sides=False)


class ContactQuerySet(RowQuerySet):
    def visible_to(self, user):
        """Contact data of people whom an office of `user` works with; none for anybody else.

        What is for an office alone is seen by that one. The person has to be visible, too.
        """
        if is_administrator(user):
            return self
        offices = jurisdiction_of(user).offices
        if not offices:
            return self.filter(pk__in=[])
        needed = Q(visibility=Visibility.PARTIES) & _of_people_needed_by(user)
        seen = Person.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(office__in=offices) | needed, person__in=seen)

    def editable_by(self, user):
        """Those of an office that `user` writes for, and those of no office."""
        if is_administrator(user):
            return self
        own = Q(office__in=jurisdiction_of(user).editing_offices)
        return self.visible_to(user).filter(own | Q(office__isnull=True))

    def for_reading(self):
        return self.select_related("office")


class Contact(models.Model):
    """One row is a way to reach a person in their office."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    value = PlainCharField(_("address or number"), max_length=200)
    office = models.ForeignKey(
        "partnerships.Office",
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        help_text=_("Who keeps it; left empty, that of who enters it."),
    )
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=LEVELS, default=Visibility.PARTIES
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contact data")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_never_public",
                condition=Q(visibility__in=[Visibility.PARTIES, Visibility.OFFICE]),
                violation_error_message=_("It is never public."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self):
        check = validate_email if self.kind == ContactKind.EMAIL else validate_telephone
        try:
            check(self.value)
        except ValidationError as refusal:
            raise ValidationError({"value": refusal.messages}) from None
