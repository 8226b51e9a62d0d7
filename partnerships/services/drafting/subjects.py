"""Sectors: by their names and synonyms, plain words only where cooperation is spoken of."""

import re
from bisect import bisect_left

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.reading import Reading

#: Names that are everyday words; they count in a list of fields or beside a word for one.
_PLAIN_WORDS = frozenset(
    "business services products management power space paper promotion language water arts music tea "
    "food security employment administration ports training research digital talent engineering "
    "construction finance retail students health transport youth waste-management economy industry "
    "labour-mobility academia technology mining services innovation trade investment education culture "
    "environment infrastructure kites heritage sport information-exchange city-exchange regional-ties "
    "internships skills climate recycling steel plastics crafts people-to-people".split()
)
#: Of these, what releases about cooperation mean wherever they say it.
_CLEAR = frozenset(
    "investment trade tourism culture education innovation technology infrastructure start-ups skills "
    "internships heritage mining climate recycling people-to-people".split()
)
_FIELD_BEFORE = re.compile(
    r"(?:\b(?:fields?|areas?|sectors?|domains?) (?:of|such as|including|like|:)[^.\n]{0,160}|"
    r"\b(?:such as|discuss(?:ed|es|ing)?|including|focus(?:ing|ed)? on|focus areas?|cooperation in|collaboration in|exchanges? in|"
    r"ties in|partnerships? in|investments? in|cooperate in|sectors?:|agreement on|mou on|"
    r"memorandum (?:of understanding )?on|pact on|covers?|covering|especially in|particularly in|spanning|like)[^.\n]{0,120}|"
    r"(?:分野|領域)[^。\n]{0,10}|(?:क्षेत्रों|क्षेत्र)[^।\n]{0,30})$",
    re.IGNORECASE,
)
_FIELD_AFTER = re.compile(
    r"^(?:[^.\n]{0,60}?\b(?:sectors?|fields?|industry|industries|cooperation|collaboration|exchanges?)\b|"
    r"[^。\n]{0,24}?(?:分野|産業|交流|協力|連携|などの|等の|振興)|[^।\n]{0,50}?(?:क्षेत्र|सहयोग))",
    re.IGNORECASE,
)
_LIST_AFTER = re.compile(r"^(?:,| and |、|・|や| और |及び|と)")


def is_sector(reading: Reading, match: Match, others: list[int]) -> bool:
    """Whether the words stand for a field of cooperation; `others` are where sectors begin."""
    plain, slug = reading.plain, match.known.key
    before, after = (
        plain[max(0, match.start - 170) : match.start],
        plain[match.end : match.end + 70],
    )
    said = plain[match.start : match.end]
    if re.match(r"[ァ-ヺー一-龥]", said) and not _stands_alone(said, before, after):
        return False
    if slug not in _PLAIN_WORDS:
        return True
    if said[0].isupper() and re.search(r"(?<![.:] )\b[A-Z][a-z]+ $", before):
        return slug in _CLEAR  # Aichi Steel is a firm
    if _is_field(before, after) or _in_list(plain, match, others):
        return True
    if slug in _CLEAR:
        return not re.match(
            r"^ (?:minister|ministry|department|secretary|mission|summit)", after, re.IGNORECASE
        )
    return bool(_LIST_AFTER.match(after) and _FIELD_AFTER.match(after))


def _is_field(before: str, after: str) -> bool:
    """Called a field, or the heading of an item: "3. Plastics: it was agreed"."""
    named = re.match(r"^(?: |-)?(?:sectors?|fields?|分野| क्षेत्र)", after)
    heads = after.startswith(":") and re.search(r"(?:^|[.)] |\n)$", before)
    return bool(_FIELD_BEFORE.search(before) or named or heads)


def _in_list(plain: str, match: Match, others: list[int]) -> bool:
    """Whether another sector stands beside it in a list: "machine tools and green tea"."""
    index = bisect_left(others, match.start)
    before = others[index - 1] if index else None
    after = others[index + 1] if index + 1 < len(others) else None
    between = plain[before : match.start] if before is not None else ""
    beyond = plain[match.end : after] if after is not None else ""
    listed = len(between) < 50 and _LIST_BETWEEN.fullmatch(between)
    return bool(listed or (len(beyond) < 24 and _LIST_BEYOND.fullmatch(beyond)))


_LIST_BETWEEN = re.compile(
    r"[^.。।\n]{2,40}?(?:,|、|・| and|や| और| तथा|と) ?(?:and )?(?:[a-z]+ )?"
)
_LIST_BEYOND = re.compile(r"(?:,|、|・| and|や| और| तथा|と) ?(?:and )?(?:[a-z]+ )?")


def _stands_alone(said: str, before: str, after: str) -> bool:
    """A Japanese word counts where no longer compound holds it."""
    if len(said) == 1:
        return bool(re.match(r"[、・・やとの。等]|など|分野", after)) and not re.search(
            r"[一-龥ァ-ヺー]$", before
        )
    glued = re.match(r"[ァ-ヺー]", said[-1]) and re.match(r"[ァ-ヺー]", after)
    return not glued and not re.match(r"者|省|庁|大臣|部|課|局|長|学部|員", after)
