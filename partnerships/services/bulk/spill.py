"""What is ready to be written waits on disk, so that a long import takes no more memory."""

import json
import weakref
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any


class Spill:
    """Blocks of plain values, put in one after the other and read in the same order.

    The file has no name and goes with the process, however that ends.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - see `close`
        #: Closes the file; where nobody calls it, it is called when this goes.
        self.close = weakref.finalize(self, self._file.close)

    def put(self, block: Iterable[Any]) -> None:
        self._file.write(json.dumps(list(block), ensure_ascii=False, default=str))  # in C, at once
        self._file.write("\n")

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)
