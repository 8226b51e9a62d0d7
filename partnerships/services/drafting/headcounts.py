"""Head-counts: how many people came, met or listened, and how firmly the text says so.

Firms, seats, jobs, targets, money, prefectures and casualties are no head-counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.choices import Basis
from partnerships.services.drafting import numerals
from partnerships.services.drafting.countwords import (
    ADJECTIVE,
    HEDGE,
    HINDI_PEOPLE,
    PEOPLE,
    PLUS,
    english_basis,
    japanese_basis,
)
from partnerships.services.drafting.items import HeadcountFound, Mention
from partnerships.services.drafting.reading import Reading, is_cjk, is_devanagari
from partnerships.services.drafting.sentences import Sentences

_NUMBER = rf"(?P<number>{numerals.ENGLISH})"
_ENGLISH: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{HEDGE}{_NUMBER}{PLUS} {ADJECTIVE}(?P<noun>{PEOPLE})\b(?!')", re.IGNORECASE),
    re.compile(
        rf"{HEDGE}{_NUMBER}(?:-| )(?P<noun>member|person|strong|people|man)\b ?", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:delegation|group|team|mission|party|contingent|troupe|batch|cohort|audience|crowd|gathering|another|"
        rf"entourage) (?:of|comprising|consisting of|numbering) {HEDGE}{_NUMBER}{PLUS}"
        r"(?! ?(?:companies|firms|prefectures|states|cities|countries|organi[sz]ations|institutions|"
        r"enterprises|universities|chambers|start-?ups|businesses|[a-z]+ (?:companies|firms)|%|per cent))"
        r"(?=[\s.,;)]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:attended by|joined by|drew|attracted|gathered|accompanied by|comprising|welcomed) {HEDGE}"
        rf"{_NUMBER}{PLUS}(?: (?:of them|others))?(?=[.,;)]| from\b| and\b| to\b|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<noun>governors|mayors|assembly chairpersons|heads) (?:of|from) {HEDGE}{_NUMBER} "
        r"(?:(?:Japanese|Indian) )?(?:prefectures|states|cities)\b",
        re.IGNORECASE,
    ),
)
_ENGLISH += (
    re.compile(
        rf"\b(?:members|participants|attendees|delegates|visitors|delegation|team|group|party) "
        rf"\({HEDGE}{_NUMBER}{PLUS}(?: ?(?:persons?|people|members|pax|in all|in total))?\)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:crew|staff|choir|cast|troupe|panel) of {HEDGE}{_NUMBER}(?P<plus>)(?=[\s.,;)]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:(?:delegation|group|team) size|(?:no\.?|number) of (?:delegates|participants|persons|members)|"
        r"members|participants|attendees|audience|delegates|visitors|head-?count|(?:total )?strength|total|"
        r"number of (?:visitors|participants|delegates|members|attendees|persons|people)|size of (?:the )?delegation)"
        rf"(?: ?[:=] ?| - | number(?:s|ed) | of (?=\d)){HEDGE}{_NUMBER}{PLUS}(?![ -]?[a-z%])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:delegation|group|team|mission|party|contingent)[^.;\n]{{0,60}}? number(?:s|ed|ing) "
        rf"{HEDGE}{_NUMBER}{PLUS}(?=[\s.,;)]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{HEDGE}{_NUMBER}(?P<plus>) (?:of (?:us|them|whom|the (?:members|delegates|group|participants|visitors))|in all|in total|pax)\b",
        re.IGNORECASE,
    ),
)
_ENGLISH += (
    re.compile(
        rf"\b(?:present|attending|in attendance|participating)\b[^.;:()\n]{{0,40}} \({HEDGE}{_NUMBER}(?P<plus>)\)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:including|incl\.|among them) {HEDGE}{_NUMBER}(?P<plus>)(?= from\b)", re.IGNORECASE
    ),
    # "for which 300 have registered"
    re.compile(
        rf"{HEDGE}{_NUMBER}{PLUS} (?:have |had |has )?(?:registered|signed up|attended|took part|taken part|"
        r"participated|turned up|turned out|enrolled|joined)\b",
        re.IGNORECASE,
    ),
)
_J_FIGURE = numerals.JAPANESE
_JAPANESE: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"(?P<hedge>約|およそ|おおよそ|ほぼ|最大|最低)? ?(?:計|総勢|合計|延べ|のべ)? ?"
        rf"(?P<number>{_J_FIGURE}) ?(?P<mid>余り|余|超|以上|程度|ほど|前後|弱|強)?の?(?:名|人)"
        r"(?![材口間気体当物生権形一称古屋前格所目単類])(?! ?(?:に1|あたり|当たり))"
        r"(?P<after>余り|余|超|以上|を超え|を上回|程度|ほど|前後|弱|強|規模)?"
    ),
    re.compile(
        r"(?P<hedge>約)?(?P<number>\d{1,2})(?:の)?(?:都道府県|道府県|府県|県)の?知事(?P<mid>)(?P<after>)"
    ),
)
_JAPANESE += (
    re.compile(
        r"(?:参加者数|出席者数|来場者数|訪問者数|人数|参加人数|参加者|出席者|団員) ?:? ?(?P<hedge>約)?"
        r"(?P<number>\d{1,4})(?P<mid>)(?P<after>)(?=[\s、。\n]|$)(?! ?(?:[年月日時社か.:]))"
    ),
)
_J_NOT = re.compile(
    r"(?:毎年|年間|定員|募集|人口|目標|定数|雇用|採用|議席|(?<!出)席|受入れ?枠|枠|従業員|社員|死者|負傷者|感染者|犠牲者|死亡)[^。、\n]{0,12}$"
)
_J_NOT_AFTER = re.compile(
    r"(?:[^。、\n]{0,10}(?:留学して|在籍して|在住|暮らし|居住|住んで|募集|を雇用|の雇用|を目標|が目標|目標|を目指|の受け?入れを目指|死亡|死傷|が死|負傷|犠牲)|分の|ごと|用|乗り|掛け|部屋|世帯)"
)
_J_RESIDENTS = re.compile(
    r"(?:在留邦人|在留|邦人|観光客|旅行者|宿泊者|来訪者数|インド人(?:住民)?[はが]|外国人(?:住民|材)?[はが])[^。、\n]{0,16}$|(?:時点|現在|末)で?$"
)
_J_TARGET = re.compile(r"(?:目標|目指(?:す|し)|年間で?|5年間|今後\d+年|までに)[^。\n]{0,40}$")

_H_FIGURE = numerals.HINDI
_HINDI = (
    re.compile(
        r"(?P<hedge>(?:लगभग|करीब|क़रीब|तकरीबन|कम से कम|कुल|कोई|अनुमानित) )?"
        rf"(?P<number>{_H_FIGURE})(?: ?(?P<plus>से अधिक|से ज्यादा|से ज़्यादा|से भी अधिक))? "
        rf"(?:(?!लाख|करोड़|हजार|हज़ार|प्रतिशत|साल|वर्ष|दिन|कंपनि|प्रांतों|राज्यों)[\u0900-\u0963]{{2,14}} ){{0,3}}?(?P<noun>{HINDI_PEOPLE})(?![\u0900-\u0963])"
    ),
    re.compile(rf"(?P<hedge>(?:लगभग|करीब) )?(?P<number>{_H_FIGURE})[ -]?सदस्यीय"),
    re.compile(
        rf"(?P<hedge>(?:लगभग|करीब) )?(?P<number>{_H_FIGURE}) (?:जापानी )?(?:प्रांतों|प्रीफेक्चरों|प्रीफेक्चर|राज्यों) के "
        r"(?P<noun>गवर्नरों|राज्यपालों|गवर्नर|राज्यपाल)(?![\u0900-\u0963])"
    ),
)

_NOT_AFTER = re.compile(
    r"^(?: ?(?:were |was |have been |had been )?(?:killed|dead|died|injured|wounded|missing|arrested|infected))",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:population of|killed|death of|deaths? of|injuring|one of(?: the)?|first|last|top|both(?: the)?|"
    r"between the|the two|employs?|employing|workforce of|quota of|capacity of|seats for|target of|goal of|"
    r"jobs for|aged?) $",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:targets?|targeting|goals?|aims? (?:to|at)|aimed|over the next|in the next|next (?:five|ten|\d+) years|"
    r"within (?:five|ten|three|\d+) years|per year|annually|a year|every year|each year|"
    r"by 20\d\d|in (?:five|ten|three|\d+) years|two-way exchange|over (?:five|ten|three) years|jobs|recruit(?:s|ed|ing)?|hir(?:e|es|ed|ing)|employ(?:s|ed|ing)?|quota)\b|"
    r"लक्ष्य|रोजगार|रोज़गार|नौकरी|नौकरियां|नौकरियाँ|को काम|को प्रशिक्षण देने|अगले (?:पांच|पाँच|दस|\d+) (?:वर्ष|साल)|प्रति वर्ष|हर साल|目標|目指|年間で|5年間",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Count:
    start: int
    end: int
    value: int
    basis: str
    number: int  # where the number itself stands


def headcounts(reading: Reading, sentences: Sentences, dated: bytearray) -> Iterator[Count]:
    """Yield every head-count, the longest wording where several overlap, in the text's order."""
    plain = reading.plain
    found = list(_english(plain, sentences))
    if any(map(is_cjk, plain)):
        found += _japanese(plain, sentences)
    if any(map(is_devanagari, plain)):
        found += _hindi(plain, sentences)
    found.sort(key=lambda count: (count.start, -count.end))
    last = 0
    for count in found:
        if count.start >= last and not dated[count.number]:
            yield count
            last = count.end


def _english(plain: str, sentences: Sentences) -> Iterator[Count]:
    for pattern in _ENGLISH:
        for found in pattern.finditer(plain):
            value = numerals.value(found["number"])
            if value < 2 or not _counts_people(
                plain, found, sentences, value
            ):  # one is nobody's count
                continue
            hedge = (found["hedge"] or "").strip().lower()
            plus = (found.groupdict().get("plus") or "").strip()
            yield _count(plain, found, value, english_basis(hedge, plus), sentences)


def _counts_people(plain: str, found: re.Match[str], sentences: Sentences, value: int) -> bool:
    before = plain[max(0, found.start() - 30) : found.start()]
    if _NOT_AFTER.match(plain[found.end() : found.end() + 40]) or _NOT_BEFORE.search(before):
        return False
    if value == 2 and re.search(r"\b(?:[Tt]he|[Tt]hese|[Bb]oth|[Oo]ur|[Tt]heir) $", before):
        return False  # "the two leaders" are not counted, they are meant
    if re.search(r"(?:[$€£¥₹]|\bRs\.?|[A-Z]-|\bNo\.?|\bG|\d[.,-]) ?$", before):
        return False
    if _is_statistic(plain, found, value):
        return False
    first, last = sentences.around(found.start())
    if value >= _MANY:
        return not _TARGET.search(
            plain, max(first, found.start() - 120), min(last, found.end() + 120)
        )
    clause = _clause(
        plain, max(first, found.start() - 60), found.span(), min(last, found.end() + 60)
    )
    return not _TARGET.search(clause) or bool(_COMPANY.search(clause))


def _is_statistic(plain: str, found: re.Match[str], value: int) -> bool:
    """Tourists of a year, or the size of a plant: people whom nobody met."""
    noun = (found.groupdict().get("noun") or "").lower()
    if noun in ("tourists", "visitors"):
        yearly = _YEARLY.search(plain, found.start(), found.end() + 60)
        return value >= _CROWD and bool(yearly)
    if value >= _TOWN and noun in (
        "people",
        "persons",
        "residents",
        "citizens",
        "workers",
        "farmers",
    ):
        before = re.split(r"[.\n]", plain[max(0, found.start() - 60) : found.start()])[-1]
        after = re.split(r"[.\n]", plain[found.end() : found.end() + 60])[0]
        return not _GATHERED.search(f"{before} {after}")
    if noun in ("girls", "boys", "students", "children", "pupils", "patients"):
        return bool(_SCHOOL.search(plain[max(0, found.start() - 60) : found.start()]))
    staff = noun in ("workers", "staff", "people", "persons", "personnel")
    return staff and bool(_WORKPLACE.search(plain[max(0, found.start() - 60) : found.start()]))


def _clause(plain: str, first: int, span: tuple[int, int], last: int) -> str:
    """What stands around a number up to the next comma or semicolon."""
    before = re.split(r"[,;]", plain[first : span[0]])[-1]
    after = re.split(r"[,;]", plain[span[1] : last])[0]
    return f"{before} {after}"


_YEARLY = re.compile(
    r"\b(?:last year|in (?:19|20)\d\d|a year|annually|every year)\b", re.IGNORECASE
)
#: "a plant for 400 workers" names the size of the plant.
_WORKPLACE = re.compile(
    r"\b(?:factory|factories|plant|unit|facility|centre|center|campus|office|hub|park|dormitory|hostel|township)"
    r"\b[^.,;\n]{0,30} (?:for|with|of|housing|employing) (?:(?:about|around|some|over|nearly|up to) )?$",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:school|college|hospital|hostel|home|building|dormitory)\b[^.,;\n]{0,40} for (?:(?:about|some|over) )?$"
)
_TOWN = 5000  # as many live or work somewhere, unless something drew them
_GATHERED = re.compile(
    r"attend|drew|drawn|gather|turned|visit|came|participa|joined|watch|crowd|audience|cheer",
    re.IGNORECASE,
)
_CROWD = 500  # tourists that nobody met: a figure of statistics
_MANY = 2000  # people that nobody counts in a hall; more often what a plan aims at
_COMPANY = re.compile(
    r"delegation|attended|participated|member|delegates|(?:batch|group|team|party|contingent|cohort|squad) of",
    re.IGNORECASE,
)


def _japanese(plain: str, sentences: Sentences) -> Iterator[Count]:
    for pattern in _JAPANESE:
        for found in pattern.finditer(plain):
            number = found["number"]
            if number == "数十":
                continue
            before = plain[max(0, found.start() - 20) : found.start()]
            after = plain[found.end() : found.end() + 16]
            value = numerals.value(number)
            if (
                value < 2
                or _J_NOT.search(before)
                or _J_RESIDENTS.search(before)
                or _J_NOT_AFTER.match(after)
            ):
                continue
            first, _last = sentences.around(found.start())
            if (
                _J_TARGET.search(plain[max(first, found.start() - 60) : found.start()])
                and value >= 100
            ):
                continue
            yield _count(
                plain,
                found,
                value,
                japanese_basis({found["hedge"], found["mid"], found["after"]}),
                sentences,
            )


def _hindi(plain: str, sentences: Sentences) -> Iterator[Count]:
    for pattern in _HINDI:
        for found in pattern.finditer(plain):
            value = numerals.value(found["number"])
            first, last = sentences.around(found.start())
            near = plain[max(first, found.start() - 120) : min(last, found.end() + 100)]
            after = plain[found.end() : found.end() + 20]
            tourists = value >= _CROWD and re.match(
                "पर्यटक|सैलानी", found.groupdict().get("noun") or ""
            )
            if (
                value < 2
                or tourists
                or _TARGET.search(near)
                or re.match(r" (?:की मौत|घायल|मारे)", after)
            ):
                continue
            hedge = (found["hedge"] or "").strip()
            if hedge == "कम से कम" or found.groupdict().get("plus"):
                basis = Basis.AT_LEAST
            else:
                basis = Basis.ABOUT if hedge and hedge != "कुल" else Basis.EXACT
            yield _count(plain, found, value, basis, sentences)


def _count(plain: str, found: re.Match[str], value: int, basis: str, sentences) -> Count:
    """An unhedged number of people who are yet to come is planned."""
    start, end = found.span()
    while end > start and plain[end - 1] in " -":
        end -= 1
    while plain[start] == " ":
        start += 1
    if basis == Basis.EXACT and sentences.speaks_ahead(start, end):
        basis = Basis.PLANNED
    return Count(start, end, value, basis, found.start("number"))


def proposed(reading: Reading, counts: list[Count]) -> tuple[HeadcountFound, ...]:
    """Return each number once; the same number again is a mention of it."""
    groups: dict[tuple[int, str], list[Count]] = {}
    for count in counts:
        groups.setdefault((count.value, count.basis), []).append(count)
    return tuple(
        HeadcountFound(
            **reading.words(first.start, first.end),
            value=value,
            basis=basis,
            mentions=tuple(_mention(reading, other) for other in others),
        )
        for (value, basis), (first, *others) in groups.items()
    )


def _mention(reading: Reading, count: Count) -> Mention:
    return reading.mention(count.start, count.end)
