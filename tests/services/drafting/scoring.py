"""Labelled snippets, and how well a draft agrees with them: hits, wrong ones, missed ones.

Knows nothing of the rules: it is given a function that answers with the object which
`draft_from_text --json` prints. How labels are written is in `snippets/README.md`.
"""

import calendar
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "snippets"
SETS = ("tuned", "held_out")  # those that the rules have to meet
MEASURED = (*SETS, "fresh")
LISTED = ("tuned",)  # whose mistakes may be read; the others only measure
LANGUAGES = ("en", "ja", "hi")
# What is counted. A basis, title or "by" is right or wrong only where its item was found at all.
FIELDS = (
    *("kind", "direction", "regions", "dates", "headcounts", "bases", "people", "titles"),
    *("sectors", "initiatives", "pledges", "pledged by"),
)

Proposal = dict[str, Any]
Propose = Callable[[str, date | None], Proposal]


@dataclass(frozen=True)
class Snippet:
    """One labelled text; `labels` holds what its file says besides."""

    id: str
    language: str
    text: str
    published: date | None
    labels: dict[str, Any]

    def wanted(self, name: str) -> list[str]:
        return self.labels.get(name, [])

    def allowed(self, name: str) -> list[str]:
        """Return what may be proposed or not."""
        return self.labels.get(f"{name}_maybe", [])


@dataclass
class Tally:
    """How often a field was right; what went wrong, in words."""

    hits: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of proposals that are right, 1 when nothing was proposed."""
        proposed = self.hits + len(self.wrong)
        return self.hits / proposed if proposed else 1.0

    @property
    def recall(self) -> float:
        """Return the share of labels that were found, 1 when nothing was to be found."""
        wanted = self.hits + len(self.missed)
        return self.hits / wanted if wanted else 1.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.wrong + other.wrong, self.missed + other.missed)


Scores = dict[tuple[str, str], Tally]  # by field and language


def snippets(name: str) -> list[Snippet]:
    """Return the snippets of a set ("tuned", "held_out" ...), in the order of their files."""
    found = []
    for path in sorted((FOLDER / name).glob("*.toml")):
        for labels in tomllib.loads(path.read_text(encoding="utf-8"))["snippet"]:
            head = {key: labels.pop(key) for key in ("id", "language", "text")}
            found.append(Snippet(**head, published=labels.pop("published", None), labels=labels))
    return found


def score(name: str, propose: Propose) -> Scores:
    """Return the tallies of a set, by field and language."""
    scores: Scores = defaultdict(Tally)
    for snippet in snippets(name):
        for of, tally in compare(snippet, propose(snippet.text, snippet.published)).items():
            scores[of, snippet.language] += tally
    return scores


def total(scores: Scores, of: str, language: str = "") -> Tally:
    """Return the tally of a field, in one language or in all."""
    chosen = [tally for key, tally in scores.items() if key[0] == of and language in ("", key[1])]
    return sum(chosen, Tally())


def compare(snippet: Snippet, proposal: Proposal) -> dict[str, Tally]:
    """Return the tally of each field of one text."""
    tallies = {name: Tally() for name in FIELDS}
    for name in ("kind", "direction"):
        _compare_choice(snippet, name, proposal[name], tallies[name])
    for name, key in (("regions", "code"), ("sectors", "slug"), ("initiatives", "slug")):
        found = dict.fromkeys(item[key] for item in proposal[name])
        _compare_keys(snippet, name, found, tallies[name])
    _compare_dates(snippet, proposal["dates"], tallies["dates"])
    _compare_headcounts(snippet, proposal["headcounts"], tallies)
    _compare_pairs(snippet, proposal["people"], PEOPLE, tallies)
    _compare_pairs(snippet, proposal["pledges"], PLEDGES, tallies)
    return {of: _named(snippet.id, tally) for of, tally in tallies.items()}


def wrong_spans(text: str, proposal: Proposal) -> list[str]:
    """Return the items whose span does not hold the words they say it holds."""
    return [
        f"{item['text']!r} is said to stand at {item['start']}-{item['end']}"
        for item in _spanned(proposal)
        if text[item["start"] : item["end"]] != item["text"] or not item["text"].strip()
    ]


def _spanned(value: Any) -> Iterator[Proposal]:
    """Return whatever has a span, at any depth: items, later mentions, words of the kind."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _spanned(item)


def anything(proposal: Proposal) -> dict[str, Any]:
    """Return what a proposal holds; nothing for a text without facts."""
    return {name: value for name, value in proposal.items() if value and name != "language"}


def _named(snippet: str, tally: Tally) -> Tally:
    def name(words: list[str]) -> list[str]:
        return [f"{snippet}: {word}" for word in words]

    return Tally(tally.hits, name(tally.wrong), name(tally.missed))


def _compare_choice(snippet: Snippet, name: str, found: str | None, tally: Tally) -> None:
    wanted = snippet.labels.get(name)
    if found == wanted:
        tally.hits += found is not None
    elif found in snippet.allowed(name):
        tally.hits += 1
    else:
        tally.wrong += [found] if found else []
        tally.missed += [wanted] if wanted and "none" not in snippet.allowed(name) else []


def _compare_keys(snippet: Snippet, name: str, found: dict[str, None], tally: Tally) -> None:
    wanted, allowed = snippet.wanted(name), snippet.allowed(name)
    tally.hits += sum(key in wanted for key in found)
    tally.wrong += [key for key in found if key not in (*wanted, *allowed)]
    tally.missed += [key for key in wanted if key not in found]


# Dates ------------------------------------------------------------------------------------------

Bounds = tuple[str | None, str | None, str]  # earliest, latest, precision


def _compare_dates(snippet: Snippet, items: list[Proposal], tally: Tally) -> None:
    found = dict.fromkeys((item["earliest"], item["latest"], item["precision"]) for item in items)
    for label in snippet.wanted("dates"):
        ways = _ways(label)
        way = next((way for way in ways if all(bounds in found for bounds in way)), None)
        if way is None:
            tally.missed.append(label)
        tally.hits += way is not None
    known = {
        bounds
        for label in (*snippet.wanted("dates"), *snippet.allowed("dates"))
        for way in _ways(label)
        for bounds in way
    }
    tally.wrong += [" ".join(map(str, bounds)) for bounds in found if bounds not in known]


def _ways(label: str) -> list[list[Bounds]]:
    """Return the sets of dates that each meet a label: "a & b" is met by both or by the range."""
    ways = []
    for way in label.split(" or "):
        parts = [_bounds(part) for part in way.split(" & ")]
        ways.append(parts)
        if len(parts) > 1:
            ways.append([(parts[0][0], parts[-1][1], parts[0][2])])
    return ways


def _bounds(label: str) -> Bounds:
    if label.startswith("by "):
        return None, _bounds(label.removeprefix("by "))[1], "by"
    first, _dots, last = label.partition("..")
    earliest, until, precision = _known(first)
    return earliest, _known(last)[1] if last else until, precision


def _known(text: str) -> tuple[str, str, str]:
    year = int(text.removeprefix("FY")[:4])
    if text.startswith("FY"):  # the fiscal years of both countries begin in April
        return f"{year}-04-01", f"{year + 1}-03-31", "fiscal_year"
    if len(text) == 4:
        return f"{year}-01-01", f"{year}-12-31", "year"
    if "Q" in text:
        last = int(text[-1]) * 3
        return f"{year}-{last - 2:02}-01", _month_end(year, last), "quarter"
    if len(text) == 7:
        return f"{text}-01", _month_end(year, int(text[5:])), "month"
    return text, text, "day"


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


# Head-counts, and pairs of words ----------------------------------------------------------------


def _compare_headcounts(snippet: Snippet, items: list[Proposal], tallies: dict[str, Tally]) -> None:
    wanted: Counter[int] = Counter()
    bases = defaultdict(set)
    for label in (*snippet.wanted("headcounts"), *snippet.allowed("headcounts")):
        value, basis = label.split()
        bases[int(value)].add(basis)
    wanted.update({int(label.split()[0]) for label in snippet.wanted("headcounts")})
    found = {int(item["value"]): item["basis"] for item in items}
    tally = tallies["headcounts"]
    tally.hits += sum(value in wanted for value in found)
    tally.wrong += [f"{value} {found[value]}" for value in found if value not in bases]
    tally.missed += [str(value) for value in wanted if value not in found]
    for value in wanted.keys() & found.keys():
        _second(found[value] in bases[value], f"{value} {found[value]}", tallies["bases"])


PEOPLE = ("people", "name", "titles", "title")
PLEDGES = ("pledges", "text", "pledged by", "by")
Names = tuple[str, str, str, str]  # field, key of its items, field and key of what goes with it


def _compare_pairs(
    snippet: Snippet, items: list[Proposal], names: Names, tallies: dict[str, Tally]
) -> None:
    """Compare names with their titles, or pledges with who made them."""
    of, key, second_of, second_key = names
    wanted = [_pair(label) for label in snippet.wanted(of)]
    known = [*wanted, *(_pair(label) for label in snippet.allowed(of))]
    for first, second in wanted:
        meant = [item for item in items if _agree(first, item[key])]
        tallies[of].hits += bool(meant)
        tallies[of].missed += [] if meant else [first]
        if meant and second:
            said = [item.get(second_key) or "" for item in meant]
            right = any(_agree(way, words) for way in second.split(" / ") for words in said)
            _second(right, f"{first}: {said[0]!r}, not {second!r}", tallies[second_of])
    tallies[of].wrong += [
        item[key] for item in items if not any(_agree(first, item[key]) for first, _by in known)
    ]


def _pair(label: str) -> tuple[str, str]:
    first, _bar, second = label.partition(" | ")
    return first, second


def _second(right: bool, words: str, tally: Tally) -> None:
    """Count what goes with a found item: wrong means missed, too."""
    tally.hits += right
    tally.wrong += [] if right else [words]
    tally.missed += [] if right else [words]


def _agree(one: str, other: str) -> bool:
    """Tell whether the words are the same, or those of one stand in the other."""
    first, second = _squashed(one), _squashed(other)
    return bool(first and second) and (first in second or second in first)


def _squashed(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return re.sub(r"[\s\-.,、。・]+", "", folded)
