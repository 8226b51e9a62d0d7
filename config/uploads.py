"""Bounds what an upload takes of the disk, before any form has looked at it."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

from partnerships.services.importing.reading.limits import MIB, MOST_BYTES

#: What the files of one request may take together, in files of the largest size.
MOST_FILES = 6


class BoundedUploads(FileUploadHandler):
    """Cuts a file off where it is larger than any form takes; the form then refuses it by itself.

    It stands before Django's handlers, which write what it lets through.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.most = max(MOST_BYTES, settings.SETUHASHI_FILE_MB * MIB) + MIB
        self.left_of_request = MOST_FILES * self.most
        self.left_of_file = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.left_of_file = self.most

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: min(self.left_of_file, self.left_of_request)]
        self.left_of_file -= len(kept)
        self.left_of_request -= len(kept)
        return kept or None

    def file_complete(self, file_size):
        """Nothing: the handlers after this one make the file."""
