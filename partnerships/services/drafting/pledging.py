"""Pledges: sentences in which a party commits itself, and which party that is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.services.drafting.sentences import Sentences

_COMMITMENT = re.compile(
    r"\b(?:will|shall|would) (?:also |jointly |soon |further |now |continue to )?(?:set up|establish|open|launch|create|provide|support|"
    r"send|dispatch|host|hold|organi[sz]e|train|accept|invite|invest|build|start|begin|expand|strengthen|"
    r"promote|cooperate|work|bring|introduce|develop|help|offer|conduct|second|form|sign|share|increase|"
    r"double|recruit|facilitate|extend|consider|deepen|explore|assist|encourage|appoint|join|construct|renew|hire|fund|finance|give|grant|translate|teach|station|post|create|raise|reduce|double|implement|pursue|collaborate|carry out|formulate|prepare|undertake|publish|plant|run|supply|review|study|seek|complete|finali[sz]e|draft|revise|restore|deliver|install|test|pilot|link|connect|operate|set aside|allot|lend|depute|donate|nominate|designate|arrange|share|exchange|allow|grant|award|sponsor|subsidi[sz]e|upgrade|adopt|protect|supervise|submit|circulate|identify|nurture|cover|pay|bear|contribute|procure|purchase|buy|waive|simplify|design|digiti[sz]e|restart|resume)\b"
    r"|\b(?:aims?|aiming|aimed|plans?|planning|intends?|proposes?|hopes|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|"
    r"undertakes?|undertook|commit(?:s|ted)?(?: itself| themselves)?|agree[sd]?|concurred|resolved|decided|offered|"
    r"is set|are set|is determined|is looking|are looking|are exploring|reaffirm(?:s|ed)? (?:its|their) (?:commitment|intention|resolve))"
    r"(?: (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)? (?:to|in|on) (?:\w+)"
    r"|\b(?:expressed|stated|conveyed|reiterated) (?:her|his|its|their|the) (?:intention|commitment|readiness|resolve|determination) to\b"
    r"|\bunderlined its commitment to\b|\bit was agreed (?:to|that)\b|\bwould like to (?:work|invite|send|set|host|establish)\b",
    re.IGNORECASE,
)
_COMMITMENT_LOCAL = re.compile(
    r"(?:予定(?:だ|で|して|する|です)|計画(?:だ|で|して|する)|目指(?:す|し|して)|目標と|表明し|約束し|意向を|方針(?:だ|を|で)|"
    r"していく(?:こと)?(?:で|を|と|考え)?|取り組(?:む|みます|んでいく)|進めていく|(?:ことで|ことに|ことを)(?:合意|一致|確認)|合意し(?:た|まし)|一致し(?:た|まし)|設置する|開設する|派遣する|受け入れる|進める(?:と|こと)|検討する(?:。|と|方針|こと|」)|"
    r"図る(?:と|こと)|促進する|支援する|実施する|設ける|新設する|整備する|増やす|広げる|始める|開催する|送る(?:こと|と|。)|協力する|開く(?:」|と|考え)|こととし(?:て|た)|したい(?:と|考え|」)|(?<!お願い)(?<!報告)(?<!知らせ)します。)"
    r"|(?:करेगा|करेगी|करेंगे|करेंगी|जाएगा|जाएगी|जाएंगे|जायेगा|देगा|देगी|देंगे|होगा|बनाएगा|बनाएगी|भेजेगा|भेजेगी|भेजेंगे|लेगा|खोलेगा|खोलेगी|"
    r"(?:बना|लगा|चला|सिखा|बढ़ा|उठा|पढ़ा|अपना|जोड़|खोल|भेज|रख|बुला|दिला|निभा)(?:ए|ये|े)?(?:ए?ंगे|ए?ंगी|ेंगे|ेंगी|एगा|एगी|ेगा|ेगी)(?![\u0900-\u0963])|सहमति दी|सहमति दे|"
    r"बढ़ाएगा|बढ़ाएंगे|सहमत हुए|सहमति (?:जताई|व्यक्त की|बनी)|(?:का|हमारा|उनका) लक्ष्य|संकल्प|वादा|आश्वासन|योजना (?:है|बना)|प्रतिबद्धता (?:जताई|दोहराई|व्यक्त)|इच्छा (?:जताई|व्यक्त))"
)
_NO_PLEDGE = re.compile(
    r"\b(?:will|would) help\b|\b(?:will|shall) (?:be held|visit|take place|arrive|attend|depart|also visit|run from|last)\b",
    re.IGNORECASE,
)
#: "A coordinated approach will help" binds nobody; "Gujarat will help" does.
_HELP = re.compile(r"(?:will|would) help\b", re.IGNORECASE)
_SAID = re.compile(
    r"^(?P<by>[A-Z][\w.,' -]{1,70}?) (?:has |have |had |also |jointly |further |is |are |was )?(?:will|shall|aims?|plans?|intends?|"
    r"proposes?|pledge[sd]?|promise[sd]?|vow(?:s|ed)?|undertakes?|undertook|commit|agree[sd]?|concurred|resolved|"
    r"decided|offered|hopes|set|determined|looking|exploring|expressed|stated|conveyed|reiterated|underlined|said|announced|would|reaffirm)",
)
_J_BY = re.compile(r"^(?P<by>[^、。\n]{1,24}?)(?:は|が|も|側は)(?:、|[^。])")
_H_BY = re.compile(r"^(?P<by>[\u0900-\u0963\d -]{2,50}?)(?: ने | सरकार (?!का|की|के))")
_PRONOUN = re.compile(
    r"^(?:It|He|She|They|This|These|That|There|We|I|The move|Sectors?|In|On|At|During|Under|Further|As|For|To|By|According)\b"
)


@dataclass(frozen=True)
class Pledge:
    start: int
    end: int
    by: str


def pledges(
    plain: str, sentences: Sentences, names: list[tuple[int, int]], hidden: bytearray
) -> Iterator[Pledge]:
    """Yield the sentences that commit somebody; `names` are the places of parties and people."""
    for begin, last in sentences:
        first = begin
        while first < last and hidden[first]:
            first += 1
        if last - first > 1200 or last - first < 12:
            continue
        found = _COMMITMENT.search(plain, first, last) or _COMMITMENT_LOCAL.search(
            plain, first, last
        )
        if not found:
            continue
        aside = hidden.rfind(b"\x01", first, found.start())  # a posting line before the words
        start, end = _trimmed(plain, max(first, aside + 1), last)
        if _NO_PLEDGE.match(plain, found.start()) and not (
            _HELP.match(plain, found.start()) and _SUBJECT.search(plain[start : found.start()])
        ):
            continue
        yield Pledge(start, end, _by(plain, start, found.start(), names))


def _trimmed(plain: str, first: int, last: int) -> tuple[int, int]:
    while first < last and plain[first] in " \n\"'“”":
        first += 1
    while last > first and plain[last - 1] in " \n\"'”":
        last -= 1
    return first, last


def _by(plain: str, start: int, verb: int, names: list[tuple[int, int]]) -> str:
    """Who makes it, as printed: the words before the verb, who speaks, or the first name."""
    before = plain[start:verb]
    if before and "\u0900" <= before[0] <= "\u097f":
        clause = start + before.rfind(" कि ") + len(" कि ")
        if clause > start + len(" कि ") and (clause, 0) < _name_from(clause, names) < (
            clause + 1,
            0,
        ):
            return plain[clause : _name_from(clause, names)[1]]
        return _hindi_by(before) or _first_name(plain, start, verb, names)
    speaker = _SPEAKER.search(plain, start, min(len(plain), verb + 260))
    if _QUOTED.search(before):
        return (speaker["by"] or speaker["by2"] or speaker["by3"]) if speaker else ""
    subject = _SUBJECT.search(before)
    if subject and not _PRONOUN.match(subject["by"]):
        return subject["by"].strip(" ,")
    sentence = plain[start : start + 200]
    for pattern in (_SAID, _J_BY):
        said = pattern.match(sentence)
        if said and len(said["by"]) < 72 and not _PRONOUN.match(said["by"]):
            return said["by"].strip(" ,")
    return _first_name(plain, start, verb, names)


def _name_from(place: int, names: list[tuple[int, int]]) -> tuple[int, int]:
    """The first name that begins at a place or after it."""
    index = bisect_left(names, (place, 0))
    return names[index] if index < len(names) else (-1, -1)


def _first_name(plain: str, start: int, verb: int, names: list[tuple[int, int]]) -> str:
    first, last = _name_from(start, names)
    return plain[first:last] if first >= 0 and last <= verb else ""


def _hindi_by(before: str) -> str:
    """The government or side that the clause after कि begins with, else who says it."""
    clause = re.split(r" कि |, ", before)[-1]
    party = _H_PARTY.search(clause)
    if party:
        return party[0].strip()
    said = _H_BY.match(before)
    return said["by"].strip() if said else ""


_H_PARTY = re.compile(
    r"(?:[\u0900-\u0963]+ ){0,3}?(?:सरकार|दोनों पक्ष|पक्ष|प्रांत|प्रीफेक्चर|विभाग|विश्वविद्यालय|कंपनी|निगम)(?![\u0900-\u0963])"
)
_CAPITAL = r"[A-Z][\w.'-]*(?: (?:of |and |& |the )?[A-Z][\w.'-]*){0,5}"
_SUBJECT = re.compile(
    rf"(?:^|[\s\"'])(?P<by>(?:[Tt]he )?(?:{_CAPITAL}(?: (?:government|side|delegation|prefecture|assembly))?|"
    r"(?:two|both) (?:sides|governments|parties|countries|leaders|regions|nations)|[Bb]oth (?:sides|nations|governments)|"
    r"(?:state |prefectural |Indian |Japanese )?(?:government|state|prefecture|prefectures|governor|ministry|company|framework|"
    r"sides|city|assembly|university))),? $"
)
_SPEAKER = re.compile(
    rf"[,\"'] ?\"? ?(?P<by>{_CAPITAL}) (?:said|told|added|wrote|posted|stated|announced)|"
    rf"(?:said|told|added) (?P<by2>{_CAPITAL})|"
    r"[,\"'] ?\"? ?(?P<by3>the [a-z]+(?: [a-z]+)?) (?:said|told|added|stated|announced)"
)
_QUOTED = re.compile(r"(?:^|[\s\"'])(?:[Ww]e|I|[Hh]e|[Ss]he|[Ii]t|[Tt]hey) $")
