"""People in Japanese: names in kanji or katakana with a title or 氏."""

import re
from collections.abc import Iterator

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.persons import Person

_KANJI = r"[一-龥々ヶ\uf900-\ufaff]"  # 﨑 stands apart from the others
#: Words that offices are named after: 商工労働部長, 電子・IT局長.
_FIELD = (
    r"(?:総務|総合|企画|政策|産業|商工|商業|工業|労働|労政|観光|農林|農業|農政|農村|農民|水産|林業|畜産|園芸|食品|国際|経済|"
    r"交流|文化|環境|健康|福祉|医療|保健|教育|学校|土木|建設|都市|住宅|道路|鉄道|地域|地方|振興|推進|戦略|投資|促進|貿易|通商|"
    r"情報|通信|技術|電子|科学|人材|雇用|広報|秘書|財政|財務|税務|資源|電力|生活|県民|市民|危機|管理|防災|交通|港湾|空港|計画|"
    r"調整|協力|連携|誘致|支援|女性|青少年|対策|担当|開発|統括|経営|営業|事業|海外|外務|内務|法務|国務|国防|防衛|首席|筆頭|上級|"
    r"連邦|州|中小企業|企業|立地|人事|会計|監査|議会|事務|行政|自治|市場|物流|港|宇宙|原子力|再生可能|エネルギー|デジタル|"
    r"スポーツ|アジア|大洋州|南西|課|室|局|部|庁|省|本|IT|ICT|AI|DX|・)"
)
_POST = (
    r"(?:副知事|州知事|知事|副市長|市長|町長|村長|区長|州副首相|州首相|副首相|首相|内閣総理大臣|総理大臣|総理|副大臣|大臣政務官|"
    r"大臣|政務官|(?:首席|特命全権|全権)?(?:大使(?!館)|総領事(?!館)|公使(?!館))|領事(?!館)|特使|参事官|書記官|県議会議長|議会議長|"
    r"副議長|議長|県議(?!会)|市議(?!会)|議員(?![連団])|課長補佐|部長|局長|課長|室長|本部長|局次長|次長|係長|参事|会頭|副会頭|"
    r"会長|副会長|社長|副社長|代表取締役社長|代表取締役|専務|常務|理事長|団長|副団長|学長|総長|教授|支店長|所長|事務局長|事務総長|"
    r"幹事長|委員長|教育長|首席秘書官|秘書官|首席次官|次官|官房長官|長官|顧問|報道官|CEO)(?![級選戦職])"
)
_MINISTER = (
    r"(?:州)?(?:首|外|農|財|法|内|国防|防衛|環境|経済|経産|産業|工業|商業|商工|農業|農水|財務|文科|文化|厚労|国交|総務|"
    r"観光|教育|科学|青年|エネルギー|デジタル|インフラ|スポーツ|情報|電子|保健|労働|運輸|鉄道|電力)相(?![談互手当応次])"
)
_J_TITLE = (
    rf"(?:(?:駐[一-龥]{{1,3}}|駐[ァ-ヺー]{{2,8}})?(?:インド|日本国?)?(?:{_FIELD}{{1,8}})?(?:[A-Z]{{2}} ?)?{_POST}"
    rf"|{_MINISTER})"
)
_FULL_KATAKANA = r"(?:[A-Z][.・] ?){0,3}[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{1,14}){0,4}"
_TWO_KATAKANA = r"(?:[A-Z][.・] ?){0,3}[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{1,14}){1,4}"
_KANJI_NAME = (
    rf"(?:{_KANJI}{{1,3}} {_KANJI}{{1,4}}|{_KANJI}{{3,5}}?|{_KANJI}{{2}}(?=[氏 、,\n)]|$))"
)
#: A foreign name is over where the kanji of the office begin, whatever the office is called.
_J_AFTER = re.compile(
    rf"(?P<name>{_FULL_KATAKANA})(?: |・)?(?P<title>(?:印|インド|[A-Z]{{2}})?(?:{_J_TITLE}|[一-龥・]{{1,12}}?{_POST}|[一-龥]{{1,6}}相(?![談互手当応次])))"
)
_J_AFTER_BODY = re.compile(
    rf"(?P<name>{_TWO_KATAKANA}) (?P<title>[一-龥ァ-ヺー・A-Z]{{0,20}}?{_POST})"
)
_J_KANJI_AFTER = re.compile(
    rf"(?P<name>{_KANJI}{{2,5}}?|{_KANJI}{{1,3}} {_KANJI}{{1,3}}?) ?(?P<title>{_J_TITLE})"
)
_J_BEFORE = re.compile(
    rf"(?P<title>(?:(?<![A-Z一-龥])[A-Z一-龥]{{2,12}} ?)?{_J_TITLE})(?: |:|・)(?!{_J_TITLE})"
    rf"(?P<name>{_KANJI_NAME}(?=氏|さん|様|[^一-龥々ヶ]|{_J_TITLE}|$)|{_FULL_KATAKANA})"
)
#: The office stands before a foreign name without a sign between: 水産局長ジョージ・クリヤン氏.
_J_GLUED = re.compile(
    rf"(?P<title>{_J_TITLE})(?P<name>{_TWO_KATAKANA}|[ァ-ヺー]{{2,14}}(?=氏|さん))(?=氏|さん|様|ら|が|は|と|を|に|の|、|\)|$)"
)
#: Or the name stands in brackets behind it: 宮城県副知事(作並湯子).
_J_THEN_BRACKETS = re.compile(
    rf"(?P<title>{_J_TITLE}) ?\((?P<name>{_KANJI}{{3,5}}|{_KANJI}{{1,3}} {_KANJI}{{1,3}}|{_TWO_KATAKANA}) ?(?:氏|さん|様)?\)"
)
#: Given names in hiragana.
_J_HIRAGANA = re.compile(
    rf"(?<!{_KANJI})(?P<name>{_KANJI}{{2,3}} ?[ぁ-ん]{{2,4}}"
    r"(?<![のはがをにでへや])(?<!する|した|して|れた|れる|いる|ある|なる|から|など|ほか|まで|より|たち|とも|って|った|的な)"
    rf") ?(?P<title>{_J_TITLE})"
)
_J_BEFORE_NO = re.compile(
    rf"(?P<title>{_J_TITLE})の(?P<name>{_FULL_KATAKANA}|{_KANJI}{{2,5}}?)(?=氏|さん)"
)
_J_IN_BRACKETS = re.compile(
    rf"(?P<name>{_FULL_KATAKANA}|(?<!{_KANJI})(?:{_KANJI}{{1,3}} {_KANJI}{{1,4}}|{_KANJI}{{2,5}}?)) ?(?:氏|さん|様)? ?"
    rf"\((?P<title>[^()\n、。:]{{0,24}}?{_J_TITLE})\)"
)
_J_HONOURED = re.compile(
    rf"(?P<name>{_FULL_KATAKANA}|{_KANJI}{{2,5}}?)(?P<title>)(?:氏|さん)(?![一-龥])"
)
#: What somebody is in the group tells less than the office behind: 団長 長崎 幸太郎(山梨県知事).
_J_ROLE = re.compile(r"(?:団長|代表|幹事|団員|議長)$")
_J_OFFICE_AFTER = re.compile(
    rf"(?:氏|様)? ?\((?P<bracketed>[^()\n、。:]{{0,24}}?{_J_TITLE})\)|(?P<glued>{_J_TITLE})"
)
_J_REGION_TITLE = re.compile(r"(?:の)?(?P<title>副知事|知事|県議会議長|議長)")
_J_NO_NAME = re.compile(
    r"^(?:駐|各|両|全|同|前|元|新|現|次期|歴代|日本|インド|日印|産業|経済|観光|農林|農民|商工|政策|企画|総務|国際|外務|担当|関係|海外|"
    r"代表|訪問|共同|名誉|首席|筆頭|上級|臨時|連盟|総括|統括|現地|地元|民間|特命|専任|主任|相手|先方|同行|次席|前任|後任|当時|連邦|"
    r"会議|協会|工場|支店|営業|研究|大学|学校|高校|病院|銀行|友好|親善|議連|使節|一行|道府県|副|県|府|都|州|市|町|村|議会|政府|今回|当日|主催|出席|参加|対応|皆様|お子|患者|若者|被)"
)
#: Family names that begin like the words above.
_J_NAME = re.compile(
    r"^(?:前[田川原島嶋野沢澤山園橋]|元[木山田橋吉]|新[田井谷居川藤里垣倉美海保山家宮関納名妻]|府川|都[築丸竹]|"
    r"市[川原村田橋来瀬岡野]|町[田村野井]|村[井上田山岡松瀬木本中尾野越石])"
)
#: The label of a form is no family name: 団員 新田知事.
_J_LABEL = re.compile(
    r"(?:団員|団長|出席者|参加者|訪問者|対応者|随行者?|同行者?|来賓|講師|司会|氏名|面会者|相手) "
)
_J_SEAT = re.compile(r"インド|日本|総領事|大使")
_J_PREFIX = re.compile(
    r"^(?:.{0,4}?[県府都道州市町村](?:の)?|同|前|元|新|現|両|団長の|一行と|から|が|は|と)"
)
_J_BODY_END = re.compile(r"[県府州部局課室会社団員者等省庁国側同副首相外農財盟]$")
_J_NAME_END = re.compile(r"(?:阿|安|服|渡|磯|岡|矢|園|田|長谷|日下|綾|武|宮|刑)部$")
_J_NOT_KATAKANA = frozenset(
    "インド ニューデリー デリー グループ センター プロジェクト チーム メンバー ゲスト アジア デジタル "
    "エネルギー スポーツ ジェトロ プログラム クラブ メーカー ホテル".split()
)


def japanese(plain: str, regions: list[Match]) -> Iterator[Person]:
    starts = {match.start: match.end for match in regions}
    for pattern in (
        *(
            _J_BEFORE,
            _J_BEFORE_NO,
            _J_GLUED,
            _J_THEN_BRACKETS,
            _J_IN_BRACKETS,
            _J_HIRAGANA,
            _J_KANJI_AFTER,
        ),
        *(_J_AFTER, _J_AFTER_BODY, _J_HONOURED),
    ):
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
    start, limit, title = _name_start(found), found.end("name"), found["title"]
    plain = found.string
    if re.match(r"[A-Zァ-ヺ]", plain[start]):
        if starts.get(start, 0) >= limit or plain[max(0, start - 2) : start] == "会社":
            return None  # a region or firm and its head: グジャラート州首相
    else:
        for place in range(start, limit):
            cut = starts.get(place, 0)
            if cut > limit or (cut == limit and (place > start or _J_SEAT.match(title))):
                return None  # 広島県議, 在大阪・神戸インド総領事
            if cut and _is_prefix(plain[place:cut]):
                start = cut
    name = plain[start:limit].strip()
    if not title or found.start("title") > start:
        shorter = _without_prefix(plain, start, name)
        start += len(name) - len(shorter)
        name = shorter
    if not _is_japanese_name(name):
        return None
    begin = min(start, found.start("title")) if title else start
    end = max(limit, found.end("title")) if title else limit
    office = _J_OFFICE_AFTER.match(plain, end) if _J_ROLE.search(title) else None
    return Person(begin, end, re.sub(r"\s+", " ", name), _office(office) or title)


def _office(found: re.Match[str] | None) -> str:
    return found["bracketed"] or found["glued"] if found else ""


def _name_start(found: re.Match[str]) -> int:
    """Behind the label of a form and the end of a count or date."""
    plain, start = found.string, found.start("name")
    label = _J_LABEL.match(found["name"])
    start += label.end() if label else 0
    counted = re.match(r"[名人年月日]", plain[start]) and plain[start - 1 : start].isdigit()
    return start + bool(counted)


def _without_prefix(plain: str, start: int, name: str) -> str:
    """Without the end of a body's name; a family name at the run's beginning is left whole."""
    begins = not re.match(_KANJI, plain[start - 1 : start] or " ")
    if len(name) < 5 or re.match(r"[A-Zァ-ヺ]", name) or (begins and _J_NAME.match(name)):
        return name
    return _J_PREFIX.sub("", name)


def _is_prefix(name: str) -> bool:
    return name.endswith(("県", "府", "都", "道", "州", "東京", "大阪", "京都"))


def _is_japanese_name(name: str) -> bool:
    if re.match(r"[A-Zァ-ヺ]", name):
        return name not in _J_NOT_KATAKANA and len(name) > 1
    bare = name.replace(" ", "")
    if _J_BODY_END.search(bare) and not _J_NAME_END.search(bare):
        return False
    if re.fullmatch(rf"{_FIELD}+", bare):
        return False
    return 2 <= len(bare) <= 5 and (bool(_J_NAME.match(bare)) or not _J_NO_NAME.match(bare))
