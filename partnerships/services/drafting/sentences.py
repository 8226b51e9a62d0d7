"""Sentences of a text, and whether they tell of what is to come."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_ENDS = re.compile(
    r"[。！!？?।\n]|\.(?=[\s\"')\]]|$)(?<!\b[A-Z]\.)(?<! Mr\.)(?<! Dr\.)(?<!Ltd\.)(?<! St\.)"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|is to|are to|was to|were to|to be held|scheduled|due to|set to|slated|upcoming|"
    r"plans? to|expected|planned|proposes? to|intends? to|invit(?:ed|es|ing)(?= (?:[\w'.-]+ ){0,8}?to ))\b"
    r"|予定|見込み|見通し|計画して|派遣する方針|する方針"
    r"|(?:ेगा|ेगी|ेंगे|ेंगी|होगा|होगी|होंगे|ाएगा|ाएगी|ाएंगे|येगा|येंगे|एगा|एगी|एंगे|प्रस्तावित|निर्धारित)(?![\u0900-\u0963])",
    re.IGNORECASE,
)
_REACH = 300  # what stands further off in a long sentence tells nothing of a place
_PAST = re.compile(
    r"\b(?:said|told|announced|stated|met|held|arrived|visited|signed|was|were|had|came|began|left|"
    r"informed|reported|confirmed|called|paid|inaugurated|launched|concluded|released|posted|wrote|"
    r"hosted|welcomed|received|reached|attended|opened|gave|took|made|flew|went|spoke|brought|led|sent|\w{3,}ed)\b"
    r"|した|ました|(?:हुआ|हुई|हुए|किया|की|मिले|कहा|बताया|पहुंचे|पहुँचे|था|थे|थी)(?![\u0900-\u0963])"
)


class Sentences:
    """All sentences of a text, and where they tell of the past and of what is to come."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        ends = [found.end() for found in _ENDS.finditer(plain)]
        self.begins = [0, *ends]
        self.ends = [*ends, len(plain)]
        self.future = [found.start() for found in _FUTURE.finditer(plain)]
        self.past = [found.start() for found in _PAST.finditer(plain)]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self.begins, self.ends, strict=True))

    def around(self, place: int) -> tuple[int, int]:
        """Return where the sentence that holds the place begins and ends."""
        index = bisect_right(self.begins, place) - 1
        return self.begins[index], self.ends[index]

    def _near(self, start: int, end: int) -> tuple[int, int]:
        first, _end = self.around(start)
        _begin, last = self.around(max(start, end - 1))
        return max(first, start - _REACH), min(last, end + _REACH)

    def tells_future(self, start: int, end: int) -> bool:
        """Whether the sentence around a place speaks of what is planned."""
        first, last = self._near(start, end)
        return bool(_between(self.future, first, last))

    def tells_past(self, start: int, end: int) -> bool:
        """Whether the sentence around a place tells of what has happened."""
        first, last = self._near(start, end)
        return bool(_between(self.past, first, last))

    def speaks_ahead(self, start: int, end: int) -> bool:
        """Whether the verb nearest to a place tells of what is to come.

        In English the verb before counts, else the one after; Japanese and Hindi end with it.
        """
        first, last = self._near(start, end)
        sides = [(first, start, max), (end, last, min)]
        if not self.plain[start].isascii():
            sides.reverse()
        for begin, stop, nearest in sides:
            ahead, back = _between(self.future, begin, stop), _between(self.past, begin, stop)
            if ahead or back:
                return bool(ahead) and (
                    not back
                    or nearest(ahead[0], ahead[-1])
                    == nearest(ahead[0], ahead[-1], back[0], back[-1])
                )
        return False


def _between(places: list[int], first: int, last: int) -> list[int]:
    return places[bisect_left(places, first) : bisect_left(places, last)]
