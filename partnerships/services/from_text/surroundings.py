"""What stands around words of a text: the sentence, a place, somebody's house, a leader."""

import re
from collections.abc import Iterable

from partnerships.services.drafting.items import Mention

_ENDS = re.compile(r"[.!?](?=\s)|[。！？।]|\n\s*\n")
_NEAR = 40
_LONGEST = 600  # characters of a sentence on either side of a word

_PLACE_BEFORE = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?\Z|,\s*\Z", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"\s*(?:県内|市内|都内|州内)?(?:にて|において|で(?!す|あ)|में)")
_HOST_BEFORE = re.compile(
    r"\b(?:hosted|organi[sz]ed|received|convened)\s+by\s+(?:the\s+)?\Z", re.IGNORECASE
)
_HOST_AFTER = re.compile(r"\s*(?:が|の)?主催|\s*(?:द्वारा|की ओर से)\s+आयोजित")
_LEAD_BEFORE = re.compile(
    r"\b(?:led|headed)\s+by\s+(?:the\s+)?(?:\w+\s+){0,3}\Z|(?:団長|代表)[の：: 　]*\Z",
    re.IGNORECASE,
)
_LEAD_AFTER = re.compile(
    r"[^.。！？।\n]{0,40}?\b(?:led|leads|headed|heads)\s+(?:a|an|the)\b"
    r"|[^。\n]{0,12}(?:を団長|が率い|率いる)"
    r"|[^।\n]{0,12}के नेतृत्व",
    re.IGNORECASE,
)
_OF = re.compile(r"[\s,、]*(?:of\s+(?:the\s+)?|की\s+|के\s+|の)?\Z", re.IGNORECASE)


def sentence_of(text: str, mention: Mention) -> tuple[int, int]:
    """Where the sentence around a mention begins and ends."""
    first, last = max(mention.start - _LONGEST, 0), min(mention.end + _LONGEST, len(text))
    before = [match.end() for match in _ENDS.finditer(text, first, mention.start)]
    after = _ENDS.search(text, mention.end, last)
    return (before[-1] if before else first), (after.start() if after else last)


def is_in(span: tuple[int, int], mention: Mention) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def names_a_place(text: str, mention: Mention) -> bool:
    """Whether the words only say where: "in Tokyo", "Chennai, Tamil Nadu", 東京で."""
    return bool(_before(text, mention, _PLACE_BEFORE) or _after(text, mention, _PLACE_AFTER))


def hosts(text: str, mentions: Iterable[Mention]) -> bool:
    """Whether the words around say that the party is the host."""
    return any(
        _before(text, one, _HOST_BEFORE) or _after(text, one, _HOST_AFTER) for one in mentions
    )


def leads(text: str, mentions: Iterable[Mention]) -> bool:
    """Whether the words around say that the person leads."""
    return any(
        _before(text, one, _LEAD_BEFORE) or _after(text, one, _LEAD_AFTER) for one in mentions
    )


def belongs(text: str, person: Mention, body: Mention) -> bool:
    """Whether a body is named in or right beside a person's words: "Governor Nitta of Toyama"."""
    if body.end <= person.start:
        return bool(_OF.fullmatch(text[body.end : person.start]))
    if person.end <= body.start:
        gap = text[person.end : body.start]
        return len(gap) < _NEAR and bool(_OF.fullmatch(gap)) and not gap.isspace()
    return True


def _before(text: str, mention: Mention, pattern: re.Pattern) -> re.Match | None:
    return pattern.search(text[max(mention.start - _NEAR, 0) : mention.start])


def _after(text: str, mention: Mention, pattern: re.Pattern) -> re.Match | None:
    return pattern.match(text[mention.end : mention.end + 2 * _NEAR])
