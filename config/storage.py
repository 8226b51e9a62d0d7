"""The local disk as the place of attached files."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Django's, with each file on the disk itself before its row is saved.

    Else a power cut could leave a row whose file was still in memory.
    """

    def _save(self, name, content):
        stored = super()._save(name, content)
        path = Path(self.path(stored))
        for written in (path, path.parent):
            handle = os.open(written, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return stored
