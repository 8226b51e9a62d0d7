"""How close two titles or names are; all take folded text."""

import re
from collections.abc import Iterable
from itertools import product
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz import fuzz, process

#: From this on titles are called similar, of 100; the same words in another order are 100.
SIMILAR = 85
#: A short title that stands whole in a longer one says something from this many words on.
TELLING_WORDS = 4
#: Parameters by which an address says where its reader came from.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def closest(texts: Iterable[str], stored: dict, limit: int = 40) -> dict:
    """{key: closeness} of the stored texts similar to one of `texts`, at most `limit`.

    `stored` is {key: text}. Titles whose numbers differ name different ones of a series.
    """
    found: dict = {}
    for text in filter(None, texts):
        whole_in_another = len(text.split()) >= TELLING_WORDS
        scorer = fuzz.token_ratio if whole_in_another else fuzz.token_sort_ratio
        near = process.extract(text, stored, scorer=scorer, score_cutoff=SIMILAR, limit=limit)
        for other, _score, key in near:
            score = fuzz.token_sort_ratio(text, other)
            if len(other.split()) >= TELLING_WORDS and whole_in_another:
                score = max(score, fuzz.token_set_ratio(text, other))
            if score >= SIMILAR and numbers(other) == numbers(text):
                found[key] = max(found.get(key, 0), score)
    return found


def numbers(text: str) -> list[str]:
    """The numbers in a text, in order of size: “10th” and “11th” are two meetings."""
    return sorted(re.findall(r"\d+", text))


def squeezed(text: str) -> str:
    """A folded name without blanks: Japanese names are written with and without one."""
    return text.replace(" ", "")


def in_other_order(name: str, other: str) -> bool:
    """Whether two names are the same words, family name first in one and last in the other."""
    return name != other and sorted(name.split()) == sorted(other.split())


def likeness(names: Iterable[str], others: Iterable[str]) -> float:
    """The closeness of the closest two, 0 to 100."""
    pairs = product(names, others)
    return max((fuzz.token_sort_ratio(one, other) for one, other in pairs), default=0.0)


def plain_address(url: str) -> str:
    """An address without what does not change the page: scheme, www, fragment, tracking.

    Empty for what is no address.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.casefold().startswith(_TRACKING)
    ]
    path = parts.path.rstrip("/")
    return f"{host}{path}{'?' + urlencode(kept) if kept else ''}" if host else ""
