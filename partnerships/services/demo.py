"""Accounts to try the site out with: one of each role, officers of both sides."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from partnerships.choices import OfficeRole
from partnerships.models import Initiative, Office, OfficeMember, Region, User

#: How the names of all demo accounts begin; no other account should have such a name.
PREFIX = "demo-"
#: How the names of their offices begin.
OFFICE_PREFIX = "Demonstration: "


@dataclass(frozen=True)
class DemoOffice:
    """One object is an office; codes of its regions, slugs of initiatives it is secretariat of."""

    name: str
    regions: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoAccount:
    """One object is an account; without an office it is an administrator."""

    name: str
    role: str = ""
    office: DemoOffice = field(default=DemoOffice(""))


YAMANASHI = DemoOffice("international division of Yamanashi", regions=("JP-19",))
TOYAMA = DemoOffice("international division of Toyama", regions=("JP-16",))
UTTAR_PRADESH = DemoOffice("desk of Uttar Pradesh", regions=("IN-UP",))
SECRETARIAT = DemoOffice(
    "secretariat of the nine-prefecture framework", initiatives=("nine-prefecture-framework",)
)
ACCOUNTS = (
    DemoAccount("official", OfficeRole.OFFICIAL, YAMANASHI),
    DemoAccount("officer-yamanashi", OfficeRole.OFFICER, YAMANASHI),
    DemoAccount("officer-toyama", OfficeRole.OFFICER, TOYAMA),
    DemoAccount("officer-uttar-pradesh", OfficeRole.OFFICER, UTTAR_PRADESH),
    DemoAccount("lead", OfficeRole.LEAD, YAMANASHI),
    DemoAccount("secretariat", OfficeRole.SECRETARIAT, SECRETARIAT),
    DemoAccount("administrator"),
)


class NothingToActFor(Exception):
    """A region or initiative of the demo offices is not recorded; the message names it."""


def accounts() -> QuerySet[User]:
    """The demo accounts that there are, by name."""
    return User.objects.filter(username__startswith=PREFIX).order_by("username")


@transaction.atomic
def make(password: str) -> list[tuple[User, str]]:
    """Create the accounts and offices that are missing and set the password of each account.

    Returns each account with the name of its office, "" for the administrator. Raises
    NothingToActFor before anything is written.
    """
    offices = {each: _office(each) for each in _offices()}
    return [_account(each, password, offices.get(each.office)) for each in ACCOUNTS]


def _offices() -> list[DemoOffice]:
    return list(dict.fromkeys(each.office for each in ACCOUNTS if each.role))


def _office(demo: DemoOffice) -> Office:
    regions = _all_of(Region, "code", demo.regions)
    initiatives = _all_of(Initiative, "slug", demo.initiatives)
    office, _new = Office.objects.get_or_create(name=f"{OFFICE_PREFIX}{demo.name}")
    office.regions.set(regions)
    office.initiatives.set(initiatives)
    return office


def _all_of(model, key: str, wanted: tuple[str, ...]) -> list:
    found = {getattr(row, key): row for row in model.objects.filter(**{f"{key}__in": wanted})}
    for value in wanted:
        if value not in found:
            raise NothingToActFor(f"{model._meta.verbose_name} {value}")
    return list(found.values())


def _account(demo: DemoAccount, password: str, office: Office | None) -> tuple[User, str]:
    user, _new = User.objects.get_or_create(username=f"{PREFIX}{demo.name}")
    user.is_active = True
    user.is_staff = user.is_superuser = office is None
    user.set_password(password)
    user.save()
    user.memberships.all().delete()
    if office:
        OfficeMember.objects.create(user=user, office=office, role=demo.role)
    return user, office.name if office else ""
