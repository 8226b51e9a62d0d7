"""The shared texts of a workbook, kept in a file: there may be more of them than memory."""

import os
from array import array
from functools import lru_cache
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self
from zipfile import ZipFile

from partnerships.services.importing.reading.archives import part_stream
from partnerships.services.importing.reading.limits import MOST_STRINGS
from partnerships.services.importing.reading.markup import Attributes, Reader, hostile, parsed
from partnerships.services.importing.reading.typed import unescaped

_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 4_000
_MOST_IN_STRING = 2**20


class Strings:
    """Texts by their number, to be used in a `with` statement; raises IndexError for none."""

    def __init__(self, archive: ZipFile, part: str):
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed on leaving the statement
        self._ends = array("Q", [0])
        self._recent = lru_cache(maxsize=_REMEMBERED)(self._read)
        if part:
            try:
                self._fill(archive, part)
            except BaseException:
                self._file.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        if self._ends[number + 1] - self._ends[number] > _LONGEST_REMEMBERED:
            return self._read(number)
        return self._recent(number)

    def _read(self, number: int) -> str:
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode()

    def _fill(self, archive: ZipFile, part: str) -> None:
        reader = _Texts()
        waiting: list[bytes] = []
        size = 0
        with part_stream(archive, part) as stream:
            for _piece in parsed(stream, reader):
                for text in reader.take():
                    data = text.encode()
                    size += len(data)
                    waiting.append(data)
                    self._ends.append(size)
                self._file.write(b"".join(waiting))
                waiting.clear()
                if len(self._ends) > MOST_STRINGS:
                    raise hostile()


class _Texts(Reader):
    """The texts of the part: the runs of each joined, readings of Japanese words left out."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []
        self._runs: list[str] = []
        self._size = 0
        self._is_text = False
        self._is_reading = False
        self.starts = {"si": self._begin, "t": self._open, "rPh": self._open_reading}
        self.ends = {"si": self._finish, "t": self._close, "rPh": self._close_reading}

    def take(self) -> list[str]:
        """The texts since the last time."""
        texts, self._texts = self._texts, []
        return texts

    def text(self, data: str) -> None:
        if self._is_text:
            self._runs.append(data)
            self._size += len(data)
            if self._size > _MOST_IN_STRING:
                raise hostile()

    def _begin(self, _of: Attributes) -> None:
        self._runs = []
        self._size = 0

    def _finish(self) -> None:
        self._texts.append(unescaped("".join(self._runs)))

    def _open(self, _of: Attributes) -> None:
        self._is_text = not self._is_reading

    def _close(self) -> None:
        self._is_text = False

    def _open_reading(self, _of: Attributes) -> None:
        self._is_reading = True

    def _close_reading(self) -> None:
        self._is_reading = False
