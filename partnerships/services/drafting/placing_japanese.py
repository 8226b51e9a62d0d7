"""Names of regions in Japanese, with or without 県."""

import re

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.surnames import SURNAMES

_J_SUFFIX = re.compile(r"[県府都道州]|連邦直轄領|首都直轄領")
_J_RUN = re.compile(r"[一-龥々ァ-ヺー・]{1,24}")
_J_BODY = re.compile(
    r"大学|銀行|信用金庫|会社|協会|商工会議所|商工会|連盟|連合会|財団|機構|研究所|センター|高校|高等学校|中学|学校|"
    r"病院|新聞|放送|テレビ|電力|ガス|工業(?!部|団地|課)|製作所|化学(?!産業)|製薬|鉄道|空港|駅|港|湾|城|タワー|ホテル|"
    r"エレクトロン|証券|市場|組合|宣言|議定書|条約|協定書?|合意|憲章|会議所|劇場|美術館|博物館|オリンピック|五輪|"
    r"海上(?!自衛|保安|輸送)|火災|生命|電鉄|製鋼|製鉄|重工|自動車|印刷|化成|建物|不動産|急行|精密|物産|商事|汽船|商船|日動|電工|ドーム|公社|公団|株式会社|高専|専門学校|短大|メトロ|スカイツリー|ビッグサイト|交響楽団|マラソン|裁判|カリー|ティー"
)
_J_CITY = re.compile(r"[市町村区](?!場|民|内各|議会と)")
_J_HONORIFIC = re.compile(
    r"(?:[一-龥]{0,4}(?:支店|営業所|工場|事務所|学校|病院)長|氏|さん|様|君|知事|副知事|市長|町長|議員|議長|部長|課長|局長|室長|次長|係長|団長|会長|社長|理事長|教授|"
    r"大臣|首相|総理|大使|総領事|参事|主任|主事|所長|委員|先生|夫妻|夫人)"
)
_J_OWN = re.compile(r"知事|副知事|議会|庁|職員|代表団|訪問団|使節団|政府|州首相|首席|側|当局")
_J_DIRECTION = frozenset("東西南北新元")


def in_japanese(plain: str, match: Match, said: str) -> bool:
    before, after = plain[max(0, match.start - 6) : match.start], plain[match.end : match.end + 30]
    consulate = before.endswith("在") and re.match(r"[^。、\n]{0,12}(?:総?領事|大使)", after)
    if consulate or before.endswith(("ニュー", "ニュー・")) or said == "北海":
        return False
    stated = bool(_J_SUFFIX.search(said[-5:]) and said not in ("京都", "とうきょうと"))
    if not stated and not _is_bare_region(match, said, before, after):
        return False
    if stated and re.match(r"立(?!法)|人会|紙", after):
        return False
    run = _J_RUN.match(after)
    if not run:
        return True
    body = _J_BODY.search(run[0])
    if not body:
        return stated or not re.match(r"[ァ-ヺー]", after) or _is_gathering(run[0])
    city = re.search(r"[一-龥ァ-ヺー]{1,6}[市町村区]", run[0][: body.start()])
    return bool(stated and (city or _J_OWN.match(run[0])))


def _is_bare_region(match: Match, said: str, before: str, after: str) -> bool:
    """A name without 県: no city, no person, no part of another word."""
    return not (
        _J_CITY.match(after)
        or before[-1:] in _J_DIRECTION
        or re.match(r"[一-龥]{1,3} ?(?:氏|さん|様)", after)
        or (match.known.key in SURNAMES and _is_surname(before, after))
        or (re.search(r"[店館社誌号]「$", before) and after.startswith("」"))
        or (said in _OTHER_WORDS and _OTHER_WORDS[said].match(after))
    )


def _is_surname(before: str, after: str) -> bool:
    post = re.search(r"(?:知事|市長|氏|大臣|議長|議員|部長|大使)[ の]?$", before)
    return bool(post or _J_HONORIFIC.match(after))


#: What follows where the signs are those of another word: 大分類, 三重奏, 高知能.
_OTHER_WORDS = {
    "大分": re.compile(r"[類前慣]"),
    "三重": re.compile(r"[奏唱苦]|の?[構層]"),
    "高知": re.compile(r"[能識]"),
}


def _is_gathering(run: str) -> bool:
    return bool(
        re.match(
            r"フォーラム|セミナー|デー|フェア|オフィス|デスク|ミッション|ウィーク|ナイト|サミット|グローバル|・|パートナー",
            run,
        )
    )
