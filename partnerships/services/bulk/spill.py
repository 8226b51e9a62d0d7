"""What is ready to be written waits on disk, so that a long import takes no more memory."""

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any


class Spill:
    """Blocks of plain values, put in one after the other and read in the same order."""

    def __init__(self) -> None:
        # It has no name and goes with the process, however that ends.
        self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by `close`

    def put(self, block: Iterable[Any]) -> None:
        json.dump(list(block), self._file, ensure_ascii=False, default=str)
        self._file.write("\n")

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)

    def close(self) -> None:
        self._file.close()
