"""Names of regions in English: what stands around them tells what they name."""

import re

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.reading import Reading
from partnerships.services.drafting.surnames import SURNAMES

_OWN = frozenset(
    "prefecture prefectures prefectural pref government govt governor governors assembly state "
    "states legislative legislature chief vice deputy cm cabinet minister ministers lieutenant lt "
    "metropolitan secretariat province side officials administration".split()
)
_OFFICE = frozenset(
    "minister ministers ministry department departments secretary secretaries directorate "
    "commissioner speaker cabinet governor assembly".split()
)
_BODIES = frozenset(
    "university universities college school institute institution academy bank gas electron "
    "electric electronics power corporation corp company co ltd limited inc llc llp plc pvt kk "
    "holdings group industries motors motor steel chemical chemicals pharma pharmaceutical "
    "pharmaceuticals foods shipping airlines railway railways metro police court chamber chambers "
    "association federation council committee board authority agency foundation society union "
    "club centre center museum gallery library hospital clinic hotel airport station port harbour "
    "tower dome stadium temple shrine castle park zoo stock securities insurance times shimbun "
    "newspaper herald chronicle television broadcasting express corridor highway expressway line "
    "river bay plain orchestra theatre theater studio studios capitals royals titans kings indians "
    "blasters warriors open marathon olympics paralympics games derby tea silk saree curry "
    "ginko kogyo kagaku seisakusho shoji denki denko kensetsu unyu tetsudo shokuhin sangyo seiki "
    "seiko seiyaku yakuhin koki kosan bussan kikai daigaku shinkin refinery cement textiles mills "
    "cooperative trust fund mission league sight skytree disneyland electricity petroleum "
    "technologies technology solutions systems".split()
)
_TREATIES = frozenset(
    "declaration protocol accord accords convention treaty consensus charter principles round "
    "trial tribunal trance process track".split()
)
_GATHERINGS = frozenset(
    "day days night summit expo fair festival seminar forum conference week roadshow road "
    "delegation delegations visit visits mou mous partnership partnerships agreement friendship "
    "office desk pavilion global investors investment business trade tourism representative team "
    "mission mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
    "india japan cooperation dialogue meet connect vibrant".split()
)
_RUN = re.compile(
    r"[ -]((?:[A-Z][\w.'-]{0,24}|of|for|the)(?:[ -](?:[A-Z][\w.'-]{0,24}|of|for|the)){0,5})"
)
_CITY_AFTER = re.compile(r"[ -](?:city|town|village|ward|shi)\b", re.IGNORECASE)
_CITY_BEFORE = re.compile(r"\b(?:city|town|municipality|port|mayor) of $", re.IGNORECASE)
_NEW = re.compile(r"\b(?:New|Navi|Nayi|Nai) $")
_BODY_OF = re.compile(
    r"\b(?:Bank|University|Universities|Institute|College|School|Museum|Treaty|Port|Hotel|Battle|"
    r"Declaration|Protocol|High Court|Technology|Management|Science|Commerce|Industry|Board|Club|"
    r"Society|Times|Association|Federation|Foundation|Academy|Corporation|Council|"
    r"IIT|IIM|NIT|AIIMS|IIIT|NID|PIB|ANI|JETRO|JICA) (?:of |, )?(?:the )?$"
)
_STATE_BODY_OF = re.compile(r"\b(?:Government|Govt|Assembly|Governor|Minister|State|Chief) of $")
_PERSON_BEFORE = re.compile(
    r"\b(?:Governor|Gov\.|Governor-elect|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Professor|Shri|Smt\.?|"
    r"Minister|Ambassador|Mayor|President|Secretary|Director|Chairman|Speaker|PM|FM|Adviser|"
    r"Advisor|General|Senator|Lawmaker|Commissioner) $"
)
_CUE = re.compile(
    r"\b(?:in|to|from|of|at|near|around|visit(?:s|ed|ing)?|toured|across|between|and|including|"
    r"for|leave|left|leaving|reached|with) $",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([A-Z][\w']{1,20}) $")
_WORD_AFTER = re.compile(r" ([A-Z][a-z]{1,20})\b(?! (?:Prefecture|Province|City)\b)")
_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmrfjvw]?y?|sh|ch|ts|kk|tt|pp|ss|ssh|tch)[aiueoāūēōî]{1,2}[nm]?h?)+",
    re.IGNORECASE,
)
_NO_GIVEN_NAME = frozenset(
    "the in to from of at and both near visit sister home host japan india tokyo osaka kyoto kobe "
    "our its their an on a no so we he she day one mie nara saga goa".split()
)
#: Names and short forms that are words or other initials too: they need a sign that a place is meant.
_WEAK = frozenset(
    {
        "saga",
        "mie",
        "nara",
        "up",
        "ap",
        "mp",
        "hp",
        "tn",
        "wb",
        "jk",
        "u.p.",
        "a.p.",
        "m.p.",
        "h.p.",
        "t.n.",
        "w.b.",
    }
)
_SIGN_AFTER = re.compile(
    r"(?:'s)? ?(?:-|/|,? and |, |Prefecture|prefecture|Governor|governor|government|Government|"
    r"govt|Govt|CM\b|Chief|chief|Deputy|deputy|[Mm]inister|state|State|assembly|Assembly|Cabinet|"
    r"cabinet|delegation|officials|side\b|Industries|Secretary)"
)
_SIGN_BEFORE = re.compile(
    r"\b(?:in|to|from|of|at|between|visit(?:ed|s|ing)?|and|with|toured|for) $|[(/,-] ?$"
)


def in_english(reading: Reading, match: Match, said: str, surnames, long_forms) -> bool:
    """Whether a region is meant: not its city, a body, a person, or another word."""
    plain = reading.plain
    before, after = plain[max(0, match.start - 60) : match.start], plain[match.end :][:90]
    stated = bool(_STATED.search(said))
    if said == "Osaka" and after.startswith("-Kobe"):
        return False  # the district of consulates
    return not (
        (said.lower() in _WEAK and not _has_sign(match, said, before, after, long_forms))
        or _NEW.search(before)
        or (not stated and _ends_name(before))
        or (_BODY_OF.search(before) and not _STATE_BODY_OF.search(before))
        or (not stated and _is_other(match, said, before, after, surnames))
        or (said == "Kochi" and "IN-KL" in long_forms and not _OWN_AFTER.match(after))
        or _is_part_of_body(reading, match, after)
    )


def _ends_name(before: str) -> bool:
    """Whether a firm's own word stands before: "Suzuki Motor Gujarat"."""
    if re.search(r"\bHotel(?: [A-Z][\w'-]+){1,2} $", before):
        return True
    word = re.search(r"[A-Z][\w'-]+ ([A-Z][a-z]+) $", before)
    return bool(word and word[1].lower() in _FIRMS)


_FIRMS = frozenset(
    "motor motors steel electric electronics chemical chemicals industries holdings corporation limited ltd "
    "foods hotel hotels bank pharma technologies solutions systems airlines".split()
)
_STATED = re.compile(r"(?i)prefecture|metropolis|-ken|-fu|-to\b|state|territory")
_FOREIGN = re.compile(r"[ -]?(?:san|sama|sensei)\b|,? province\b")


def _is_other(match: Match, said: str, before: str, after: str, surnames) -> bool:
    """Whether the bare name is that of a city or person."""
    city = _CITY_AFTER.match(after) or _CITY_BEFORE.search(before)
    return bool(city or _FOREIGN.match(after)) or _is_person(match, said, before, after, surnames)


_OWN_AFTER = re.compile(r"(?:'s)?,? (?:[Gg]overnor|[Gg]overnment|[Pp]refect|[Aa]ssembly|Vice)")


def _has_sign(match: Match, said: str, before: str, after: str, long_forms) -> bool:
    """Whether something tells that a place is meant: the long name elsewhere, "in", "governor"."""
    short = said.replace(".", "").isupper() and len(said) <= 4
    if short and match.known.key in long_forms:
        return True
    strong = re.match(
        r"(?:'s)? ?(?:Governor|government|Government|govt|Govt|CM\b|Chief|chief|Deputy|"
        r"[Mm]inister|Assembly|assembly|Cabinet|cabinet|Prefecture|state\b)",
        after,
    )
    if said in ("UP", "U.P.") and _UP_AFTER.match(after):
        return True
    if said in ("MP", "HP", "AP", "WB", "JK"):
        return bool(strong)
    if short:
        return bool(
            strong
            or re.search(r"\b(?:in|from|of|between|and|with|visit(?:ed|s|ing)?) $|-$", before)
            or re.match(r"-[A-Z]", after)
        )
    if re.search(r"\b(?:[Tt]he|[Tt]his|[Aa]) $", before) or re.match(r" of\b", after):
        return False
    return bool(_SIGN_AFTER.match(after) or _SIGN_BEFORE.search(before))


#: "said UP will establish": in capitals and before a verb no word of direction.
_UP_AFTER = re.compile(
    r"(?:'s)? (?:will|would|has|had|is|was|aims?|plans?|signs?|also|offers|hopes|wants|seeks|team|officials)\b"
)


def _is_person(match: Match, said: str, before: str, after: str, surnames) -> bool:
    if match.known.key not in SURNAMES:
        return False
    if _PERSON_BEFORE.search(before):
        return not re.match(r" (?:Governor|governor|Vice)", after)
    cue = _CUE.search(before)
    if said.lower() in surnames and not (
        cue and re.search(r"(?i)\b(?:in|to|from|at|visit\w*|toured) $", before)
    ):
        return not re.match(r"(?:'s)? (?:Governor|governor|prefecture)", after)
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if previous and _is_given_name(previous[1]):
        return True
    return bool(following and not cue and _is_given_name(following[1]))


def _is_given_name(word: str) -> bool:
    return bool(_ROMAJI.fullmatch(word)) and word.lower() not in _NO_GIVEN_NAME


#: Two states share a court: "the Punjab and Haryana High Court".
_JOINT_COURT = re.compile(r" (?:and|&) [A-Z]\w+(?: (?:and|&) [A-Z]\w+)? High Court")


def _is_part_of_body(reading: Reading, match: Match, after: str) -> bool:
    run = _RUN.match(after)
    if _JOINT_COURT.match(after):
        return True
    if not run:
        return False
    words = [word.lower().strip(".'").removesuffix("'s") for word in re.split(r"[ -]", run[1])]
    words = list(filter(None, words))
    if not words or words[0] in _BEGINS:
        return False
    headline = _is_headline(reading.plain, match)
    if any(word in _TREATIES for word in words[:2]) and not headline:
        return True
    body = any(word in _BODIES for word in _before_connector(words))
    office = any(word in _OFFICE for word in words)
    if office or words[0] in _OWN or words[0] in _GATHERINGS:
        return body and not office
    told = headline or any(word in _GATHERINGS for word in words)
    return body or not (told or reading.ends_line(match.end))


#: Words with a capital that begin a sentence or go on with this one, rather than with a name.
_BEGINS = frozenset(
    "of for the he she they it in on at a an but and during after before when while from to by with as both "
    "this that these we our his her its meanwhile also i earlier later according speaking addressing following".split()
)


def _before_connector(words: list[str]) -> list[str]:
    for place, word in enumerate(words):
        if word in ("of", "for", "the"):
            return words[:place]
    return words


def _is_headline(plain: str, match: Match) -> bool:
    """Whether most words of the line begin with a capital, so that a capital tells nothing."""
    first = plain.rfind("\n", 0, match.start) + 1
    last = plain.find("\n", match.end)
    line = plain[
        max(first, match.start - 80) : min(last if last > 0 else len(plain), match.end + 80)
    ]
    words = re.findall(r"\b[A-Za-z][\w']{3,}", line)
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 4 and capital >= 0.75 * len(words)
