"""Who travelled where: from India to Japan, the reverse, or both to a third country."""

import re

from partnerships.choices import Direction
from partnerships.services.drafting.signs import Sign

_THIRD = re.compile(
    r"\b(?:in|at) (?:the )?(?:South Africa|Johannesburg|Singapore|Thailand|Bangkok|Malaysia|Kuala Lumpur|South Korea|Seoul|"
    r"Indonesia|Jakarta|Bali|Vietnam|Hanoi|Germany|Berlin|France|Paris|Italy|London|New York|Washington|Dubai|"
    r"Abu Dhabi|Switzerland|Davos|Geneva|Brazil|Rio de Janeiro|Australia|Sydney|Canada|Kananaskis|China|Beijing|Sri Lanka|Colombo)\b"
    r"|(?:シンガポール|タイ|バンコク|マレーシア|クアラルンプール|南アフリカ|ヨハネスブルク|ダボス|ニューヨーク|ソウル|ジャカルタ|ドバイ)(?:で|において|にて)"
    r"|(?:सिंगापुर|बैंकॉक|थाईलैंड|मलेशिया|कुआलालंपुर|दक्षिण अफ्रीका|जोहान्सबर्ग|दावोस|न्यूयॉर्क|दुबई) (?:में|के)"
)
_SIDELINES = re.compile(
    r"\b(?:sidelines|margins) of\b|に合わせ|の機会に|के (?:इतर|मौके पर)", re.IGNORECASE
)
_BETWEEN_SIDES = re.compile(
    r"\b(?:met|meeting|talks|bilateral)\b|会談|मुलाकात|बैठक|वार्ता", re.IGNORECASE
)

_FILLER = (
    r" (?:the |Japan's |India's |western |northern |southern |eastern |central |capital |city of |state of |"
    r"prefecture of |Japanese |Indian |prefectures? of |states of ){0,3}"
)
_TO = re.compile(
    r"\b(?:visit(?:s|ed|ing)?(?: to)?|trip to|tour (?:of|to)|travell?(?:ed|ing|s)? to|arriv(?:ed|es?|ing) (?:in|at)|came to|"
    r"coming to|go to|going to|went to|flew to|flies to|head(?:s|ed|ing)? (?:to|for)|left for|leav(?:e|es|ing) for|mission to|"
    r"delegation to|delegates to|team to|group to|sent to|dispatched to|stay in|journey to|toured|landed in|reached|returned from)"
    rf"{_FILLER}",
    re.IGNORECASE,
)
_ARRIVED_JAPAN = re.compile(r"訪日|来日")
_ARRIVED_INDIA = re.compile(r"訪印|来印")
_J_VISIT = re.compile(
    r"(?:など|等|の各地)?(?:を|へ|に|への)(?:公式|初めて|相次いで|それぞれ)?(?:訪問|訪れ|訪ね|派遣|視察|出張|出発)|入り(?:し|する)|訪問(?=[、。し])"
)
_J_GOAL = re.compile(r"(?:訪問先|派遣先|渡航先|視察先) ?:? ?")
_J_VISITORS = re.compile(r"(?:訪問者|来訪者|来県者|来庁者) ?:? ?")
_J_ABROAD = re.compile(
    r"インド(?:経済|親善|友好)?(?:訪問団|視察団|経済ミッション|ミッション|派遣団|調査団|出張|訪問)(?![^。\n]{0,24}(?:来県|来日|来庁|表敬))"
)
_H_VISIT = re.compile(
    r"(?: (?:प्रांत|प्रीफेक्चर|राज्य))?(?: (?:के|की|का)(?: [\u0900-\u0963-]+){0,3})? (?:दौरे|दौरा|यात्रा|पहुंच|पहुँच|रवाना)"
)
_H_FROM = re.compile(r"(?: (?:प्रांत|प्रीफेक्चर|राज्य|सरकार))? से (?:आए|आया|आई|आने)")
_FROM = re.compile(
    r"\b(?:delegation|mission|team|group|officials|members|representatives|delegates|students|trainees|nurses|"
    r"writers|visitors|people|executives|firms) (?:[\w'-]+ ){0,8}?(?:from|of)" + _FILLER,
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:(?:delegation|mission|team|group|party)[^.\n]{0,40}? (?:led|headed) by|(?:visit|call) (?:from|by))\b",
    re.IGNORECASE,
)


def is_third_country(plain: str) -> Sign | None:
    """Both sides met in a country of neither: named near words of meeting, early in the text."""
    for found in _THIRD.finditer(plain, 0, 1500):
        around = plain[max(0, found.start() - 200) : found.end() + 100]
        if _BETWEEN_SIDES.search(around) and (_SIDELINES.search(around) or found.start() < 400):
            return Sign(Direction.THIRD_COUNTRY, found.start(), found.end(), 1.0)
    return None


def direction(plain: str, sides_at: list[tuple[int, int, str]], kind_value: str) -> Sign | None:
    """Return who travelled where; `sides_at` are the places and bodies with their country.

    None unless the text says where somebody went or came from.
    """
    if kind_value == "delegation":
        third = is_third_country(plain)
        if third:
            return third
    votes: dict[str, float] = {}
    best: dict[str, Sign] = {}
    for sign in _travels(plain, sides_at):
        votes[sign.value] = votes.get(sign.value, 0) + sign.weight
        best.setdefault(sign.value, sign)
    if not votes:
        return None
    return best[max(votes, key=lambda value: votes[value])]


def _travels(plain: str, sides_at):
    """Yield each word of travel with its direction, the nearest place telling the country."""
    starts = {start: country for start, _end, country in sides_at}
    ends = {end: country for _start, end, country in sides_at}
    for pattern, reach, weight, reading in (
        (_TO, 3, 1.0, _toward),
        (_J_GOAL, 12, 1.2, _toward),
        (_FROM, 3, 1.2, _away),
        (_LED, 60, 0.8, _away),
        (_J_VISITORS, 24, 1.2, _away),
    ):
        for found in pattern.finditer(plain):
            country = _next(starts, found.end(), reach)
            if country:
                yield reading(country, found, weight)
    for pattern, reading in ((_J_VISIT, _toward), (_H_VISIT, _toward), (_H_FROM, _away)):
        for found in pattern.finditer(plain):
            country = _previous(ends, found.start(), 6)
            if country:
                yield reading(country, found, 1.0)
    for pattern, country in ((_ARRIVED_JAPAN, "JP"), (_ARRIVED_INDIA, "IN"), (_J_ABROAD, "IN")):
        for found in pattern.finditer(plain):
            yield _toward(country, found, 1.5)
    yield from _adjectives(plain)
    yield from _possessives(plain, ends)


_ADJECTIVE = re.compile(
    r"\b(?P<jp>Japanese|Japan's|Prefectural)(?: [a-z-]+){0,2} (?:delegation|mission|team|delegates)\b|"
    r"\b(?P<in>Indian|India's)(?: [a-z-]+){0,2} (?:delegation|mission|team|delegates)\b|"
    r"(?P<jp2>जापानी|जापान के|जापान का) (?:[\u0900-\u0963]+ ){0,3}(?:प्रतिनिधिमंडल|शिष्टमंडल|दल)|"
    r"(?P<in2>भारतीय) (?:[\u0900-\u0963]+ ){0,3}(?:प्रतिनिधिमंडल|शिष्टमंडल|दल)|"
    r"(?P<in3>インド)(?:[^。、\n]{0,12})(?:訪問団|使節団|代表団|視察団)(?:が|の)(?:[^。\n]{0,20}?)(?:来|表敬)"
)


def _adjectives(plain: str):
    for found in _ADJECTIVE.finditer(plain):
        japanese = found["jp"] or found["jp2"]
        yield _away("JP" if japanese else "IN", found, 0.9)


_OWN_DELEGATION = re.compile(
    r"(?:'s)?(?: Prefecture| Prefectural| State| [Gg]overnment)?(?: [a-z-]+){0,3} (?:delegation|mission|team)\b"
    r"|(?:県|州)?(?:政府)?(?:議会)?(?:の)?(?:(?!インド)[^。、\n]){0,8}(?:訪問団|使節団|代表団|視察団|調査団|ミッション)"
    r"|(?: सरकार)?(?: प्रांत)?(?: प्रीफेक्चर)? (?:का|के|की) (?:[\u0900-\u0963\d-]+ ){0,11}?(?:प्रतिनिधिमंडल|शिष्टमंडल|दल|डेलीगेशन)(?![\u0900-\u0963])",
)


def _possessives(plain: str, ends: dict[int, str]):
    """A region's own delegation came from it: "Toyama's economic mission", 山梨県訪問団."""
    for end, country in ends.items():
        found = _OWN_DELEGATION.match(plain, end)
        if found:
            yield _away(country, found, 0.9)


def _toward(country: str, found: re.Match[str], weight: float) -> Sign:
    value = Direction.INDIA_TO_JAPAN if country == "JP" else Direction.JAPAN_TO_INDIA
    return Sign(value, found.start(), found.end(), weight * _early(found))


def _away(country: str, found: re.Match[str], weight: float) -> Sign:
    value = Direction.JAPAN_TO_INDIA if country == "JP" else Direction.INDIA_TO_JAPAN
    return Sign(value, found.start(), found.end(), weight * _early(found))


def _early(found: re.Match[str]) -> float:
    return 1.0 if found.start() < 400 else 0.5 if found.start() < 1200 else 0.15


def _next(starts: dict[int, str], place: int, reach: int) -> str:
    return next((starts[at] for at in range(place, place + reach) if at in starts), "")


def _previous(ends: dict[int, str], place: int, reach: int) -> str:
    return next((ends[at] for at in range(place, place - reach, -1) if at in ends), "")
