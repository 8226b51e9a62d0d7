from datetime import UTC, datetime

import factory
from django.utils import timezone

from partnerships.choices import OfficeRole
from partnerships.models import (
    Handover,
    Invitation,
    Office,
    OfficeMember,
    OpenIdIdentity,
    RecoveryCode,
    SignInTry,
    User,
)
from tests.factories.base import RowFactory, links


class UserFactory(RowFactory):
    """Somebody who signs in and reads; `staff` may enter the admin, `administrator` do all."""

    class Meta:
        model = User

    class Params:
        staff = factory.Trait(is_staff=True)
        administrator = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence(lambda n: f"made-up-user-{n}")


class OfficeFactory(RowFactory):
    class Meta:
        model = Office

    name = factory.Sequence(lambda n: f"Made-up Office {n}")
    regions = links("regions")
    initiatives = links("initiatives")


class OfficeMemberFactory(RowFactory):
    class Meta:
        model = OfficeMember

    user = factory.SubFactory(UserFactory)
    office = factory.SubFactory(OfficeFactory)
    role = OfficeRole.OFFICER


class InvitationFactory(RowFactory):
    """Runs out in a far future; its link is known to nobody."""

    class Meta:
        model = Invitation

    office = factory.SubFactory(OfficeFactory)
    email = factory.Sequence(lambda n: f"made-up-{n}@office.example")
    role = OfficeRole.OFFICER
    by = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = datetime(2999, 1, 1, tzinfo=UTC)


class SignInTryFactory(RowFactory):
    class Meta:
        model = SignInTry

    account = factory.Sequence("{:064x}".format)
    address = "0" * 64
    at = factory.LazyFunction(timezone.now)


class HandoverFactory(RowFactory):
    class Meta:
        model = Handover

    office = factory.SubFactory(OfficeFactory)
    of = factory.SubFactory(UserFactory)
    by = factory.SubFactory(UserFactory)


class RecoveryCodeFactory(RowFactory):
    class Meta:
        model = RecoveryCode

    user = factory.SubFactory(UserFactory)
    digest = factory.Sequence("{:064x}".format)


class OpenIdIdentityFactory(RowFactory):
    class Meta:
        model = OpenIdIdentity

    user = factory.SubFactory(UserFactory)
    issuer = "https://provider.example"
    subject = factory.Sequence("made-up-subject-{}".format)
