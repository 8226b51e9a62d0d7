"""Who travelled where: from India to Japan, the reverse, or both to a third country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    r" (?:the |both |Japan's |India's |western |northern |southern |eastern |central |capital |city of |state of |"
    r"prefecture of |Japanese |Indian |prefectures? of |states of |neighbouring ){0,3}"
)
_TO = re.compile(
    r"\b(?:visit(?:s|ed|ing)?(?: to)?|trip to|tour (?:of|to)|travell?(?:ed|ing|s)? to|arriv(?:ed|es?|ing) (?:in|at)|came to|"
    r"coming to|go to|going to|went to|fl(?:ew|y|ies|own|ying) (?:in)?to|head(?:s|ed|ing)? (?:to|for)|left for|leav(?:e|es|ing) for|"
    r"mission to|delegation to|delegates to|team to|group to|sent to|dispatched to|stay(?:s|ed|ing)? in|journey to|tour(?:s|ed|ing)|"
    r"land(?:s|ed|ing) (?:in|at)|touch(?:es|ed)? down (?:in|at)|reach(?:es|ed|ing)?|(?:returned|back|home) from|bound for|en route to|"
    r"depart(?:s|ed|ing)? for|set (?:off|out) for)"
    rf"{_FILLER}",
    re.IGNORECASE,
)
_TO_FAR = re.compile(
    r"\b(?:visit|trip|tour|journey|mission|delegation|team|group|send(?:s|ing)?|sent|dispatch(?:ed|es|ing)?|led|bring(?:s|ing)?|brought) "
    rf"[^.\n]{{1,80}}? to{_FILLER}",
    re.IGNORECASE,
)
_BEING = re.compile(
    r"\b(?:was|were|are|been|(?:day|week|month|year)(?:-long)? (?:\w+ )?(?:training|internship|stay|course|workshop|camp|programme|program|study)|spen[dt]s?(?: [\w-]+){1,3}|studied|trained|worked|toured)(?: \([^()\n]{1,30}\))? in"
    rf"{_FILLER}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)? on|courtesy call (?:on|to)|courtesy visit to)(?: (?:the|of|Hon'ble|[A-Z][a-z]+)){0,4}? (?:the )?"
)
_HOSTED = re.compile(
    r"\b(?:host(?:s|ed|ing)?|receiv(?:es?|ed|ing)|welcom(?:es?|ed|ing)|greet(?:s|ed)?|met)\b[^.\n]{1,100}? from"
    + _FILLER,
    re.IGNORECASE,
)
#: Who comes home lives there: "the team returned to Imphal".
_HOME = re.compile(
    r"\b(?:return(?:s|ed|ing)?(?: home)?|(?:flew|came|fly|flies|went|headed) (?:back|home)) to"
    + _FILLER,
    re.IGNORECASE,
)
#: "its Japan tour", "the five-day Gujarat visit".
_TOUR_OF = re.compile(r" (?:study |business |official )?(?:tour|visit|trip|leg)\b(?! by\b)")
#: Where a form or report says where a tour went.
_TOURED = re.compile(
    r"\b(?:tour|visit|trip)\b[^.\n]{0,120}\s(?:places?(?: visited)?|destinations?|countr(?:y|ies)(?: visited)?) ?:"
    + _FILLER,
    re.IGNORECASE,
)
_CAME = re.compile(
    r"(?:'s)?(?: Prefecture| Province| State| [Gg]overnment)?,?(?: [\w'-]+){0,6}? "
    r"(?:arrived|visited|came|toured|travel(?:l?ed|s)|flew|landed|will (?:visit|arrive|tour|come))\b"
)
_MET_IN = re.compile(
    rf"\b(?:met|meets|meeting|talks|called on|interact(?:ed|ion)|held|signed)\b[^.\n]{{1,120}}? (?:in|at){_FILLER}",
    re.IGNORECASE,
)
_J_MET_IN = re.compile(
    r"(?:市内|県内|県庁|市庁舎|市役所|市|州都|国際空港|空港)?(?:内)?(?:で|において|にて)[^。\n]{0,30}?"
    r"(?:会談|面会|懇談|面談|会見|協議|意見(?:を)?交換|会っ|会い|歓迎|出迎)"
)
_H_MET_IN = re.compile(r" में [^।\n]{0,80}?(?:भेंट|मुलाकात|मुलाक़ात|बैठक|वार्ता|मिले|स्वागत)")
#: An envoy lives in the country: whom one visits or receives tells of no journey between the two.
_EVERY_YEAR = re.compile(
    r"\b(?:each|every) year|\bannually\b|\ba year\b|毎年|年間\d|हर (?:साल|वर्ष)|प्रति वर्ष",
    re.IGNORECASE,
)
_ENVOY = re.compile(
    r"ambassador|consul|embassy|envoy of|大使|総領事|公使|राजदूत|दूतावास|वाणिज्य", re.IGNORECASE
)
_ARRIVED_JAPAN = re.compile(r"訪日|来日|来県|来庁|来道|来阪|来京|来名|来福")
_ARRIVED_INDIA = re.compile(r"訪印|来印|渡印")
_J_VISIT = re.compile(
    r"(?:など|等|の各地)?(?:を|へ|に|への)(?:公式|初めて|相次いで|それぞれ)?(?:訪問|訪れ|訪ね|派遣|視察|出張|出発|渡航|赴|到着|向か)"
    r"|入り(?:し|する)|訪問(?=[、。し])|への(?:経済|友好|親善)?(?:訪問団|視察団|使節団|調査団|ミッション|派遣)|(?:国際空港)?(?:に)?(?:到着|着)(?=[、。\n ]|し)|(?:州|県)?(?:内)?(?:で|に)(?:の)?(?:ホームステイ|滞在|研修|留学)"
)
_J_VISIT_FAR = re.compile(
    r"[^。、\n]{1,18}(?:を|へ|に)(?:公式|相次いで|それぞれ)?(?:訪問し|訪れ|訪ね|表敬)"
)
_J_FROM = re.compile(
    r"(?:政府|議会|大学)?から(?:の)?(?![^。\n]{0,24}?(?:留学して|留学生|在籍|在住|暮ら|居住))(?!の?(?:要請|提案|説明|報告|招待|招き|申し|依頼|発言|意見))[^。\n]{0,40}?"
    r"(?:\d ?[人名]|訪問団|使節団|代表団|視察団|一行|学生|研修生|来|訪れ|受け入れ|迎え|招|お越し)"
)
_J_CALLED_JAPAN = re.compile(
    r"(?:知事|市長|県庁|市役所|議長)(?:を|へ|に|への)(?:[^。、\n]{0,8})?表敬|(?:知事|市長|議長)[^。\n]{0,12}は[^。\n]{0,60}?(?:表敬(?:訪問)?(?:を|が)受け|の(?:表敬|訪問)を受け)"
)
_J_CALLED_INDIA = re.compile(
    r"(?:州首相|州政府|州知事|連邦[一-龥]{0,6}大臣|首席次官|州議会)(?:[^。、\n]{0,12})?表敬"
)
_J_SENT = re.compile(r"(?:訪問団|使節団|代表団|視察団|調査団|ミッション)を(?:[^。、\n]{0,8})?派遣")
_J_GOAL = re.compile(r"(?:訪問先|派遣先|渡航先|視察先|行き先|訪問地) ?:? ?")
_J_VISITORS = re.compile(
    r"(?:訪問者|来訪者|来県者|来庁者|来賓|訪問団) ?:? ?(?![^\n]{0,40}(?:大使|総領事|公使))"
)
_J_ABROAD = re.compile(
    r"インド(?:経済|親善|友好)?(?:訪問団|視察団|経済ミッション|ミッション|派遣団|調査団|出張|訪問|研修|視察)(?![^。\n]{0,24}(?:来県|来日|来庁|表敬))"
)
_H_VISIT = re.compile(
    r"(?: (?:प्रांत|प्रीफेक्चर|राज्य|शहर))?(?: (?:के|की|का)(?: [\u0900-\u0963\d-]+){0,4})? (?:दौरे|दौरा|यात्रा|भ्रमण|प्रवास|रवाना)"
    r"|(?: (?:प्रांत|प्रीफेक्चर|राज्य|शहर))?(?: में| के लिए)? (?:पहुंच|पहुँच|गया|गए|गई|जाएगा|जाएगी|जाएंगे|जाएँगे|जा रह|रवाना|आया|आए|आई|आएगा|आएगी|आएंगे|"
    r"रहा|रहे|रहेंगे|रहेगा|रुके|ठहर)(?:[\u0900-\u0963]{0,4})"
)
_H_FROM = re.compile(
    r"(?: (?:प्रांत|प्रीफेक्चर|राज्य|सरकार|शहर))? से (?:(?:\d+|[\u0900-\u0963]+) ){0,4}?(?:आए|आया|आई|आने|पहुंच|पहुँच)"
)
#: Whose governor leads a group sent it: शिज़ुओका प्रांत के गवर्नर ... के नेतृत्व में आया शिष्टमंडल.
_H_LED = re.compile(
    r"(?: (?:प्रांत|प्रीफेक्चर|राज्य|सरकार))? के (?:(?! ने | को )[^।\n]){0,60}?(?:के नेतृत्व|की अगुवाई) (?:में|वाले|वाला)"
)
_H_RETURNED = re.compile(r"(?: (?:प्रांत|प्रीफेक्चर|राज्य))? से (?:[\u0900-\u0963]+ ){0,2}?लौट")
_FROM = re.compile(
    r"\b(?:(?:delegation|mission|team|group|party|officials|members|representatives|delegates|students|trainees|nurses|pupils|"
    r"guests|visitors) (?:[\w'-]+ ){0,8}?(?:from|of)|"
    r"(?:entrepreneurs|writers|people|executives|farmers|firms) (?:[\w'-]+ ){0,8}?from)" + _FILLER,
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(r"(?: [a-z-]+){0,3}?,? from" + _FILLER)
_J_COUNTED = re.compile(r"(?:政府|議会|大学|市|側)?(?:の|から|からの)[^。、\n]{0,16}$")
_H_COUNTED = re.compile(
    r"(?: (?:प्रांत|प्रीफेक्चर|नगर|शहर|राज्य))? (?:के|की|से|से आए) (?:[\u0900-\u0963]+ ){0,2}?$"
)
#: People who live abroad are on no journey.
_LIVING = re.compile(
    r" ?(?:が|は|も)?(?:[^。、\n]{0,6})(?:留学して|在籍|在住|暮ら|居住|住ん)| (?:live|living|reside|study|studying|enrolled)\b"
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


@dataclass(frozen=True)
class Journey:
    """What the text names of a journey: places and bodies with their country, and head-counts."""

    sides: list[tuple[int, int, str]]
    counts: list[tuple[int, int]]


def direction(plain: str, named: Journey, kind_value: str) -> Sign | None:
    """Return who travelled where, its weight telling how plainly the text says so.

    None unless the text says where somebody went or came from.
    """
    if kind_value == "delegation":
        third = is_third_country(plain)
        if third:
            return third
    votes: dict[str, float] = {}
    best: dict[str, Sign] = {}
    for sign in _travels(plain, named):
        votes[sign.value] = votes.get(sign.value, 0) + sign.weight
        best.setdefault(sign.value, sign)
    if not votes:
        return None
    chosen = max(votes, key=lambda value: votes[value])
    sign = best[chosen]
    return Sign(sign.value, sign.start, sign.end, votes[chosen])


def _travels(plain: str, named: Journey) -> Iterator[Sign]:
    """Yield each word of travel with its direction, the nearest place telling the country."""
    starts = {start: country for start, _end, country in named.sides}
    ends = {end: country for _start, end, country in named.sides}
    for pattern, reach, weight, reading in _BEFORE_PLACES:
        for found in pattern.finditer(plain):
            country = _next(starts, found.end(), _within_clause(plain, found.end(), reach))
            if country and not (weight < _PLAIN and _by_envoy(found)):
                visiting = _VISITING.search(plain, max(0, found.start() - 1), found.end() + 60)
                yield (_away if visiting else reading)(country, found, weight)
    yield from _after_places(plain, ends)
    for pattern, country in _BY_THEMSELVES:
        for found in pattern.finditer(plain):
            if not _by_envoy(found):
                yield _toward(country, found, 1.2)
    yield from _adjectives(plain)
    yield from _possessives(plain, ends)
    yield from _counted(plain, named, starts, ends)


_CLAUSE = 12  # a reach beyond goes over words, which must not go on to another clause
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|had|will|met|visited|called|arrived|left|toured|held|who|which)\b|[.;]"
)


def _within_clause(plain: str, place: int, reach: int) -> int:
    """How far the words of one clause go on: who leads a team stands before its verb."""
    verb = _VERB.search(plain, place, place + reach) if reach > _CLAUSE else None
    return verb.start() - place if verb else reach


def _after_places(plain: str, ends: dict[int, str]) -> Iterator[Sign]:
    for pattern, weight, reading in _AFTER_PLACES:
        for end, country in ends.items():
            said = pattern.match(plain, end)
            if said and not _by_envoy(said):
                yield reading(country, said, weight)


#: "Visiting Pune Mayor" came from there.
_VISITING = re.compile(
    r"\bvisiting (?:the )?(?:[A-Z][a-z]+ ){1,3}?(?:Mayor|Governor|Minister|Chief|delegation|officials|team|group|party|"
    r"mission|Deputy|Vice|delegates|entrepreneurs|students|CM)\b"
)
_PLAIN = 0.7  # below, the words may speak of people who live there


def _by_envoy(found: re.Match[str]) -> bool:
    """Whether an envoy is who visits, named shortly before, or a habit is told of."""
    if _EVERY_YEAR.search(found.string, found.start(), found.end() + 60):
        return True
    before = re.split(r"[.。।\n]", found.string[max(0, found.start() - 60) : found.start()])[-1]
    return bool(_ENVOY.search(before) or _ENVOY.search(found[0]))


def _counted(plain: str, named: Journey, starts: dict, ends: dict) -> Iterator[Sign]:
    """People who are counted come from the place named with them: "22 entrepreneurs from Mie"."""
    for start, end in named.counts:
        if _LIVING.match(plain, end):
            continue
        found = _COUNTED_FROM.match(plain, end)
        country = _next(starts, found.end(), 3) if found else ""
        if found and country:
            yield _away(country, found, 1.2)
        for place in range(start, max(0, start - 26), -1):
            if place in ends:
                before = plain[place:start]
                pattern = _J_COUNTED if "\u3040" <= plain[place] <= "\u9fff" else _H_COUNTED
                counted = re.compile(pattern.pattern).match(before)
                if counted:
                    yield _away(ends[place], _at(plain, place, start), 0.9)
                break


def _at(plain: str, start: int, end: int) -> re.Match[str]:
    return re.compile(r".*", re.DOTALL).match(plain, start, end)  # type: ignore[return-value]


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
    r"(?:'s)?(?: Prefecture| Prefectural| State| [Gg]overnment)?(?: (?!Head|Leader|Chief|Deputy)[A-Z][a-z]+)?(?: [a-z-]+){0,3} (?:delegation|mission|team)\b"
    r"|(?:県|州)?(?:政府)?(?:議会)?(?:の)?(?![へにをで])(?:(?!インド)[^。、\n]){0,8}(?:訪問団|使節団|代表団|視察団|調査団|ミッション)"
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


_BEFORE_PLACES = (
    (_TO, 3, 1.0, _toward),
    (_TO_FAR, 3, 0.8, _toward),
    (_BEING, 3, 0.7, _toward),
    (_CALLED, 3, 0.6, _toward),
    (_MET_IN, 3, 0.3, _toward),
    (_J_GOAL, 12, 1.2, _toward),
    (_TOURED, 3, 0.8, _toward),
    (_HOME, 3, 1.6, _away),  # "team ... to" counts for the reverse
    (_FROM, 3, 1.2, _away),
    (_HOSTED, 3, 1.2, _away),
    (_LED, 60, 0.8, _away),
    (_J_VISITORS, 24, 1.2, _away),
)
_AFTER_PLACES = (
    (_CAME, 0.6, _away),
    (_TOUR_OF, 1.0, _toward),
    (_J_VISIT, 1.0, _toward),
    (_J_VISIT_FAR, 0.8, _toward),
    (_J_MET_IN, 0.3, _toward),
    (_J_FROM, 1.0, _away),
    (_H_VISIT, 1.0, _toward),
    (_H_MET_IN, 0.3, _toward),
    (_H_FROM, 1.0, _away),
    (_H_LED, 1.0, _away),
    (_H_RETURNED, 1.0, _toward),
)
_BY_THEMSELVES = (
    (_ARRIVED_JAPAN, "JP"),
    (_ARRIVED_INDIA, "IN"),
    (_J_ABROAD, "IN"),
    (_J_CALLED_JAPAN, "JP"),
    (_J_CALLED_INDIA, "IN"),
)


def _early(found: re.Match[str]) -> float:
    return 1.0 if found.start() < 400 else 0.5 if found.start() < 1200 else 0.15


def _next(starts: dict[int, str], place: int, reach: int) -> str:
    return next((starts[at] for at in range(place, place + reach) if at in starts), "")
