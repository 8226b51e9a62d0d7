"""Of which kind the matter is, and how far it has come.

A delegation is that somebody travelled between the countries or met in a third one, an event that
people met or gathered, an agreement a signed paper. What the first sentences say weighs most.
"""

import re

from partnerships.choices import DelegationStatus
from partnerships.services.drafting.sentences import Sentences
from partnerships.services.drafting.signs import Sign

_KINDS = (
    (
        "delegation",
        3.4,
        re.compile(
            r"\b(?:delegations?|(?:economic|trade|business|goodwill|friendship) mission|study tour|"
            r"survey (?:group|team|mission)|(?:\d+|[a-z]+)-(?:member|strong|person)|mission (?:of|from|to|led)|"
            r"official visit|paid a visit|(?:\w+-day|state|working) (?:official |working )?(?:visit|trip|tour))\b"
            r"|訪問団|使節団|代表団|視察団|調査団|ミッション|訪印|訪日|来日|来県|派遣"
            r"|प्रतिनिधिमंडल|प्रतिनिधिमण्डल|शिष्टमंडल|डेलीगेशन|डेलिगेशन|सदस्यीय|दौरे पर|के दौरे|यात्रा पर|का दौरा",
            re.IGNORECASE,
        ),
    ),
    (
        "delegation",
        2.8,
        re.compile(
            r"\b(?:visited|visiting|visits|(?:will|to) visit|arrived (?:in|at)|arriv(?:es?|ing) in|travell?(?:ed|ing|s)? to|"
            r"(?:leav(?:e|es|ing)|left|head(?:s|ed|ing)?) for|flew to|flies to|return(?:ed|s)\b[^.\n]{0,24} (?:to|from)|landed in|touched down|"
            r"came to|came from|for (?:coming|visiting|your visit)|went on|went to|toured|mission|receiving my|(?:a )?(?:team|group|party) of|(?:are|is|were) in (?=[A-Z])|team from|group from|students from|trainees from|visit to|visit of)\b"
            r"|来訪|お越し|を訪問|を訪れ|から来|から訪れ|へ出発|を視察|へ派遣|に派遣|訪問者|出張"
            r"|(?:पहुंच|पहुँच|से आए|से आया|से आई|रवाना|दल)(?:[\u0900-\u0963]*)",
            re.IGNORECASE,
        ),
    ),
    (
        "delegation",
        1.2,
        re.compile(
            r"\b(?:visit|tour|trip)\b|訪問|(?:यात्रा|दौरा|दौरे)(?![\u0900-\u0963])", re.IGNORECASE
        ),
    ),
    (
        "agreement",
        3.3,
        re.compile(
            r"\b(?:signed|sign|signing of|signs|inked|inks|concluded|exchanged|renewed|entered into|enter into|reached|struck|sealed)\b[^.。\n]{0,90}?"
            r"\b(?:mou|mous|memorandum|memoranda|agreements?|pact|pacts|letters? of intent|declaration|accord|treaty)\b"
            r"|\b(?:mou|mous|memorandum[^.\n]{0,40}|agreement|pact|letter of intent)\b[^.\n]{0,40}?"
            r"\b(?:was|were|has been|have been|is|to be) (?:signed|renewed|concluded|exchanged|inked)\b"
            r"|(?:覚書|協定|合意書|基本合意|宣言)[^。\n]{0,24}?(?:締結|調印|署名|交わ|結ん)|(?:締結|調印)(?:式|しま)"
            r"|(?:समझौता ज्ञापन|समझौते|समझौता|एमओयू|आशय पत्र|करार)[^।\n]{0,40}?(?:हस्ताक्षर|दस्तखत)",
            re.IGNORECASE,
        ),
    ),
    (
        "event",
        2.6,
        re.compile(
            r"\b(?:met with|met|meets|(?:bilateral |governors' |online |virtual |regular )?meeting|courtesy call|called on|"
            r"held talks|round ?table|participants|seminar|forum|festival|conference|summit|road ?show|ceremony|reception|dialogue|received|hosted|"
            r"telephone|telephonic|conversation|workshop|exhibition|fair|networking|joint committee|interact(?:ed|ion))\b"
            r"|表敬|会談|面会|面談|懇談|会議|会合|セミナー|フォーラム|シンポジウム|祭り|フェスティバル|交流会|式典|レセプション|開催|説明会|開かれ[たるて]|公演|意見交換|委員会|議事"
            r"|मुलाकात|मुलाक़ात|बैठक|भेंट|सम्मेलन|संगोष्ठी|वार्ता|महोत्सव|समारोह|उद्घाटन|प्रदर्शनी|कार्यशाला|उत्सव|मेला(?![\u0900-\u0963])|मेले|रोड ?शो|फोरम|सेमिनार|कार्यक्रम",
            re.IGNORECASE,
        ),
    ),
)
_LEAST = 1.0  # below, the word stands far down and tells of something else
_ENVOY = re.compile(
    r"(?:大使|総領事|公使)(?!館)[^。\n]{0,30}(?:訪問|表敬|来県|来庁|訪れ|来訪)|(?:訪問者|来訪者|来庁者)[^。\n]{0,24}(?:大使|総領事|公使)"
    r"|(?:Ambassador|Consul[ -]General|Consul)\b[^.,\n]{0,40} (?:visited|called on|paid|travelled|arrived)\b"
)
_SUBORDINATE = re.compile(
    r"(?:\b(?:during|following|after|ahead of|on the sidelines of|under|based on)\b[^.,\n]{0,50}|(?:पर|के) दौरान)$",
    re.IGNORECASE,
)


#: Met, held or signed from afar: nobody is on the way.
_REMOTE = re.compile(
    r"\b(?:online|virtual(?:ly)?|remotely|(?:by|over|via|through) (?:an? )?(?:video|zoom|post|telephone|teleconference)|"
    r"video[ -]?conferenc(?:e|ing)|by (?:courier|correspondence)|telephonic(?:ally)?)\b"
    r"|オンライン|ウェブ会議|Web会議|WEB会議|テレビ会議|ビデオ会議|リモート|電話会談|書面で|ऑनलाइन|वर्चुअल|वीडियो कॉन्फ्रेंस",
    re.IGNORECASE,
)
_ARRIVAL = re.compile(
    r"\b(?:delegation|arriv(?:ed|es|al)|visited|visits|came|welcomed|travell?ed|tour)\b"
    r"|訪問団|使節団|代表団|視察団|訪印|訪日|来日|来県|来庁|訪問し|प्रतिनिधिमंडल|दौरे|पहुंचे|पहुँचे|सदस्यीय",
    re.IGNORECASE,
)
_OPENING = 300  # characters that tell what the text is about


def is_remote(plain: str, sentences: Sentences) -> bool:
    """Whether the text opens with a meeting or signing from afar, and with nobody's arrival."""
    if _ARRIVAL.search(plain, 0, _OPENING):
        return False
    for found in _REMOTE.finditer(plain, 0, _OPENING):
        first, last = sentences.around(found.start())
        travel = (pattern for value, _weight, pattern in _KINDS if value == "delegation")
        if not any(pattern.search(plain, first, last) for pattern in travel):
            return True
    return False


def kind(plain: str, sentences: Sentences, third: bool) -> Sign | None:
    """Return the kind with the word that tells it, None where nothing does."""
    worths: dict[str, list[float]] = {}
    best: dict[str, Sign] = {}
    remote = is_remote(plain, sentences)
    for value, weight, pattern in _KINDS:
        for found in pattern.finditer(plain, 0, 6000):
            worth = weight * _weight_at(plain, sentences, found)
            if value == "delegation" and (remote or _is_envoy(plain, found)):
                worth *= 0.3
            worths.setdefault(value, []).append(worth)
            if value not in best or worth > best[value].weight:
                best[value] = Sign(value, found.start(), found.end(), worth)
    if not worths:
        return None
    totals = {value: max(found) + 0.1 * min(sum(found), 9) for value, found in worths.items()}
    chosen = max(totals, key=lambda value: totals[value])
    if totals[chosen] < _LEAST:
        return None
    if third and chosen == "event" and "event" in best:
        chosen_sign = best["event"]
        return Sign("delegation", chosen_sign.start, chosen_sign.end, chosen_sign.weight)
    return best[chosen]


def with_journey(kind: Sign | None, journey: Sign | None) -> Sign | None:
    """Return the kind: a delegation where the text plainly says early that somebody travelled.

    Whatever was signed or held on the way, the record is the journey's.
    """
    if journey is None or (kind and kind.value == "delegation"):
        return kind
    plain = journey.weight >= (_JOURNEY if kind else _JOURNEY_ALONE) and journey.start < _EARLY
    return Sign("delegation", journey.start, journey.end, journey.weight) if plain else kind


_JOURNEY = 1.0  # a word of travel in the first sentences, or several further down
_JOURNEY_ALONE = 0.6
_EARLY = 400


def _is_envoy(plain: str, found: re.Match[str]) -> bool:
    """Whether the visitor is an envoy, who lives in the country."""
    return bool(_ENVOY.search(plain, max(0, found.start() - 60), min(len(plain), found.end() + 40)))


def _weight_at(plain: str, sentences: Sentences, found: re.Match[str]) -> float:
    """What stands first and in a main clause weighs most; what repeats further down hardly counts."""
    first, _last = sentences.around(found.start())
    weight = 1.0 if first < 300 else 0.45 if first < 800 else 0.1
    if _SUBORDINATE.search(plain[max(first, found.start() - 60) : found.start()]):
        weight *= 0.35
    return weight


_CANCELLED = re.compile(r"\b(?:cancelled|canceled|called off)\b|中止|रद्द", re.IGNORECASE)
_POSTPONED = re.compile(r"\b(?:postponed|deferred)\b|延期|स्थगित", re.IGNORECASE)


def status(sentences: Sentences, start: int, end: int, *, happened: bool) -> str:
    """Return a guess at how far the matter has come, from the sentence that tells its kind."""
    near = sentences.plain[max(0, start - 200) : end + 200]
    if _CANCELLED.search(near):
        return DelegationStatus.CANCELLED
    if _POSTPONED.search(near):
        return DelegationStatus.POSTPONED
    if sentences.tells_future(start, end) and not happened:
        return DelegationStatus.PLANNED
    return DelegationStatus.COMPLETED
