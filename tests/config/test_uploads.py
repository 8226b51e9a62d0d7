"""What an upload may take of the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from config import uploads


@pytest.fixture(autouse=True)
def _small(monkeypatch, settings):
    settings.SETUHASHI_FILE_MB = 1
    monkeypatch.setattr(uploads, "MOST_BYTES", 0)
    monkeypatch.setattr(uploads, "MOST_FILES", 2)


def sizes(*files) -> list[int]:
    given = [SimpleUploadedFile(f"{n}.txt", b"a" * size) for n, size in enumerate(files)]
    request = RequestFactory().post("/", {"files": given, "after": "kept"})
    assert request.POST["after"] == "kept"
    found = [file.size for file in request.FILES.getlist("files")]
    request.close()
    return found


def test_a_file_is_cut_where_no_form_takes_it():
    assert sizes(10, 5 * 2**20) == [10, 2 * 2**20]


def test_the_files_of_one_request_are_bounded_together():
    assert sizes(*[2 * 2**20] * 3) == [2 * 2**20, 2 * 2**20, 0]
