from datetime import date

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision

from partnerships.choices import ChangeKind, Visibility
from partnerships.models import (
    AccessEvent,
    Change,
    ImportBatch,
    ImportedRow,
    MergedRecord,
    Organisation,
    ReferenceCounter,
    Reminder,
    SeededRow,
)
from partnerships.models.access import AccessKind
from tests.factories.accounts import UserFactory
from tests.factories.base import RowFactory
from tests.factories.organisations import OrganisationFactory


class ReferenceCounterFactory(RowFactory):
    class Meta:
        model = ReferenceCounter

    prefix = "DEL"
    year = factory.Sequence(lambda n: 1900 + n % 100)


class AccessEventFactory(RowFactory):
    """Somebody signed in."""

    class Meta:
        model = AccessEvent

    kind = AccessKind.SIGN_IN
    account = "made-up"
    address = "192.0.2.1"


class ReminderFactory(RowFactory):
    """A reminder that was not sent yet."""

    class Meta:
        model = Reminder

    user = factory.SubFactory(UserFactory)
    day = date(2026, 11, 2)


class SeededRowFactory(RowFactory):
    class Meta:
        model = SeededRow

    file = "made-up.csv"
    key = factory.Sequence(lambda n: f"MADE-UP-{n}")
    values = factory.Dict({"title": "Made up"})


class MergedRecordFactory(RowFactory):
    """A merge that moved nothing; `target` names the organisation that stands."""

    class Meta:
        model = MergedRecord

    key = factory.Sequence(lambda n: f"made-up-former-{n}")
    old_id = factory.Sequence(lambda n: 900_000 + n)
    title = "Made-up Former Body"
    target = factory.SubFactory(OrganisationFactory)
    version_before = 1
    version_after = 1


class ChangeFactory(RowFactory):
    """A first save of an organisation, as a book without its states tells it."""

    class Meta:
        model = Change

    content_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(Organisation))
    object_id = factory.LazyFunction(lambda: OrganisationFactory().pk)
    kind = ChangeKind.RECORDED
    number = 1
    visibility = Visibility.PUBLIC
    told_to = Visibility.PUBLIC

    @factory.lazy_attribute
    def revision(self):
        return Revision.objects.create(date_created=timezone.now())


class ImportBatchFactory(RowFactory):
    """A file that was uploaded and not looked into yet."""

    class Meta:
        model = ImportBatch

    section = "delegations"
    file_name = "made-up.csv"
    file_sha256 = "0" * 64
    file_size = 1


class ImportedRowFactory(RowFactory):
    class Meta:
        model = ImportedRow

    batch = factory.SubFactory(ImportBatchFactory)
    number = factory.Sequence(lambda n: n + 2)
    fingerprint = "0" * 64
    record = factory.SubFactory(OrganisationFactory)
    is_new = True
