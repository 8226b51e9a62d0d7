"""Keeps attached files in the storage: no row without its file, and few files without a row."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import loads

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from partnerships.models import Attachment
from partnerships.models.attachments import FOLDER

logger = logging.getLogger("partnerships.files")

#: A younger file may belong to a save that is still on its way.
SETTLED_AFTER = timedelta(hours=24)


@contextmanager
def kept(files: Iterable[tuple[Attachment, File]]) -> Iterator[None]:
    """Write the files of new rows, then let the rows be saved; a failed save takes them back.

    They are written before the transaction, which stays short; a crash in between leaves files
    that no row names, which `orphans` finds. Raises ValidationError where the storage refuses.
    """
    written: list[Attachment] = []
    try:
        for attachment, content in files:
            written.append(attachment)
            _write(attachment, content)
        yield
    except BaseException:
        for attachment in written:
            _take_back(attachment)
        raise


def _write(attachment: Attachment, content: File) -> None:
    try:
        name = default_storage.save(attachment.stored_name, content)
    except Exception as error:  # storages raise what their servers' libraries do
        logger.exception("the file of an attachment could not be stored")
        told = _("“%(name)s” could not be stored, and nothing was saved. Try again later.")
        raise ValidationError(told % {"name": attachment.name}) from error
    if name != attachment.stored_name:
        default_storage.delete(name)
        raise ValidationError(_("A file was stored under this name already; try again."))


def _take_back(attachment: Attachment) -> None:
    """Remove the file of a row that was not saved; where that is unsure, it stays an orphan."""
    try:
        if not Attachment.objects.filter(token=attachment.token).exists():
            default_storage.delete(attachment.stored_name)
    except Exception:
        logger.exception("the file %s may be left without a row", attachment.stored_name)


def opened(attachment: Attachment) -> File | None:
    """The file, open for reading; None, and an error in the log, where the storage has lost it."""
    try:
        return default_storage.open(attachment.stored_name)
    except FileNotFoundError:
        logger.error("the storage has no file %s", attachment.stored_name)
        return None


@dataclass(frozen=True)
class Stored:
    """A file as the storage has it."""

    name: str
    size: int
    written: datetime


def orphans(at: datetime | None = None) -> list[Stored]:
    """Files that neither a row nor the history names, and that no running save can belong to.

    `at` is the moment that they are judged by; None is now.
    """
    before = (at or timezone.now()) - SETTLED_AFTER
    found = [_stored(name) for name in _names()]  # before the rows: a later file is not judged
    named = named_files()
    return [file for file in found if file.name not in named and file.written < before]


def missing() -> list[Attachment]:
    """Attachments of records whose file the storage has not."""
    names = set(_names())
    return [row for row in Attachment.objects.order_by("pk") if row.stored_name not in names]


def remove(file: Stored) -> None:
    default_storage.delete(file.name)


def _names() -> Iterator[str]:
    for folder in _listed(FOLDER)[0]:
        for name in _listed(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def _listed(folder) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _stored(name) -> Stored:
    return Stored(name, default_storage.size(name), default_storage.get_modified_time(name))


def named_files() -> set[str]:
    """The stored names of all rows that stand or that the history can bring back."""
    named = set(Attachment.objects.values_list("token", flat=True))
    kind = ContentType.objects.get_for_model(Attachment)
    states = Version.objects.filter(content_type=kind).order_by()
    for data in states.values_list("serialized_data", flat=True).iterator(chunk_size=1000):
        named.add(loads(data)[0]["fields"]["token"])
    return {Attachment(token=token).stored_name for token in named}
