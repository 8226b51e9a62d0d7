"""Which kind of event or agreement a text speaks of, by the words it uses."""

import re

from partnerships.choices import AgreementKind, EventKind
from partnerships.services.drafting.items import Mention

#: The first that is found counts, so the narrower stand before the wider.
_EVENTS: tuple[tuple[EventKind, tuple[str, ...]], ...] = (
    (
        EventKind.GOVERNORS_MEETING,
        (
            r"governors'? (?:meeting|conference)",
            r"\bme(?:t|ets?)\b[^.\n]{0,60}\bgovernors\b",
            "知事会議|知事会|राज्यपालों",
        ),
    ),
    (
        EventKind.INVESTOR_SUMMIT,
        (r"investors?'? summit|global summit", "投資家サミット", "निवेशक सम्मेलन"),
    ),
    (
        EventKind.INVESTMENT_SEMINAR,
        (r"investment (?:seminar|promotion)|road ?show", "投資セミナー", "निवेश संगोष्ठी|रोड शो"),
    ),
    (EventKind.SUMMIT, (r"\bsummit\b", "首脳会談|サミット", "शिखर")),
    (
        EventKind.ONLINE_MEETING,
        (
            r"online (?:meeting|talks)|video ?(?:conference|call)|virtual(?:ly)? me(?:eting|t)\b",
            "オンライン会|テレビ会議",
            "ऑनलाइन|वर्चुअल",
        ),
    ),
    (EventKind.COURTESY_CALL, (r"courtesy (?:call|visit)|paid a call on", "表敬", "शिष्टाचार")),
    (EventKind.SIGNING, (r"signing (?:ceremony|of)", "調印式|署名式", "हस्ताक्षर समारोह")),
    (EventKind.NETWORKING, (r"networking|business matching", "交流会|商談会")),
    (EventKind.FESTIVAL, (r"\bfestival\b", "フェスティバル|祭り", "महोत्सव")),
    (EventKind.FORUM, (r"\bforum\b", "フォーラム")),
    (EventKind.SEMINAR, (r"\bseminar\b|\bdialogue\b|symposium", "セミナー|シンポジウム", "संगोष्ठी")),
    (EventKind.FAIR, (r"\bfair\b|\bexpo\b|exhibition", "展示会|見本市", "मेला|प्रदर्शनी")),
    (EventKind.STUDY_VISIT, (r"(?:site|study|plant) visit", "視察", "अध्ययन यात्रा")),
    (EventKind.CEREMONY, (r"\bceremony\b", "記念式典", "समारोह")),
    (
        EventKind.MEETING,
        (r"\bmeeting\b|\btalks\b|\bmet\b|\bmeets\b", "会談|面談|懇談|意見交換", "बैठक|मुलाकात|भेंट"),
    ),
)
_PAPER = "(?:memorandum|agreement|MoU)"
_AGREEMENTS: tuple[tuple[AgreementKind, tuple[str, ...]], ...] = (
    (AgreementKind.LETTER_OF_INTENT, (r"letters? of intent|\bLoI\b", "意向書", "आशय पत्र")),
    (
        AgreementKind.SISTER,
        (r"sister[- ](?:state|prefecture|city|province)", "姉妹(?:県|都市|州|提携|協定)"),
    ),
    (
        AgreementKind.RENEWAL,
        (rf"\brenew[^.\n]{{0,60}}{_PAPER}|{_PAPER}[^.\n]{{0,60}}\brenew", "更新"),
    ),
    (
        AgreementKind.MEMORANDUM_OF_COOPERATION,
        (r"memorand(?:um|a) of co-?operation|\bMoC\b", "協力覚書"),
    ),
    (
        AgreementKind.MOU,
        (r"memorand(?:um|a) of understanding|\bMoUs?\b", "覚書", "समझौता ज्ञापन|एमओयू"),
    ),
    (
        AgreementKind.FRIENDSHIP,
        (r"friendship (?:agreement|ties)", "友好(?:提携|協定|交流)", "मैत्री समझौता"),
    ),
    (AgreementKind.ACTION_PLAN, ("action plan", "行動計画", "कार्य योजना")),
    (AgreementKind.VISION, ("joint vision", "共同ビジョン")),
    (
        AgreementKind.DECLARATION,
        ("joint (?:declaration|statement)", "共同宣言|共同声明", "संयुक्त (?:घोषणा|वक्तव्य)"),
    ),
)
_HEADS = re.compile(r"\bgovernors\b|\bchief ministers\b|知事|राज्यपालों|मुख्यमंत्रियों", re.IGNORECASE)
_PATTERNS = {
    record: [(kind, re.compile("|".join(words), re.IGNORECASE)) for kind, words in kinds]
    for record, kinds in (("event", _EVENTS), ("agreement", _AGREEMENTS))
}


def kind_told(record: str, text: str, start: int, end: int):
    """(kind, its words) of the event or agreement told between `start` and `end`, None for none.

    `record` is the kind of record; a delegation has no further kind.
    """
    for kind, pattern in _PATTERNS.get(record, ()):
        if found := pattern.search(text, start, end):
            return kind, Mention(start=found.start(), end=found.end(), text=found[0])
    return None


def counts_heads_of_regions(words: str) -> bool:
    """Whether a head-count is of heads of regions, each of whom stands for a party."""
    return bool(_HEADS.search(words))
