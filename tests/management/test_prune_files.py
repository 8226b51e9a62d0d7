"""The command that finds files without a record, and records without their file."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from partnerships.models import Attachment
from partnerships.models.attachments import FOLDER
from partnerships.services import records
from partnerships.services.files import keeping
from tests.factories import AgreementFactory, AttachmentFactory

pytestmark = pytest.mark.django_db
ORPHAN = f"{FOLDER}/0a/0a000000000000000000000000000000"


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    own = {"BACKEND": "config.storage.DurableStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": own}


def the_day_after(monkeypatch):
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(keeping.timezone, "now", lambda: later)


def test_a_file_that_nothing_names_is_removed_after_a_day(monkeypatch, capsys):
    default_storage.save(ORPHAN, ContentFile(b"made up"))
    call_command("prune_files", apply=True)
    assert default_storage.exists(ORPHAN)

    the_day_after(monkeypatch)
    call_command("prune_files")
    assert default_storage.exists(ORPHAN)
    call_command("prune_files", apply=True)

    assert not default_storage.exists(ORPHAN)
    assert f"{ORPHAN} 7" in capsys.readouterr().out


def test_what_a_row_or_the_history_names_is_kept(monkeypatch):
    record = AgreementFactory()
    standing = AttachmentFactory()
    taken_off = AttachmentFactory.build(record=record, stored=b"")
    default_storage.save(taken_off.stored_name, ContentFile(b"%PDF"))
    records.save(record, [taken_off.save])
    records.save(record, [lambda: Attachment.objects.get(pk=taken_off.pk).delete()])
    records.delete(record, by=None)

    the_day_after(monkeypatch)
    call_command("prune_files", apply=True)

    assert default_storage.exists(standing.stored_name)
    assert default_storage.exists(taken_off.stored_name)


def test_a_lost_file_is_named(capsys):
    lost = AttachmentFactory(name="lost.pdf", stored=b"")
    AttachmentFactory()

    call_command("prune_files")

    assert capsys.readouterr().err == f"Lost: {lost.stored_name}, “lost.pdf” of {lost.record}\n"
