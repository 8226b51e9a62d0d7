"""The source of a text: what was told of it, what its address tells, how citations name it."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from partnerships.choices import Language, RegionKind, SourceLevel
from partnerships.dates import PartialDate
from partnerships.models import Region, Source
from partnerships.services.from_text.items import one_line

#: What stands in the box of a citation for the source that is made with the record.
NEW = "new"
#: Names under which only governments register: the registries of India and Japan see to it.
_GOVERNMENT = (".gov.in", ".nic.in", ".go.jp", ".lg.jp")
#: Under such a name stands the government of the prefecture that it names, and nobody else.
_PREFECTURE = re.compile(r"(?:^|\.)pref\.([a-z]+)(?:\.lg)?\.jp$")
_LONGEST_TITLE = 300
UNKNOWN = PartialDate.unknown()


@dataclass(frozen=True, kw_only=True)
class GivenSource:
    """A source as far as it was told; what is empty is not known."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    file_name: str = ""
    published: PartialDate = UNKNOWN
    level: str = ""
    language: str = Language.ENGLISH


def completed(given: GivenSource, text: str, draft, user) -> GivenSource:
    """Return the source with what text and address tell of it where nothing was written.

    The title is the text's own; publisher and level are those of the newest source on record from
    the same host. Else a prefecture's own address names its publisher, no other does, and the level
    of a government's address is official.
    """
    title = given.title or _title(text, draft)
    known = _of_same_host(given.url, user) if given.url else None
    return replace(
        given,
        title=title.replace(";", ",").replace("；", ","),
        publisher=given.publisher or (known.publisher if known else _prefecture(given.url)),
        level=given.level or _level(given.url, known),
        language=draft.language or given.language,
    )


def _title(text: str, draft) -> str:
    if draft.title:
        return one_line(draft.title.text)[:_LONGEST_TITLE]
    lines = (line.strip() for line in text.split("\n"))
    return next(filter(None, lines), "")[:_LONGEST_TITLE]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _of_same_host(url: str, user) -> Source | None:
    host = _host(url)
    if not host:
        return None
    near = Source.objects.visible_to(user).filter(url__icontains=f"{host}/").order_by("-pk")
    return next((source for source in near[:20] if _host(source.url) == host), None)


def _prefecture(url: str) -> str:
    """The prefecture under whose own name the address stands, else ""."""
    found = _PREFECTURE.search(_host(url))
    if not found:
        return ""
    of_name = Region.objects.filter(kind=RegionKind.PREFECTURE, name_folded=found[1])
    return next((f"{region.name_en} Prefecture" for region in of_name), "")


def _level(url: str, known: Source | None) -> str:
    if known:
        return known.level
    host = _host(url)
    if _PREFECTURE.search(host) or host.endswith(_GOVERNMENT):
        return SourceLevel.OFFICIAL
    return SourceLevel.PRESS if host else ""
