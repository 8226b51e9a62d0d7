"""Uploads files as a browser does, and walks to the page of the import that begins."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnerships.csvtext import BOM, csv_line
from partnerships.models import ImportBatch
from partnerships.services.importing import running
from partnerships.services.importing.rows import PlannedRow
from tests.factories import ImportBatchFactory

ADD = "/admin/partnerships/importbatch/add/"


def exported(client, section: str, **query) -> str:
    """The CSV export of a section as this user sees it, without the byte order mark."""
    response = client.get(f"/{section}/", {"_export": "csv", **query})
    return b"".join(response.streaming_content).decode("utf-8-sig")


def table(*lines) -> str:
    """A CSV file of these lines, each a list of cells."""
    return "".join(csv_line(line) for line in lines)


def upload(client, text: str | bytes, section="delegations", name="made-up.csv", **values):
    """Post a file; the import that began, or the page that refused it."""
    content = text if isinstance(text, bytes) else (BOM + text).encode()
    posted = {"section": section, "policy": "both", "reason": "Made-up reason", **values}
    response = client.post(ADD, {**posted, "file": SimpleUploadedFile(name, content)})
    if response.status_code != 302:
        return response
    return ImportBatch.objects.get(token=response["Location"].rstrip("/").rsplit("/", 1)[1])


def address(batch, step="page", *more) -> str:
    return reverse(f"admin:partnerships_importbatch_{step}", args=[batch.token, *more])


def page(client, batch, **query):
    response = client.get(address(batch), query)
    assert response.status_code == 200
    return response


def step(client, batch, name, *more, follow=True, **values):
    return client.post(address(batch, name, *more), values, follow=follow)


def body(response) -> str:
    return response.content.decode()


def file_of(response) -> str:
    return io.BytesIO(b"".join(response.streaming_content)).getvalue().decode("utf-8-sig")


# Imports in a certain state, without a file having been compared

DETECTED = {
    "encoding": "utf-8-sig",
    "separator": ",",
    "header_row": 1,
    "sheet": "",
    "sheets": [],
    "matched": [["ref", "ref"], ["題名", "title"]],
    "unread": [["url", "url"]],
    "unknown": ["remarks"],
}


def made(user, state="planned", rows=(), **values) -> ImportBatch:
    """An import of `user` in this state, with these planned rows and a file beside them."""
    values = {"detected": DETECTED, "progress_at": timezone.now(), **values}
    batch = ImportBatchFactory(user=user, state=state, **values)
    folder = running.folder_of(batch)
    folder.mkdir(parents=True)
    running.file_of(batch).write_text(table(["ref", "title", "remarks"]))
    list(running.store_of(batch).write([list(rows)]))
    batch.counts = running.store_of(batch).counts()
    batch.save()
    return batch


def row(number, verdict="new", **values) -> PlannedRow:
    title = values.pop("title", f"Made-up {number}")
    return PlannedRow(number, verdict, title=title, **values)


def in_error(number, **error) -> PlannedRow:
    told = {"column": "start", "value": "2025-13", "message": "It is no date.", **error}
    return row(number, "error", errors=[told])


def in_conflict(number, record, both=("title",), **values) -> PlannedRow:
    """A row exported from the first version of a record that is at its second."""
    return row(
        number,
        "conflict",
        pk=record.pk,
        key=record.reference,
        version=record.version,
        exported_version=record.version - 1,
        both=list(both),
        values={"title": ["Mine", record.title], "place": ["Nowhere", ""]},
        changes=[{"column": "title", "old": record.title, "new": "Mine", "cell": "Mine"}],
        **values,
    )
