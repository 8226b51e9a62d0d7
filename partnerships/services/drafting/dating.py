"""The dates of a text: found by their forms, given the year they leave out, in its order."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from partnerships.dates import DateError, PartialDate, Precision, fiscal_year_of, parse
from partnerships.services.drafting import years
from partnerships.services.drafting.dateparts import Parts, Stated
from partnerships.services.drafting.forms import forms_for
from partnerships.services.drafting.items import DateFound, Mention
from partnerships.services.drafting.reading import Reading
from partnerships.services.drafting.relative import lone_days, steps
from partnerships.services.drafting.sentences import Sentences

_LONG_AGO = 183  # days after which a date without a year is more likely of the next year round
_NEAR = 15  # days around the article in which a lone day of the month is looked for

_BY = re.compile(
    r"\b(?P<word>by|until|till|(?:to|through)(?= the end of)|no later than|not later than|before the end of)"
    r"(?: the)?(?: (?:end|close|beginning|start|middle) of)?(?: the)?"
    r"(?: (?:early|mid|late|fiscal|financial|year))?[ -]?$",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"\b(?:valid|validity|in force|effective|runs?|running|extended|expires?|appl(?:y|ies)|remains? in)\b[^.]{0,25}$",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\b(?:leaves|departs|returns|flies|travels|heads|begins|starts|opens|ends|concludes|continues)"
    r"(?: (?:for|to) [A-Z]\w+(?: [A-Z]\w+)?| home| here)? (?:on )?$"
)
_IS_UNTIL = re.compile(r"\b(?:is|are|stays?|remains?)\b[^.;\n]{0,30} (?:till|until|through) $")
_UNTIL_AFTER = re.compile(r" ?(?:末|末日|中)?(?:まで(?P<ni>に)?| तक(?![\u0900-\u0963])| के अंत तक)")
_SINCE = re.compile(r"\bsince (?:last )?$", re.IGNORECASE)  # what has begun lies behind
_STAYS = re.compile(r"[^।\n]{0,20}(?:रह|ठहर|रुक|चलेग|चला)")


def stated_dates(reading: Reading) -> list[Stated]:
    """Return every date the text states, the longest where several overlap, in its order."""
    found = [stated for form in forms_for(reading.plain) for stated in form(reading.plain)]
    found += [*steps(reading.plain), *lone_days(reading.plain)]
    found = [stated for stated in found if _is_date(stated, reading.plain)]
    found.sort(key=lambda stated: (stated.start, -stated.end))
    kept: list[Stated] = []
    for stated in found:
        if not kept or stated.start >= kept[-1].end:
            kept.append(stated)
    return kept


def _is_date(stated: Stated, plain: str) -> bool:
    """Leave out what only looks like one: "may", "march", a pair that is no fiscal year."""
    if stated.first == Parts():
        return False
    letter = re.search(r"[A-Za-z]{3,}", plain[stated.start : stated.end])
    named = stated.first.month and not stated.first.form and letter
    lowered = re.search(r"\b(?:may|march)\b", plain[stated.start : stated.end])
    return not (named and lowered and not stated.first.day) and not (
        named and lowered and lowered[0] == "may"
    )


def resolve(
    reading: Reading, sentences: Sentences, stated: Iterable[Stated], published: date | None
) -> list[tuple[Stated, DateFound]]:
    """Return the dates with their years, each once; those nothing places are of unknown date."""
    resolver = _Resolver(reading, sentences, list(stated), published)
    groups: dict[tuple, list[tuple[Stated, DateFound]]] = {}
    for one in resolver.stated:
        item = resolver.item(one)
        if item is not None:
            said = item.text if item.precision == Precision.UNKNOWN else ""
            key = (item.earliest, item.latest, item.precision, said)
            groups.setdefault(key, []).append((one, item))
    return [(group[0][0], _merged([item for _one, item in group])) for group in groups.values()]


def _merged(items: list[DateFound]) -> DateFound:
    """The first of the same dates, the others as its mentions."""
    first, *others = items
    later = (Mention(start=item.start, end=item.end, text=item.text) for item in others)
    return replace(first, mentions=tuple(later))


class _Resolver:
    """Gives each date what it leaves out: from the text, else from the article's date."""

    def __init__(self, reading, sentences, stated: list[Stated], published: date | None) -> None:
        self.reading: Reading = reading
        self.sentences: Sentences = sentences
        self.stated = stated
        self.published = published
        dated = [one for one in stated if not self._deadline(one, None)[2]]
        self.anchors = [found for one in dated if (found := years.anchor(one))]
        self.first_year = next((one.first for one in stated if years.names_year(one.first)), None)
        self.places = [anchor for anchor, _one in self.anchors]
        self.full = [anchor for anchor, one in self.anchors if one.first.day]
        self.previous: tuple[int, date] | None = None  # the latest day or month read so far
        self.previous_day: tuple[int, date] | None = None

    def item(self, stated: Stated) -> DateFound | None:
        first = self._partial(stated, stated.first)
        if first is None:
            return None
        last = self._partial(stated, self._after(stated.last, first)) if stated.last else None
        if last and (last.latest is None or first.earliest is None or last.latest < first.earliest):
            last = None
        if first.earliest and first.precision in (Precision.DAY, Precision.MONTH):
            self.previous = (stated.end, (last or first).earliest or first.earliest)
            if first.precision == Precision.DAY and stated.first.form != "weekday":
                self.previous_day = self.previous
        return self._found(stated, first, last)

    def _after(self, parts: Parts, first: PartialDate) -> Parts:
        """The end of a span whose month or year nobody states follows its beginning."""
        if parts.month is None and parts.day is not None and first.earliest:
            begin = first.earliest
            over = parts.day < begin.day
            month = begin.month % 12 + 1 if over else begin.month
            return Parts(begin.year + (over and month == 1), month, parts.day)
        if isinstance(parts.year, int) or first.earliest is None or parts.form:
            return parts
        begin = first.earliest
        over = (parts.month or begin.month, parts.day or 31) < (begin.month, begin.day)
        return Parts(begin.year + over, parts.month, parts.day)

    def _found(self, stated: Stated, first: PartialDate, last: PartialDate | None) -> DateFound:
        start, end, deadline = self._deadline(stated, last)
        words = self.reading.words(start, end)
        if deadline:
            by = PartialDate(None, first.latest, Precision.BY, words["text"])
            return DateFound(**words, **years.bounds(by), starts=by, ends=PartialDate.unknown())
        whole = PartialDate(first.earliest, (last or first).latest, first.precision)
        ends = last or PartialDate.unknown()
        return DateFound(**words, **years.bounds(whole), starts=first, ends=ends)

    def _deadline(self, stated: Stated, last: PartialDate | None) -> tuple[int, int, bool]:
        """Whether the date is a deadline, and where its words then begin and end."""
        plain, start, end = self.reading.plain, stated.start, stated.end
        if last is not None or stated.first.form in ("weekday", "day", "yesterday"):
            return start, end, False
        before = _BY.search(plain[max(0, start - 40) : start])
        if before and self._is_deadline(before, stated):
            return start - len(before[0]), end, True
        after = _UNTIL_AFTER.match(plain[end : end + 12])
        if not after:
            return start, end, False
        end += len(after[0])
        if stated.first.day and not after["ni"]:  # "is here until the 30th" is no deadline
            stays = "まで" in after[0] or _STAYS.match(plain, end)
            return start, end, not stays
        return start, end, True

    def _is_deadline(self, before: re.Match[str], stated: Stated) -> bool:
        """Stays and events run until a day; only what is valid or promised has it as a deadline."""
        if before["word"].lower() not in ("until", "till") or not stated.first.day:
            return True
        return bool(_VALID.search(before.string[: before.start()]))

    def _partial(self, stated: Stated, parts: Parts) -> PartialDate | None:
        try:
            return self._read(stated, parts)
        except (DateError, ValueError, OverflowError):
            return None

    def _read(self, stated: Stated, parts: Parts) -> PartialDate | None:
        if parts.form in ("weekday", "day", "yesterday"):
            return self._named_day(stated, parts)
        if parts.form in ("month", "year") or (parts.form == "fiscal" and parts.year is None):
            return self._unit(parts)
        if parts.form == "day_of_month":
            return self._day_of_month(parts)
        if parts.form == "quarter":
            return parse(f"{parts.year}-Q{parts.number}")
        if parts.month is None and parts.day is not None:
            return self._lone_day(stated, parts.day)
        return self._dated(stated, parts)

    def _dated(self, stated: Stated, parts: Parts) -> PartialDate:
        year = self._year(stated, parts)
        if year is None:
            return PartialDate.unknown(self.reading.plain[stated.start : stated.end])
        if parts.form == "fiscal":
            return parse(f"FY{year}")
        return years.of_calendar(year, parts.month, parts.day)

    # Days that are named by their distance

    def _named_day(self, stated: Stated, parts: Parts) -> PartialDate | None:
        if self.published is None:
            return None
        if parts.form == "weekday":
            return self._weekday(self.published, stated, parts.number)
        return self._step(self.published, stated, parts)

    def _step(self, published: date, stated: Stated, parts: Parts) -> PartialDate:
        step = parts.number
        if parts.form == "yesterday" and self.sentences.tells_future(stated.start, stated.end):
            step = 1  # Hindi has one word for yesterday and tomorrow
        return years.of_day(published + timedelta(days=step))

    def _day_of_month(self, parts: Parts) -> PartialDate | None:
        """The 3rd of next month, and its like."""
        if self.published is None:
            return None
        months = self.published.year * 12 + self.published.month - 1 + parts.number
        return years.of_calendar(months // 12, months % 12 + 1, parts.day)

    def _unit(self, parts: Parts) -> PartialDate | None:
        if self.published is None:
            return None
        if parts.form == "fiscal":
            return parse(f"FY{fiscal_year_of(self.published) + parts.number}")
        if parts.form == "year":
            return years.of_calendar(self.published.year + parts.number)
        months = self.published.year * 12 + self.published.month - 1 + parts.number
        return years.of_calendar(months // 12, months % 12 + 1)

    def _weekday(self, published: date, stated: Stated, weekday: int) -> PartialDate:
        """The latest such day up to the article's date, or the next one where it lies ahead."""
        words = self.reading.plain[stated.start : stated.end].lower()
        back = (published.weekday() - weekday) % 7
        if re.match(r"next|coming|अगले|आगामी|来週", words):
            days = (-back % 7) or 7
        elif re.match(r"last|past|previous|पिछले|बीते|गत|先週", words):
            days = -(back or 7)
        elif self._lies_ahead(stated) and not _SINCE.search(
            self.reading.plain[max(0, stated.start - 12) : stated.start]
        ):
            days = -back % 7
        else:
            days = -back
        return years.of_day(published + timedelta(days=days))

    def _lies_ahead(self, stated: Stated) -> bool:
        """Whether a verb of what is to come goes with the day: "will meet", "leaves Thursday"."""
        before = self.reading.plain[max(0, stated.start - 40) : stated.start]
        return bool(
            _LEAVES.search(before) or _IS_UNTIL.search(before)
        ) or self.sentences.speaks_ahead(stated.start, stated.end)

    def _lone_day(self, stated: Stated, day: int) -> PartialDate | None:
        """A day without its month: near the article's date, else of the month named before."""
        before, near_by = self.previous, self.previous_day
        if (
            near_by
            and stated.start - near_by[0] < 200
            and years.is_open(self.reading, near_by[0], stated)
        ):
            return years.of_calendar(near_by[1].year, near_by[1].month, day)
        near = years.nearest_day(self.published, day) if self.published else None
        if near and self.published and abs((near - self.published).days) <= _NEAR:
            return years.of_day(near)
        if before:
            return years.of_calendar(before[1].year, before[1].month, day)
        return years.of_day(near) if near else None

    # Years

    def _year(self, stated: Stated, parts: Parts) -> int | None:
        if isinstance(parts.year, int):
            return parts.year
        if parts.year:
            return self._year_by_word(stated, parts.year)
        if parts.month is None:
            return None
        words = self.reading.plain[max(0, stated.start - 12) : stated.end].lower()
        asked = re.search(r"\b(next|coming|upcoming|last|past|previous)\b[^a-z]*[a-z]+\.?$", words)
        asked = asked or re.search(r"(अगले|आगामी|पिछले|बीते)", words)
        if asked and self.published:
            ahead = asked[1] in ("next", "coming", "upcoming", "अगले", "आगामी")
            return years.year_on_side(self.published, parts.month, parts.day, ahead=ahead)
        return self._year_of_text(stated, parts)

    def _year_by_word(self, stated: Stated, word: str) -> int | None:
        steps_of = {
            "昨年": -1,
            "去年": -1,
            "一昨年": -2,
            "来年": 1,
            "再来年": 2,
            "今年": 0,
            "本年": 0,
        }
        if word in steps_of:
            return self.published.year + steps_of[word] if self.published else None
        places = self.places
        index = bisect_left(places, stated.start, key=lambda anchor: anchor[0])
        shift = {"翌年": 1, "前年": -1}.get(word, 0)
        return places[index - 1][1].year + shift if index else None

    def _year_of_text(self, stated: Stated, parts: Parts) -> int | None:
        """From the nearest full date of the text, else from the article's date."""
        month, day = parts.month or 1, parts.day
        ahead = self.sentences.tells_future(stated.start, stated.end)
        ahead = ahead or self._deadline(stated, None)[2]  # "by December" is still to come
        near = years.closest(self.full, stated.start)
        of_text = years.closest_year(near[1], month, day) if near else None
        if self.published is None:
            near = near or years.closest(self.places, stated.start)
            return years.closest_year(near[1], month, day) if near else self._year_of_year(month)
        of_article = self._year_of_article(stated, ahead=ahead)
        if near is None or of_text is None or self._contradicts(of_text, month, day, ahead=ahead):
            return of_article
        return of_text if self._belongs(stated, near, of_text, of_article) else of_article

    def _belongs(self, stated: Stated, near: tuple[int, date], year: int, other: int) -> bool:
        """Whether a date goes with the full date nearest to it rather than with the article."""
        if year == other:
            return True
        month, day = stated.first.month or 1, stated.first.day
        if abs((years.mid(year, month, day) - near[1]).days) > 92:
            return False
        if self.published and abs((years.mid(other, month, day) - self.published).days) > 92:
            return True
        return self.sentences.around(near[0]) == self.sentences.around(stated.start)

    def _contradicts(self, year: int, month: int, day: int | None, *, ahead: bool) -> bool:
        """Whether what is still to come would lie long before the article, or the reverse."""
        if self.published is None:
            return False
        away = (years.mid(year, month, day) - self.published).days
        return away < -31 if ahead else away > 31

    def _year_of_article(self, stated: Stated, *, ahead: bool) -> int:
        """The article's year, but for what has passed by then or is still to come."""
        published = self.published or date.max
        month, day = stated.first.month or 1, stated.first.day
        away = (years.mid(published.year, month, day) - published).days
        back = not ahead and self.sentences.tells_past(stated.start, stated.end)
        if away < -31 and (ahead or (away < -_LONG_AGO and not back)):
            return published.year + 1
        if away > (31 if back else _LONG_AGO) and not ahead:
            return published.year - 1
        return published.year

    def _year_of_year(self, month: int) -> int | None:
        """The year where the text names one alone; of a fiscal year, the one the month lies in."""
        if self.first_year is None:
            return None
        return int(self.first_year.year or 0) + (self.first_year.form == "fiscal" and month < 4)
