"""What of a text is not about the matter itself: datelines, posting dates, addresses, handles.

Its dates are not the event's and its places are not where it happened; but a dateline or posting
date tells when the article appeared, where nobody says it.
"""

import re
from bisect import bisect_left
from datetime import date

from partnerships.services.drafting.dateparts import Stated
from partnerships.services.drafting.reading import Reading

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?"
_MONTH_FIRST = rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
_WORD = r"[A-Z\u00c0-\u024f][\w.'-]{0,24}"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}(?:[,/] {_WORD}(?: {_WORD}){{0,2}}){{0,2}}"
_COUNTRY = r"(?: ?[\[(][A-Za-z ]{2,24}[\])]){0,2}"
_AGENCY = r"(?: ?\([A-Za-z .,/-]{2,30}\))"
_DEVANAGARI_WORD = r"[\u0900-\u0963]{2,20}"
_HINDI_PLACE = rf"{_DEVANAGARI_WORD}(?:[ /]{_DEVANAGARI_WORD}){{0,3}}"
_HINDI_DATE = rf"\d{{1,2}} {_DEVANAGARI_WORD}(?:,? \d{{4}})?"

_DATELINES = (
    re.compile(
        rf"(?:MENAFN ?- ?\w+\) ?)?{_PLACE}{_COUNTRY},? (?:{_MONTH_FIRST}|{_DAY_FIRST})"
        rf"(?:{_AGENCY}:?|{_AGENCY}? ?(?::|-|\.-|\||\.(?= [A-Z\"'])))"
    ),
    re.compile(rf"{_PLACE}{_COUNTRY} ?(?:{_AGENCY} ?)?(?:--?|\|)(?= ?[A-Z\"'])"),
    re.compile(rf"[A-Z][A-Z .,/-]{{2,40}}{_AGENCY}? ?:(?= ?[A-Z\"'])"),
    re.compile(
        rf"{_WORD}(?: {_WORD})?(?:, {_WORD}(?: {_WORD})?)? ?:(?= (?:The|A|An|In|On|Chief)\b)"
    ),
    re.compile(
        rf"{_HINDI_PLACE} ?,? ?{_HINDI_DATE} ?(?:\([^()\n]{{2,30}}\)|[:।|-])(?: ?[:।|-])?"
        rf"|{_HINDI_PLACE} ?(?:\([^()\n]{{2,30}}\) ?[:।|-]?|[:|]|-(?= ))"
    ),
    re.compile(
        r"【[^】\n]{1,25}】|\([^()\n]{1,8}(?:共同|時事|通信)\)|\[[^\]\n]{1,15}(?:共同|時事|ロイター)[^\]\n]{0,12}\]"
    ),
)
#: Words before or after the date of a page.
_POSTED = re.compile(
    r"\b(?:(?:first |last |date |originally )?(?:published|updated|posted|uploaded|modified)"
    r"(?: on| at| date| time)?|publish(?:ed)? date|posting date|release date|date of (?:release|issue|"
    r"publication)|press (?:release|note)(?: dated)?|created on|issued on|dated|sent|retrieved|accessed)\b ?:?|"
    r"掲載日?|更新日?|発表日?|公開日?|投稿日?|登録日?|配信日?|発信日?|作成日?|提供日?|発行日?|報道発表|記者発表|送信日時|"
    r"最終更新|प्रकाशित|प्रकाशन|अपडेट|अद्यतन|पोस्ट किया|प्रविष्टि तिथि|जारी (?:करने की )?तिथि",
    re.IGNORECASE,
)
#: Nothing but signs, a weekday or who posted it parts the word from the date: 更新となり、…まで is none.
_JUST_POSTED = re.compile(
    rf"(?:{_POSTED.pattern})[^\w。]{{0,6}}(?:by [\w .]{{1,30}}[,|] ?|{_PLACE},? ?|on )?(?:the )?\W{{0,2}}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d ?(?:[AP]\.?M\.?)?(?: ?(?:IST|JST|GMT|UTC))?", re.IGNORECASE)
_LINE_FILLER = re.compile(
    r"[\s|·•:,.()\[\]【】/\-月火水木金土日曜年]|\b(?:IST|JST|GMT|UTC|AM|PM|by|at|on|date|PIB|"
    r"mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b",
    re.IGNORECASE,
)
_OFFICE_AFTER = re.compile(
    r"^ ?[一-龥ァ-ヺー]{2,24}[部課局室県市庁省](?=\))"
)  # 令和8年1月16日 群馬県産業経済部
_HANDLE_BEFORE = re.compile(r"\(?@\w{1,30}\)? ?[·|,-]? ?$")
_META = re.compile(r"\s?date \d{4}-\d\d-\d\d ?")
_META_DATE = re.compile(r"\s?date ")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s、。」]{1,200}|\bpic\.twitter\.com/\w+|[\w.+-]{1,64}@[\w.-]{1,64}|@\w{1,30}"
)
_MAIL_HEADER = re.compile(
    r"(?:^|\n)(?:Date|Sent|From|送信日時|日付|दिनांक) ?: ?[^\n]{0,20}$", re.IGNORECASE
)
_MAIL = re.compile(r"(?:^|[\n ])(?:From|Subject|To|Cc|件名|差出人|宛先) ?: ?", re.IGNORECASE)
_WEEKDAY_TIME = re.compile(r"(?:[+-]\d{4}|\d{1,2}:\d\d:\d\d)")


class Apart:
    """Which places of `Reading.plain` are set apart; `posted` are the posting dates among them."""

    def __init__(self, length: int) -> None:
        self.hidden = bytearray(length + 1)
        self.posted: list[Stated] = []

    def hide(self, start: int, end: int) -> None:
        self.hidden[start:end] = b"\x01" * (end - start)

    def holds(self, start: int, end: int) -> bool:
        return bool(self.hidden[start] and self.hidden[end - 1])


def set_apart(reading: Reading, stated: list[Stated]) -> Apart:
    """Return what is not about the matter itself, posting dates being among `stated`."""
    apart = Apart(len(reading.plain))
    meta = _META.match(reading.plain)
    meta_end = meta.end() if meta else 0
    apart.hide(0, meta_end)
    for found in _ADDRESS.finditer(reading.plain):
        apart.hide(*found.span())
    for start, end in _datelines(reading):
        apart.hide(start, end)
        apart.posted += _within(stated, start, end)
    for one in stated:
        if (one.end <= meta_end or not apart.holds(one.start, one.end)) and _is_posting(
            reading, one
        ):
            apart.hide(*_posting_span(reading, one))
            apart.posted.append(one)
    return apart


def _within(stated: list[Stated], start: int, end: int) -> list[Stated]:
    first = bisect_left(stated, start, key=lambda one: one.start)
    last = bisect_left(stated, end, key=lambda one: one.start)
    return [one for one in stated[first:last] if one.end <= end]


def _datelines(reading: Reading):
    """Datelines stand where a line begins, or after the date that a reader put there."""
    for place in _line_begins(reading):
        for pattern in _DATELINES:
            found = pattern.match(reading.plain, place)
            if found:
                yield found.span()
                break


def _line_begins(reading: Reading) -> list[int]:
    begins = [0] if reading.plain else []
    starts, ends, original = reading.starts, reading.ends, reading.original
    for place in range(1, len(reading.plain)):
        blank = reading.plain[place - 1] in " \n"
        gap = starts[place - 1] if blank else ends[place - 1]
        if gap < starts[place] and "\n" in original[gap : starts[place]]:
            begins.append(place)
    meta = re.match(r"\s?date \d{4}-\d\d-\d\d ", reading.plain)
    return [*begins, meta.end()] if meta else begins


def _is_posting(reading: Reading, one: Stated) -> bool:
    plain = reading.plain
    before = plain[max(0, one.start - 60) : one.start]
    if _META_DATE.fullmatch(before) or _HANDLE_BEFORE.search(before):
        return True
    line_start, line_end = _line(reading, one)
    head, tail = plain[line_start : one.start], plain[one.end : line_end]
    if len(head) < 60 and _JUST_POSTED.search(head[-60:]):
        return True
    if re.match(r" ?(?:\([月火水木金土日]\) ?)?(?:更新|掲載|発表|公開|投稿|配信|提供)", tail):
        return True
    if head.rstrip().endswith("|") and tail.lstrip().startswith("|"):
        return True
    if _is_mail_header(plain, line_start, one) or _is_release_head(plain, line_start, one):
        return True
    return _is_alone(head, tail) and _is_page_date(reading, one, line_start, head + tail)


def _is_mail_header(plain: str, line_start: int, one: Stated) -> bool:
    head = plain[max(0, line_start - 1) : one.start]
    if not _MAIL_HEADER.search(head):
        return False
    around = plain[max(0, line_start - 300) : one.end + 300]
    return bool(_MAIL.search(around) or _WEEKDAY_TIME.search(plain[one.end : one.end + 20]))


_RELEASE = re.compile(
    r"press (?:release|note|communiqu)|media release|news release|circular|प्रेस (?:विज्ञप्ति|नोट)|報道(?:発表|資料)|記者",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(r"(?:\bdated?|दिनांक|तिथि|日付) ?:? ?$", re.IGNORECASE)


def _is_release_head(plain: str, line_start: int, one: Stated) -> bool:
    """The date in the head of a press release, beside or under these words."""
    if one.start > 400 or not _DATE_WORD.search(plain[max(0, one.start - 12) : one.start]):
        return False
    return bool(_RELEASE.search(plain, max(0, line_start - 120), one.start))


def _is_alone(head: str, tail: str) -> bool:
    """Whether nothing but a time and signs shares the line with the date."""
    place = re.fullmatch(rf"\s*{_PLACE}, ?(?:dated )?(?:the )?", head)
    tail = _OFFICE_AFTER.sub("", tail)
    rest = _CLOCK.sub("", ("" if place else head) + " " + tail)
    return not _LINE_FILLER.sub("", rest)


def _is_page_date(reading: Reading, one: Stated, line_start: int, rest: str) -> bool:
    """A date alone on its line heads or closes the page, or has the time of its posting."""
    if one.last is not None or one.first.day is None:
        return False
    after = len(reading.plain) - one.end
    return line_start < 160 or after < 60 or bool(_CLOCK.search(rest)) or "|" in rest or "·" in rest


def _line(reading: Reading, one: Stated) -> tuple[int, int]:
    """The line of the original that holds the date, as places in `plain`."""
    original, starts = reading.original, reading.starts
    begin, last = starts[one.start], reading.ends[one.end - 1]
    line = original.rfind("\n", max(0, begin - 200), begin) + 1
    stop = original.find("\n", last, last + 200)
    stop = stop if stop >= 0 else min(len(original), last + 200)
    first = bisect_left(starts, line, max(0, one.start - 200), one.start)
    end = bisect_left(starts, stop, one.end, min(len(starts), one.end + 200))
    return first, end


def _posting_span(reading: Reading, one: Stated) -> tuple[int, int]:
    first, end = _line(reading, one)
    handle = _HANDLE_BEFORE.search(reading.plain, first, one.start)
    if handle:  # who wrote stands before the handle
        return handle.start(), end
    whole = end - first < 90 and not re.search(r"[。.!?] ", reading.plain[first:end])
    return (first, end) if whole else (one.start, one.end)


def day_of(posted: list[Stated]) -> date | None:
    """Return the first posting date that states its year, as the article's date."""
    for one in posted:
        parts = one.first
        if isinstance(parts.year, int) and parts.month and parts.day and not parts.form:
            try:
                return date(parts.year, parts.month, parts.day)
            except ValueError:
                continue
    return None
