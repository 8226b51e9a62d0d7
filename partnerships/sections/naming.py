"""Names of regions in every spelling on record, and names spelt much like one that is not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from partnerships.choices import AliasKind
from partnerships.models import Initiative, Organisation, Partnership, Person, RegionAlias

#: How near a name comes: it is the words, begins with them, has a word that does, or holds them.
IS, BEGINS, WORD_BEGINS, HOLDS, APART = range(5)
#: Less alike than this in a hundred is another name.
LEAST_ALIKE = 70
MOST_NAMES = 5


@dataclass(frozen=True)
class Name:
    text: str
    folded: str
    kind: str


class RegionNames:
    """The names of every region."""

    def __init__(self, rows: Iterable[tuple[int, str, str, str]]) -> None:
        self._of: dict[int, list[Name]] = defaultdict(list)
        for region, text, folded, kind in rows:
            self._of[region].append(Name(text, folded, kind))

    @classmethod
    def load(cls) -> "RegionNames":
        """All names on record; one query."""
        rows = RegionAlias.objects.order_by("pk")
        return cls(rows.values_list("region", "text", "folded", "kind"))

    def nearness(self, region: int, folded: str) -> int:
        """How near the nearest name of the region comes to the folded text, 0 is that text."""
        return min((_nearness(name, folded) for name in self._of[region]), default=APART)

    def told(self, region, folded: str) -> str:
        """ "Orissa: former name of Odisha" where the text found another name; else ""."""
        nearest = min(self._of[region.pk], key=lambda name: _nearness(name, folded), default=None)
        if nearest is None or _nearness(nearest, folded) == APART or nearest.text == region.name:
            return ""
        return _KINDS.get(AliasKind(nearest.kind), _other_name)() % {
            "alias": nearest.text,
            "name": region.name,
        }

    def folded(self) -> dict[str, str]:
        """Every name by its folded form."""
        return {name.folded: name.text for names in self._of.values() for name in names}


def _other_name() -> str:
    return _("%(alias)s: another name of %(name)s")


_KINDS = {
    AliasKind.OFFICIAL: lambda: _("%(alias)s: official name of %(name)s"),
    AliasKind.ROMANISATION: lambda: _("%(alias)s: another spelling of %(name)s"),
    AliasKind.FORMER_NAME: lambda: _("%(alias)s: former name of %(name)s"),
    AliasKind.FORMER_CODE: lambda: _("%(alias)s: former code of %(name)s"),
    AliasKind.SHORT_FORM: lambda: _("%(alias)s: short for %(name)s"),
    AliasKind.KANJI: lambda: _("%(alias)s: %(name)s in kanji"),
    AliasKind.KANA: lambda: _("%(alias)s: %(name)s in hiragana"),
    AliasKind.KATAKANA: lambda: _("%(alias)s: %(name)s in katakana"),
    AliasKind.DEVANAGARI: lambda: _("%(alias)s: %(name)s in Devanagari"),
    AliasKind.CODE: lambda: _("%(alias)s: code of %(name)s"),
}


def _nearness(name: Name, folded: str) -> int:
    if name.folded == folded:
        return IS
    if name.folded.startswith(folded):
        return BEGINS
    if f" {folded}" in name.folded:
        return WORD_BEGINS
    return HOLDS if folded in name.folded else APART


def nearest_names(folded: str, regions: RegionNames, user) -> list[str]:
    """Names of regions, ties, bodies and people that `user` may see, the most alike first."""
    known = regions.folded()
    for model in (Initiative, Partnership, Organisation, Person):
        column = "title" if model is Partnership else "name"
        seen = model.objects.visible_to(user)
        known |= dict(seen.values_list(f"{column}_folded", column))
    found = process.extract(
        folded, known.keys(), scorer=fuzz.WRatio, score_cutoff=LEAST_ALIKE, limit=MOST_NAMES
    )
    return list(dict.fromkeys(known[name] for name, _score, _place in found))
