"""Whether the name of a region names the region, or a part of something else's name.

Names inside those of bodies, treaties, firms and people are not regions, unless the body is the
region's own government, its governor or its assembly. A city is not its region.
"""

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.placing_english import in_english
from partnerships.services.drafting.placing_hindi import in_hindi
from partnerships.services.drafting.placing_japanese import in_japanese
from partnerships.services.drafting.reading import Reading


def is_region(reading: Reading, match: Match, surnames: frozenset[str], long_forms) -> bool:
    """Whether the match names its region; `surnames` are folded ones of people in the text."""
    plain, start, end = reading.plain, match.start, match.end
    said = plain[start:end]
    if said.isascii() or "\u00c0" <= said[0] <= "\u024f":
        return in_english(reading, match, said, surnames, long_forms)
    if "\u0900" <= said[0] <= "\u097f":
        return in_hindi(plain, match, said)
    return in_japanese(plain, match, said)
