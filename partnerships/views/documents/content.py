"""What a paper says, made once and drawn as a page, as a Word file and as a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.choices import SourceRank
from partnerships.metrics.grounds import Ground, Grounds

#: The signs of facts that rest on little; a paper explains them once.
MARKS = {Ground.PRESS: "†", Ground.NONE: "‡"}


@dataclass(frozen=True)
class Words:
    """A piece of a line: where it leads, its language, and what it rests on.

    `mark` is one of `MARKS` or "", `sources` the numbers of its sources in the paper.
    """

    text: str
    url: str = ""
    lang: str = ""
    mark: str = ""
    sources: tuple[int, ...] = ()
    strong: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Section:
    """A heading with sentences, points and a table.

    `columns` are the heads of the table, `widths` their shares of a line. `number` is how many
    rows there are, of which `rows` may be only the first; `address` leads to all of them and
    `definition` says what is counted. `more` says what was left out, `empty` that there is nothing.
    """

    heading: str
    sentences: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    number: int | None = None
    definition: str = ""
    address: str = ""
    more: str = ""
    empty: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.sentences or self.points or self.rows)

    @property
    def labelled_rows(self) -> list[list[tuple[str, Line]]]:
        """The rows with the head of its column before each cell; "" where columns have no heads."""
        return [list(zip(self.columns or repeat(""), row, strict=False)) for row in self.rows]


@dataclass(frozen=True)
class Paper:
    """One paper of the day `on`. `name` is what its files are called, `url` where it stands."""

    title: str
    subtitle: str
    on: date
    name: str
    url: str
    sections: tuple[Section, ...]
    sources: tuple[Line, ...] = ()
    legend: tuple[str, ...] = ()
    more_sources: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Referee:
    """Gives the facts of a paper their marks and numbers its sources as they come.

    Only the first `most` sources are listed; the numbers of the others are not shown.
    """

    grounds: Grounds
    most: int
    numbers: dict[int, int] = field(default_factory=dict)
    known: dict[int, object] = field(default_factory=dict)
    marks: set[Ground] = field(default_factory=set)

    def words(self, text, record, *facts, row=None, **more) -> Words:
        """A piece of a line that states `facts` of the record, with what they rest on."""
        return Words(str(text), **self.stated(record, *facts, row=row), **more)

    def stated(self, record, *facts, row=None) -> dict:
        ground = self.grounds.ground(record, *facts, row=row)
        self.marks.add(ground)
        cited = [
            citation.source
            for fact in facts or ("",)
            for citation in self.grounds.citations(record, fact, row)
        ]
        return {
            "mark": MARKS.get(ground, ""),
            "sources": tuple(
                number
                for number in sorted({self._number(source) for source in cited})
                if number <= self.most
            ),
        }

    def of_figure(self, figure) -> dict:
        """What a figure rests on: the one source that reported it."""
        ground = Ground.PRESS if figure.source.rank >= SourceRank.PRESS else Ground.SOURCED
        self.marks.add(ground)
        number = self._number(figure.source)
        return {
            "mark": MARKS.get(ground, ""),
            "sources": (number,) if number <= self.most else (),
        }

    def _number(self, source) -> int:
        self.known[source.pk] = source
        return self.numbers.setdefault(source.pk, len(self.numbers) + 1)

    def legend(self) -> tuple[str, ...]:
        """What the signs in use mean, one sentence each."""
        meanings = {
            Ground.PRESS: _("rests on press reports or word of mouth alone"),
            Ground.NONE: _("no source is recorded"),
        }
        return tuple(f"{MARKS[one]} {meanings[one]}" for one in MARKS if one in self.marks)

    def sources(self) -> tuple[Line, ...]:
        """The sources by their numbers."""
        lines = (
            (
                Words(f"{number}. "),
                Words(source.title, url=source.get_absolute_url(), lang=_language_of(source)),
                Words(f" ({_about(source)})"),
            )
            for pk, number in self.numbers.items()
            if (source := self.known[pk])
        )
        return tuple(lines)[: self.most]

    def more_sources(self) -> str:
        return more_words(len(self.numbers) - self.most)


def _language_of(source) -> str:
    return source.source_language if source.source_language != "other" else ""


def _about(source) -> str:
    published = source.published.display() if source.published.is_known else ""
    parts = (source.publisher, published, source.get_level_display().lower())
    return ", ".join(part for part in parts if part)


def more_words(number: int) -> str:
    """ "and 12 more, see the page"; "" where nothing was left out."""
    if number <= 0:
        return ""
    return ngettext(
        "and %(number)d more, see the page", "and %(number)d more, see the page", number
    ) % {"number": number}


def first_of(found: Iterable, most: int) -> tuple[list, str]:
    """The first `most` of them, and in words how many were left out."""
    rows = list(found)
    return rows[:most], more_words(len(rows) - most)


def plain(text: str) -> Line:
    return (Words(text),)


def joined(lines: Iterable[Words | Line], between: str = "; ") -> Line:
    """Several pieces as one line."""
    found: list[Words] = []
    for line in lines:
        if found:
            found.append(Words(between))
        found.extend((line,) if isinstance(line, Words) else line)
    return tuple(found)
