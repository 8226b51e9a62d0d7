"""People in Japanese: names in kanji or katakana with a title or 氏."""

import re
from collections.abc import Iterator

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.persons import Person

_J_TITLE = (
    r"(?:副知事|知事|副市長|市長|町長|村長|州副首相|州首相|副首相|首相|内閣総理大臣|総理大臣|総理|外務大臣|外相|"
    r"(?:[一-龥]{2,6})大臣|州?[一-龥]{2,4}相(?![談互手当応])|副大臣|政務官|"
    r"(?:駐[一-龥]{1,3}|駐[ァ-ヺー]{2,8})?(?:特命全権)?(?:インド|日本国?)?(?:特命全権)?(?:大使(?!館)|総領事(?!館)|公使(?!館))|"
    r"(?:[A-Z]{2} ?)?州首相|特使|参事官|書記官|県議会議長|議会議長|副議長|議長|県議(?!会)|市議(?!会)|議員(?!連)|"
    r"(?:[A-Z一-龥]{2,8})(?:部長|局長|課長|室長|本部長|局次長)|部長|局長|課長|次長|"
    r"会頭|副会頭|会長|副会長|社長|副社長|代表取締役社長|理事長|団長|副団長|学長|教授|所長|事務局長|幹事長|委員長|首席秘書官|首席次官|次官|長官|州知事|顧問)"
)
_KANJI = r"[一-龥々ヶ]"
_J_KATAKANA_NAME = r"(?:[A-Z][.・] ?){0,3}[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{1,14}){0,4}"
_J_AFTER = re.compile(
    rf"(?P<name>{_J_KATAKANA_NAME})(?: |・)?(?P<title>(?:印|インド|[A-Z]{{2}})?{_J_TITLE})"
)
_J_KANJI_AFTER = re.compile(
    rf"(?P<name>{_KANJI}{{2,5}}?|{_KANJI}{{1,3}} {_KANJI}{{1,3}}?) ?(?P<title>{_J_TITLE})"
)
_J_BEFORE = re.compile(
    rf"(?P<title>(?:[A-Z一-龥]{{2,4}} ?)?{_J_TITLE})(?: |:|・)(?P<name>{_KANJI}{{1,3}} {_KANJI}{{1,4}}|{_KANJI}{{3,5}}"
    rf"|{_J_KATAKANA_NAME}|{_KANJI}{{2}}(?=[氏 、,\n)]|$))"
)
_J_BEFORE_NO = re.compile(
    rf"(?P<title>{_J_TITLE})の(?P<name>{_J_KATAKANA_NAME}|{_KANJI}{{2,5}}?)(?=氏|さん)"
)
_J_HONOURED = re.compile(
    rf"(?P<name>{_J_KATAKANA_NAME}|{_KANJI}{{2,5}}?)(?P<title>)(?:氏|さん)(?![一-龥])"
)
_J_REGION_TITLE = re.compile(r"(?:の)?(?P<title>副知事|知事|県議会議長|議長)")
_J_NO_NAME = re.compile(
    r"^(?:駐|各|両|全|同|前|元|新|現|次期|歴代|日本|インド|日印|産業|経済|観光|農林|商工|政策|企画|総務|国際|外務|担当|関係|海外|"
    r"代表|訪問|県|府|都|州|市|町|村|議会|政府|今回|当日|主催|出席|参加|対応|皆様|お子|患者|若者|被)"
)
_J_PREFIX = re.compile(
    r"^(?:.{0,4}?[県府都道州市町村](?:の)?|同|前|元|新|現|両|団長の|一行と|から|が|は|と)"
)
_J_NOT_KATAKANA = frozenset(
    "インド ニューデリー デリー グループ センター プロジェクト チーム メンバー ゲスト".split()
)


def japanese(plain: str, regions: list[Match]) -> Iterator[Person]:
    starts = {match.start: match.end for match in regions}
    for pattern in (_J_BEFORE, _J_BEFORE_NO, _J_KANJI_AFTER, _J_AFTER, _J_HONOURED):
        for found in pattern.finditer(plain):
            person = _japanese_person(found, starts)
            if person:
                yield person
    yield from _before_regions(plain, regions)


def _before_regions(plain: str, regions: list[Match]) -> Iterator[Person]:
    """The name may lead: 岸本周平和歌山県知事."""
    for region in regions:
        title = _J_REGION_TITLE.match(plain, region.end)
        before = re.search(
            rf"(?<!{_KANJI}){_KANJI}{{3,5}}$", plain[max(0, region.start - 6) : region.start]
        )
        if (
            title
            and before
            and plain[region.end - 1] in "県府都道"
            and _is_japanese_name(before[0])
        ):
            yield Person(region.start - len(before[0]), title.end(), before[0], title["title"])


def _japanese_person(found: re.Match[str], starts: dict[int, int]) -> Person | None:
    """Take a region and its 県 off the front: of 山梨県長崎知事 the name is 長崎."""
    start, limit, title = found.start("name"), found.end("name"), found["title"]
    plain = found.string
    for place in range(start, limit):
        cut = starts.get(place, 0)
        if cut > limit or (cut == limit and (place > start or re.match(r"[ァ-ヺ]", plain[place]))):
            return None  # the region reaches into the title: 広島県議, グジャラート州首相
        if cut and _is_prefix(plain[place:cut]):
            start = cut
    name = plain[start:limit].strip()
    if not title or found.start("title") > start:
        shorter = _J_PREFIX.sub("", name) if len(name) > 4 else name
        start += len(name) - len(shorter)
        name = shorter
    if not _is_japanese_name(name):
        return None
    begin = min(start, found.start("title")) if title else start
    end = max(limit, found.end("title")) if title else limit
    return Person(begin, end, re.sub(r"\s+", " ", name), title)


def _is_prefix(name: str) -> bool:
    return name.endswith(("県", "府", "都", "道", "州", "東京", "大阪", "京都"))


def _is_japanese_name(name: str) -> bool:
    if re.match(r"[ァ-ヺ]", name):
        return name not in _J_NOT_KATAKANA and len(name) > 1
    bare = name.replace(" ", "")
    ends_as_body = re.search(r"[県府州部局課室会社団員者等省庁国側同副首相外農財]$", bare)
    return 2 <= len(bare) <= 5 and not _J_NO_NAME.match(bare) and not ends_as_body
