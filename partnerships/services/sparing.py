"""How rarely the log is written of what strangers repeat, so that they cannot fill the disk."""

from dataclasses import dataclass
from threading import Lock

WINDOW = 60 * 60  # seconds
MOST_KEYS = 10_000


@dataclass
class _Count:
    began: float
    mark: int
    seen: int = 0
    told: int = 0


class Sparing:
    """Counts alike events in the memory of this process.

    In each hour the first events of a key are told one by one, later ones each time that their
    number has doubled. What an hour leaves untold is told with the next event of the key.
    """

    def __init__(self, first: int) -> None:
        self._first = first
        self._counts: dict[object, _Count] = {}
        self._lock = Lock()

    def times(self, key: object, now: float, more: int = 1) -> int:
        """For how many events the one that happens now is told; 0: it is only counted."""
        with self._lock:
            count = self._current(key, now)
            count.seen += more
            if count.seen > self._first and count.seen < count.mark:
                return 0
            count.mark = max(2 * count.seen, self._first + 1)
            untold, count.told = count.seen - count.told, count.seen
            return untold

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()

    def _current(self, key, now) -> _Count:
        count = self._counts.get(key)
        if count is None or now - count.began >= WINDOW:
            left = count.told - count.seen if count else 0
            if len(self._counts) >= MOST_KEYS:
                self._counts.clear()
            count = self._counts[key] = _Count(now, mark=2 * self._first, told=left)
        return count
