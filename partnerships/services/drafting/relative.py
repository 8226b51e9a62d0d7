"""Words that name a day, month or year by its distance from the article's date."""

import re
from collections.abc import Iterator

from partnerships.services.drafting.dateparts import Parts, Stated

_STEPS = (
    (r"(?<!of )\b(?:today|this morning|this afternoon|this evening|tonight)\b(?!'s)", "day", 0),
    (r"\bearlier today\b", "day", 0),
    (r"\b(?:yesterday|last night)\b(?!'s)", "day", -1),
    (r"\btomorrow\b(?!'s)", "day", 1),
    (r"本日|今朝|今夜|今日(?!の(?:国際|世界|社会|日本|インド|状況))(?!的)", "day", 0),
    (r"一昨日|おととい", "day", -2),
    (r"(?<!一)昨日|昨夜|昨晩|きのう", "day", -1),
    (r"きょう(?=[、。はもにのか一-龥])", "day", 0),
    (r"明日|あす(?=[、の、])", "day", 1),
    (r"(?<![\u0900-\u0963])आज(?![\u0900-\u0963])(?! (?:के|की|का|भी|तक))", "day", 0),
    (r"(?<![\u0900-\u0963])कल(?![\u0900-\u0963])", "yesterday", -1),
    (r"\b(?:last|previous) month\b|先月|(?:पिछले|बीते|गत) (?:महीने|माह)", "month", -1),
    (r"\b(?:next|coming) month\b|来月|(?:अगले|आगामी) (?:महीने|माह)", "month", 1),
    (r"\b(?:earlier|later) this month\b|今月(?!\d)|(?:इस|इसी) (?:महीने|माह)", "month", 0),
    (r"\b(?:last|previous) year\b(?!'s)|(?:पिछले|बीते|गत) (?:साल|वर्ष)", "year", -1),
    (r"\bnext year\b(?!'s)|(?:अगले|आगामी) (?:साल|वर्ष)", "year", 1),
    (r"\b(?:earlier|later) this year\b|(?:इस|इसी) (?:साल|वर्ष)(?= के (?:अंत|आरंभ|शुरू))", "year", 0),
    (r"昨年度|前年度", "fiscal", -1),
    (r"今年度|本年度", "fiscal", 0),
    (r"来年度|次年度", "fiscal", 1),
)
_COMPILED = tuple((re.compile(text, re.IGNORECASE), form, step) for text, form, step in _STEPS)
# A day whose month the text leaves to its reader. Stays, deadlines and periods are no days.
_NO_DAY = r"(?! [時程付])(?![時程付系印中英米独仏常帰々曜刊])(?! ?(?:間|目|以内|以上|以降後|後|程度|ほど|あたり|当たり|連続|余|分|かけ|ずつ|数|制|券|本人|産|量))"
_LONE_DAY = re.compile(
    r"(?<![\d年月/第約計全泊.,])(?<!月の)(?P<month>同月|翌|今月|来月|先月)? ?(?P<day>\d{1,2}) ?日"
    + _NO_DAY
    + r"(?: ?\([月火水木金土日](?:曜日?)?(?:・祝)?\))?"
    r"(?: ?(?:から|~|〜|-) ?(?P<last>\d{1,2}) ?日"
    + _NO_DAY
    + r"(?: ?\([月火水木金土日](?:曜日?)?(?:・祝)?\))?(?: ?まで)?)?"
)
_LONE_SPAN = re.compile(
    r"(?<![\d年月/第約.,:~〜-])(?P<month>今月|来月|先月)? ?(?P<day>\d{1,2}) ?(?:~|〜|-) ?(?P<last>\d{1,2}) ?日"
    + _NO_DAY
)
_MONTH_STEPS = {"先月": -1, "今月": 0, "来月": 1}
_ORDINAL_DAY = re.compile(
    r"\bon the (\d{1,2})(?:st|nd|rd|th)(?=[.,;)\n]| (?:and|at|in|he|she|they|the|for|with|to)\b)",
    re.IGNORECASE,
)

_DAY_OF_MONTH = re.compile(
    r"(?P<word>अगले|आगामी|इस|इसी|पिछले|बीते|गत) (?:महीने|माह) (?:की )?(?P<day>\d{1,2})(?: तारीख)?(?![\d-])(?= को|,| से| तक| तारीख|।)"
    r"|\bthe (?P<number>\d{1,2})(?:st|nd|rd|th) of (?P<said>next|this|last) month\b",
    re.IGNORECASE,
)
_STEP_WORDS = {"अगले": 1, "आगामी": 1, "next": 1, "इस": 0, "इसी": 0, "this": 0}
_STEP_WORDS |= {"पिछले": -1, "बीते": -1, "गत": -1, "last": -1}


def steps(plain: str) -> Iterator[Stated]:
    """Yield days, months and years that are named by their distance."""
    for pattern, form, step in _COMPILED:
        for found in pattern.finditer(plain):
            yield Stated(found.start(), found.end(), Parts(form=form, number=step))


def _lone(pattern: re.Pattern[str], plain: str) -> Iterator[Stated]:
    for found in pattern.finditer(plain):
        step = _MONTH_STEPS.get(found["month"] or "")
        form = "" if step is None else "day_of_month"
        first = Parts(day=int(found["day"]), form=form, number=step or 0)
        last = Parts(day=int(found["last"])) if found["last"] else None
        start = found.start("day") if step is None else found.start("month")
        yield Stated(start, found.end(), first, last)


def lone_days(plain: str) -> Iterator[Stated]:
    """Yield days named by their number alone, such as 29日, 来月3日 or "on the 20th"."""
    for pattern in (_LONE_SPAN, _LONE_DAY):
        yield from _lone(pattern, plain)
    for found in _DAY_OF_MONTH.finditer(plain):
        step = _STEP_WORDS[(found["word"] or found["said"]).lower()]
        day = int(found["day"] or found["number"])
        yield Stated(found.start(), found.end(), Parts(day=day, form="day_of_month", number=step))
    for found in _ORDINAL_DAY.finditer(plain):
        yield Stated(found.start(1), found.end(), Parts(day=int(found[1])))
