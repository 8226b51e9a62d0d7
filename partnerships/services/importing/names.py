"""Whom the cells of a file name: records by key, name or alias, without a query a cell."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from django.db.models import Model
from rapidfuzz import fuzz, process

from partnerships.csvtext import split_values
from partnerships.models import (
    MergedRecord,
    Organisation,
    Person,
    Prefecture,
    Region,
    RegionAlias,
    State,
)
from partnerships.models.base import Record, Referenced
from partnerships.models.merges import LONGEST_CHAIN, knew_merged
from partnerships.models.naming import name_columns, names_of
from partnerships.text import fold

#: From this likeness on, of 100, a name is offered for one that is not known.
OFFERED = 60
#: A name is made of no more parts than this by the marks that part names too, and a cell of names
#: of no more than that; a longer one is a text.
LONGEST_NAME, MOST_PARTS = 6, 200
#: No name is longer.
MOST_LETTERS = 300


class Names:
    """What can be named, as far as `user` may see it; each kind is read once, when first asked."""

    def __init__(self, user) -> None:
        self._user = user
        self._kinds: dict[type[Model], _Kind] = {}

    def find(self, kind: type[Model], text: str) -> Model | None:
        """Return the one record that goes by the key or name; None for none and for several.

        A region's names stand for its government among organisations; a key that was merged away
        leads to the record that stands for it.
        """
        known = self._of(kind)
        found = known.by_key(text) or _only(known.named(text))
        return known.records.get(found) if found else None

    def nearest(self, kind: type[Model], text: str, most: int = 5) -> list[Model]:
        """Return the records that may be meant, most likely first: namesakes, then like names."""
        known = self._of(kind)
        like = known.alike(fold(text[:MOST_LETTERS]), 8 * most)
        keys = dict.fromkeys([*sorted(known.named(text)), *like])
        return [known.records[key] for key in keys][:most]

    def many(self, kind: type[Model], text: str) -> list[str]:
        """Return the names in a cell of several, in its order.

        A semicolon always parts them. What else parts names also stands inside them: only a text
        that is no name itself is parted, and only where all of it is names; by 、 and line breaks
        where some of it is.
        """
        known = self._of(kind)
        return [name for value in split_values(text) for name in known.parts(value)]

    def _of(self, kind: type[Model]) -> "_Kind":
        kind = Region if kind in (State, Prefecture) else kind
        if kind not in self._kinds:
            known = self._kinds[kind] = self._read(kind)
            if issubclass(kind, Record):
                known.follow_merges(kind, self._user)
        return self._kinds[kind]

    def _read(self, kind) -> "_Kind":
        records = _visible(kind, self._user)
        if kind is Organisation:
            return _Organisations(records, _Regions(_visible(Region, self._user)))
        if kind is Region:
            return _Regions(records)
        return _People(records) if kind is Person else _Kind(kind, records)


def _visible(kind: type[Model], user) -> Iterable[Model]:
    """The records that `user` may see, with what naming them takes."""
    found = kind._default_manager.order_by("pk")
    if hasattr(found, "visible_to"):
        found = found.visible_to(user)
    if issubclass(kind, Referenced):  # there may be many of them
        return found.only("reference", *name_columns(kind))
    return found.for_reading().order_by("pk") if hasattr(found, "for_reading") else found


def _only(keys: set[int]) -> int | None:
    return next(iter(keys)) if len(keys) == 1 else None


#: What may part names in a cell, beside the semicolon.
_MARKS = re.compile(
    r"\s*[,，、・･/／&＆＋+\n]\s*|\s+(?:and|और|एवं|तथा)\s+|\s*(?:及び|および|並びに|ならびに|と)\s*"
)
#: These of them never stand inside a name.
_SURE_MARKS = re.compile(r"\s*[、\n]\s*")


class _Kind:
    """The records of one kind by their numbers, and what names them."""

    #: How a name may be dressed up; the one group that matches is the name.
    dress: re.Pattern[str] | None = None

    def __init__(self, kind: type[Model], records: Iterable[Model]) -> None:
        self.records = {record.pk: record for record in records}
        keys = ((_key(record), pk) for pk, record in self.records.items())
        self.keys = {key: pk for key, pk in keys if key}
        self.names = _index(
            (fold(name), pk) for pk, record in self.records.items() for name in names_of(record)
        )

    def by_key(self, text: str) -> int | None:
        """The number of the record with this code, reference or slug; slugs are lower-case."""
        key = unicodedata.normalize("NFKC", text).strip()
        return self.keys.get(key) or self.keys.get(key.upper())

    def named(self, text: str) -> set[int]:
        """The numbers of the records that go by the name, however it is spelt or dressed."""
        if len(text) > MOST_LETTERS:
            return set()
        folded = fold(text)
        return self._called(folded) or self._undressed(folded)

    def parts(self, text: str) -> list[str]:
        """The text itself, or the names that it joins."""
        if self._is_known(text):
            return [text]
        found = self._parted(text)
        if not found:
            pieces = [piece for piece in _SURE_MARKS.split(text) if piece.strip()]
            if len(pieces) > 1 and any(self._parted(piece) for piece in pieces):
                return [name for piece in pieces for name in self._parted(piece) or [piece]]
        return found or [text]

    def alike(self, folded: str, most: int) -> Iterator[int]:
        """The numbers of records with names like this one, most like first."""
        near = process.extract(
            folded, self.names.keys(), scorer=fuzz.WRatio, score_cutoff=OFFERED, limit=most
        )
        for name, _score, _place in sorted(
            near, key=lambda one: (-one[1], -fuzz.ratio(folded, one[0]))
        ):
            yield from sorted(self.names[name])

    def _is_known(self, text: str) -> bool:
        return self.by_key(text) is not None or bool(self.named(text))

    def _parted(self, text: str) -> list[str]:
        """The names that the text joins, the longest first; empty where a part is no name."""
        marks = list(islice(_MARKS.finditer(text), MOST_PARTS))
        if len(marks) == MOST_PARTS:
            return []
        starts = [0, *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), len(text)]
        found, at = [], 0
        while at < len(starts):
            if starts[at] >= ends[at]:  # two marks in a row, or one at an end
                at += 1
                continue
            upto = range(min(len(ends), at + LONGEST_NAME) - 1, at - 1, -1)
            last = next((end for end in upto if self._is_known(text[starts[at] : ends[end]])), None)
            if last is None:
                return []
            found.append(text[starts[at] : ends[last]])
            at = last + 1
        return found

    def _undressed(self, folded: str) -> set[int]:
        dressed = self.dress.fullmatch(folded) if self.dress else None
        return self._plain(next(filter(None, dressed.groups()))) if dressed else set()

    def _plain(self, name: str) -> set[int]:
        return self._called(name)

    def _called(self, folded: str) -> set[int]:
        bare = folded.replace(" ", "")
        return self.names.get(folded) or self._without_blanks.get(bare) or set()

    def follow_merges(self, kind, user) -> None:
        """Let the keys of merged records lead to what stands for them, as far as both are seen."""
        rows = list(MergedRecord.objects.of(kind).with_last_sight())
        onward = {row.old_id: row.target_id for row in rows}
        for row in rows:
            stands = row.old_id
            for _step in range(LONGEST_CHAIN):
                stands = onward.get(stands, stands)
            sight = row.last_level, row.last_office
            if stands in self.records and knew_merged(user, kind, stands, *sight):
                self.keys.setdefault(row.key, stands)

    @cached_property
    def _without_blanks(self) -> dict[str, set[int]]:
        """Japanese and Hindi names, which are written with blanks and without."""
        return _index(
            (name.replace(" ", ""), number)
            for name, numbers in self.names.items()
            if not name.isascii()
            for number in numbers
        )


class _Regions(_Kind):
    """States and prefectures, also called after their governments."""

    dress = re.compile(
        r"(?:the )?(?:govt\.?|government|state|prefecture) of (?P<of>.+)|"
        r"(?P<plain>.+?) ?(?:(?:state|prefectural|metropolitan) )?"
        r"(?:government|govt\.?|prefecture|pref\.?|state|庁|州政府|政府|राज्य सरकार|सरकार|राज्य)"
    )

    def __init__(self, records) -> None:
        super().__init__(Region, records)
        for folded, number in RegionAlias.objects.values_list("folded", "region_id"):
            self.names.setdefault(folded, set()).add(number)


class _Organisations(_Kind):
    """Organisations; what names a region names its government."""

    dress = _Regions.dress

    def __init__(self, records, regions: _Regions) -> None:
        super().__init__(Organisation, records)
        self._regions = regions
        self._government: dict[int, int] = {}
        for number, body in self.records.items():
            if body.is_regional_government:
                self._government[body.region_id] = number
                self.keys.setdefault(body.slug, number)
        for name, numbers in regions.names.items():
            if of_them := self._governments(numbers):
                self.names.setdefault(name, set()).update(of_them)

    def _plain(self, name):
        return self._governments(self._regions.named(name))

    def _governments(self, regions: set[int]) -> set[int]:
        return {self._government[one] for one in regions if one in self._government}


class _People(_Kind):
    """People, with honorifics and with the family name first or last."""

    dress = re.compile(
        r"(?:mr|mrs|ms|dr|prof|shri|smt|sri|kumari|his excellency|her excellency|h\.?e|hon|honble|"
        r"श्री|श्रीमती|डॉ)\.? +(?P<after>.+)|(?P<before>.+?)(?: ?(?:氏|様|さん|殿|先生)| san| sama)"
    )

    def __init__(self, records) -> None:
        super().__init__(Person, records)

    def _called(self, folded):
        return super()._called(folded) or self._in_any_order.get(_sorted(folded), set())

    @cached_property
    def _in_any_order(self) -> dict[str, set[int]]:
        return _index(
            (_sorted(name), number)
            for name, numbers in self.names.items()
            for number in numbers
            if " " in name
        )


def _key(record: Model) -> str:
    """How files name the record; "" for one that goes by its name alone."""
    return getattr(record, "identifier", "") or getattr(record, "key", "")


def _sorted(name: str) -> str:
    return " ".join(sorted(name.replace(",", " ").split()))


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for name, number in pairs:
        if name:
            found.setdefault(name, set()).add(number)
    return found
