"""Whether a text tells of contact between the countries at all; if not, nothing is proposed."""

import re
from bisect import bisect_left
from dataclasses import dataclass

#: Words that tell of contact by themselves.
_STRONG = re.compile(
    r"\b(?:delegations?|courtesy call|paid a courtesy|mou|mous|memorandum|memoranda|letters? of intent|"
    r"sister[ -](?:state|city|cities|province|prefecture|ties?|relationship)|friendship (?:agreement|pact|mission)|"
    r"economic mission|trade mission|goodwill mission|state-prefecture|prefecture-state|bilateral (?!trade|commerce)|"
    r"study tour|fact-finding|survey (?:group|team|mission)|governors' (?:meeting|network)|"
    r"exchange (?:of views|programme|program|agreement)|joint (?:statement|declaration|framework)|"
    r"partnership agreement|cooperation agreement|investment seminar|business seminar|road ?show|"
    r"joint committee|india-japan|japan-india|indo-japan|nine-prefecture)\b"
    r"|訪問団|使節団|代表団|視察団|調査団|経済ミッション|表敬|覚書|協定|調印|締結|訪印|訪日|来日|来県|来庁|友好交流|姉妹|経済交流|"
    r"日印|印日|意見交換|会談|懇談|基本合意|共同声明|投資セミナー|ビジネスセミナー|交流会|訪問者|対応者|来訪"
    r"|प्रतिनिधिमंडल|प्रतिनिधिमण्डल|शिष्टमंडल|समझौता ज्ञापन|एमओयू|शिष्टाचार भेंट|द्विपक्षीय|भारत-जापान|जापान-भारत|"
    r"सिस्टर|आशय पत्र|रोड ?शो|रोडशो",
    re.IGNORECASE,
)
#: Words that tell of contact where both countries, or an official, are named too.
_WEAK = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|met|meets?|meetings?|talks|summit|signed|signing|agreed|agreement|pact|"
    r"seminar|conference|forum|festival|exchange|cooperation|partnership|framework|invited|hosted|"
    r"welcomed|arriv(?:ed|es?|ing)|travell?ed|toured|called on|interacted|inaugurated|launched|"
    r"attended|participated|conversation|interactions?|interacting|received|hosting|hosts|welcoming|welcome|"
    r"committee|minutes|pact|team|trainees|came|comes|coming|leav(?:e|es|ing)|head(?:s|ed|ing)? for|tie-up|collaboration|mission|dialogue|trip|tour|call)\b"
    r"|訪問|面会|会議|会合|協力|連携|交流|セミナー|フォーラム|出席|参加|視察|開催|派遣|受け入れ|合意|署名|サミット|歓迎|面談"
    r"|यात्रा|दौरे|दौरा|मुलाकात|मुलाक़ात|बैठक|भेंट|समझौते|समझौता|हस्ताक्षर|सम्मेलन|सहयोग|साझेदारी|संगोष्ठी|वार्ता|निवेश|स्वागत|शामिल|आमंत्रित|दल|पहुंच|पहुँच|सदस्यीय|आए|आगमन",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:governors?|chief minister|minister|ambassador|mayor|consul|prefectur(?:e|es|al)|embassy|"
    r"secretary|assembly|officials?|CM|PM)\b|知事|市長|大使|大臣|首相|県庁|議会|県|政府|राज्यपाल|गवर्नर|मुख्यमंत्री|मंत्री|राजदूत|"
    r"प्रधानमंत्री|दूतावास|प्रांत|प्रीफेक्चर",
    re.IGNORECASE,
)
#: Who meets or travels besides officials.
_PARTY = re.compile(
    r"\b(?:teams?|groups?|students|pupils|trainees|members|mission|companies|firms|university|universities|"
    r"chambers?|association|council|company|entrepreneurs|executives|farmers|artists|nurses|researchers|"
    r"professors?|participants|delegates|interns|CEO|ministry|department)\b"
    r"|団|学生|生徒|企業|大学|会議所|協会|会社|研修生|選手|職員|関係者|農家|一行|名|人"
    r"|दल|छात्र|विश्वविद्यालय|कंपनी|कंपनियों|सदस्य|प्रतिनिधि|किसान|कलाकार|खिलाड़ी|विशेषज्ञ|टीम",
    re.IGNORECASE,
)
_INDIA = re.compile(
    r"\b(?:India|Indian|Indians|Bharat|Modi)\b|インド(?!ネシア)|印度|(?<![\u0900-\u0963])(?:भारत|भारतीय)(?![\u0900-\u0963])"
)
_JAPAN = re.compile(
    r"\b(?:Japan|Japanese|Nippon)\b|日本|(?<![\u0900-\u0963])(?:जापान|जापानी)(?![\u0900-\u0963])"
)
#: Only Japan has prefectures here, so the word alone tells that side.
_PREFECTURE = re.compile(
    r"\bprefectur(?:e|es|al)\b|(?<![一-龥])[本同]?県(?=[はがのとへを、 ])|県(?:知事|庁|議会|内|民)"
    r"|प्रीफेक्चर|प्रांत",
    re.IGNORECASE,
)
#: Who comes from abroad by office; with one country named, the other one is theirs.
_ENVOY = re.compile(
    r"\b(?:ambassadors?|embassy|consul(?:s|ate|ar)?|envoys?|diplomats?|foreign|overseas|abroad)\b"
    r"|大使|領事|公使|外国|海外|राजदूत|दूतावास|वाणिज्य दूत|महावाणिज्यदूत|विदेश",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:German[sy]?|Germans|France|French|China|Chinese|Korean?s?|Seoul|America|Americans?|US|USA|U\.S\.|"
    r"United States|British|Britain|UK|Australian?s?|Taiwan|Taiwanese|Vietnam(?:ese)?|Singapore|Israeli?s?|"
    r"Russian?s?|Italian?s?|Italy|Canadian?s?|Canada|Nepali?|Bhutan|Sri Lankan?|Bangladeshi?|Thailand|"
    r"Indonesian?|Malaysian?|Dutch|Netherlands|Swiss|Switzerland|Swedish|Sweden|Danish|Denmark|Mexic(?:o|an)|"
    r"Brazil(?:ian)?|Dubai|UAE|Saudi|Kenyan?|Egypt(?:ian)?|Spanish|Spain|Polish|Poland)\b"
    r"|ドイツ|フランス|中国(?!地方|山地|電力|新聞|経済|四国)|韓国|米国|アメリカ|英国|イギリス|オーストラリア|豪州|台湾|ベトナム|シンガポール|タイ王国|"
    r"ロシア|イタリア|カナダ|ネパール|スイス|メキシコ|ブラジル|モンゴル|フィリピン|インドネシア"
    r"|जर्मन|फ्रांस|फ्रांसीसी|चीन|कोरिया|अमेरिका|अमेरिकी|ब्रिटेन|ब्रिटिश|ऑस्ट्रेलिया|सिंगापुर|वियतनाम|इज़राइल|इजराइल|रूस|नेपाल|कनाडा"
)
#: Words of other matters: where they lead, contact is not what the text is about.
_OTHER_MATTERS = (
    # Sport
    (
        r"\b(?:wickets?|innings|goals?|semi-?finals?|quarter-?finals?|match(?:es)?|tournament|batsman|bowler|"
        r"champions?(?:hip)?|scored|beat|defeated|medals?|league|cup)\b"
        r"|試合|得点|優勝|選手権|決勝|विकेट|मैच|टूर्नामेंट|फाइनल"
    ),
    # Markets, prices and statistics
    (
        r"\b(?:shares?|stocks?|nikkei|sensex|nifty|bourse|closed at|points|per cent|percent|percentage|basis points|"
        r"interest rates?|inflation|monetary policy|quarterly (?:profit|results)|dividend|investors|crore profit|"
        r"exports?|exported|imports?|imported|year[- ]on[- ]year|compared (?:with|to)|accounted for|statistics|"
        r"(?:trade )?(?:deficit|surplus)|rose|fell|climbed|dropped|GDP|data (?:show|released)|ranked?|ranking)\b|\d ?%"
        r"|株価|日経平均|円安|円高|終値|輸出額|輸入額|前年比|前年同月|増加率|統計|パーセント|\d ?%|割を占め|सेंसेक्स|निफ्टी|शेयर|"
        r"निर्यात|आयात|प्रतिशत|फीसदी|आंकड़ों|आंकड़े|वृद्धि दर"
    ),
    # Weather and disasters
    (
        r"\b(?:rainfall|rains?|monsoon|cyclone|typhoon|temperature|forecast|celsius|humidity|earthquake|magnitude)\b"
        r"|気温|降水|台風|地震|震度|बारिश|तापमान|मौसम|चक्रवात|भूकंप"
    ),
    # Kitchens
    (
        r"\b(?:tablespoons?|teaspoons?|tbsp|tsp|grams|simmer|stir|recipe|oven|serves|ingredients|chopped)\b"
        r"|大さじ|小さじ|レシピ|煮|चम्मच|नमक"
    ),
    # Shows and courts
    (
        r"\b(?:film|movie|box office|album|concert tickets|novel|trailer|murder|arrested|police said|court|accused)\b"
        r"|逮捕|容疑|फिल्म|गिरफ्तार"
    ),
    # Holidays
    (
        r"\b(?:itinerary|itineraries|budget|hotels?|sightseeing|must-see|must-visit|backpack(?:ing|ers?)?|getaways?|"
        r"airfares?|fares?|bookings?|book (?:your|a|the|now|early)|holiday(?:s|makers?)?|vacations?|visa-free|tourist (?:spots?|attractions?)|"
        r"entry (?:is|fee)|admission|opening hours|travell?ers?|rail pass|hostels?|resorts?|beaches|cuisine|how to (?:see|get|spend|visit))\b"
        r"|観光スポット|見どころ|おすすめ|ホテル|旅行者|格安|ツアー料金|予約|宿泊|グルメ|घूमने|पर्यटन स्थल|होटल|टिकट|सैलानी|बुकिंग"
    ),
    # Goods
    (
        r"\b(?:priced|price|prices|ex-showroom|showrooms?|variants?|hatchback|sedan|SUV|scooter|smartphone|battery|camera|"
        r"megapixels?|litres?|mileage|horsepower|discount|on sale|warranty|customers?|retail(?:s|ing)? at|pre-?order)\b"
        r"|発売|新製品|新商品|価格は|税込|税抜|搭載|希望小売|कीमत|लॉन्च|शोरूम|बैटरी|कैमरा|ग्राहक"
    ),
    # Opinions
    (
        r"\b(?:opinion|op-ed|editorial|column|columnist|commentary|in my view|I think|I believe|views (?:are|expressed)|the author|"
        r"must|should|ought to|our readers|readers have|it is (?:high )?time|need to)\b"
        r"|社説|論説|コラム|筆者|べきだ|べきである|संपादकीय|मेरी राय|लेखक|विचार निजी|चाहिए"
    ),
)
_OPINION = re.compile(
    r"\b(?:opinion|op-ed|editorial|columnist?|my view|I (?:think|believe|argue|felt|feel|remember|was born)|must|should|ought to|"
    r"my (?:life|childhood|father|mother|book|reader|readers))\b"
    r"|社説|論説|コラム|筆者|べきだ|べきである|संपादकीय|मेरी राय|मेरे विचार|लेखक|चाहिए"
)
_OTHER_MATTER = re.compile("|".join(_OTHER_MATTERS), re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """What else the text holds: who is named in it, and what it tells as done."""

    countries: frozenset[str]  # of regions, cities and bodies
    regions: frozenset[str]  # codes
    people: int  # with a title
    firm: bool  # a day, month, head-count or person: without one a text only speaks of ties
    together: bool  # places of both countries with a date or head-count beside them
    initiative: bool


def tells_of_contact(plain: str, held: Evidence) -> bool:
    """Whether the text is about a visit, meeting, agreement or the like between the countries."""
    strong, weak = len(_STRONG.findall(plain)), len(_WEAK.findall(plain))
    other = len(_OTHER_MATTER.findall(plain))
    india = "IN" in held.countries or bool(_INDIA.search(plain))
    japan = "JP" in held.countries or bool(_JAPAN.search(plain) or _PREFECTURE.search(plain))
    if not (india or japan):
        return strong > 0 and other == 0 and bool(_OFFICIAL.search(plain))
    if not (india and japan):
        return _concerns_the_other(plain, held) and _one_side(plain, strong, weak, other)
    if not held.firm:
        both = len({code[:2] for code in held.regions}) > 1
        return strong > other or (both and weak > other)
    if strong:
        return other < 4 * strong + 2
    if _is_about_places(plain, held, other) or len(_OPINION.findall(plain)) >= _MANY_OPINIONS:
        return False
    told = weak + min(held.people, 3) + 2 * held.together
    return other <= told if weak or held.people else held.together and not other


_MANY_OPINIONS = 3


def _is_about_places(plain: str, held: Evidence, other: int) -> bool:
    """Gardens and recipes: other matters, and nobody who could meet is named."""
    return bool(other and not (held.people or _OFFICIAL.search(plain) or _PARTY.search(plain)))


_BREATH = 120  # characters within which places and facts belong to one another


def stand_together(sides: list[tuple[int, int, str]], facts: list[int]) -> bool:
    """Whether places of both countries stand near one date or head-count."""
    places: dict[str, list[int]] = {"IN": [], "JP": []}
    for start, _end, country in sides:
        if country in places:
            places[country].append(start)
    return any(all(_near(places[country], fact) for country in places) for fact in facts)


def _near(places: list[int], fact: int) -> bool:
    index = bisect_left(places, fact - _BREATH)
    return index < len(places) and places[index] <= fact + _BREATH


def _concerns_the_other(plain: str, held: Evidence) -> bool:
    """Of a text that names one country alone: whether the other one may be the reader's own."""
    if held.initiative or _ENVOY.search(plain):
        return True
    return not _ELSEWHERE.search(plain) and len(held.regions) < 2


def _one_side(plain: str, strong: int, weak: int, other: int) -> bool:
    if strong:
        return other < 4 * strong + 2
    return weak > 0 and other == 0 and bool(_OFFICIAL.search(plain))


def countries(plain: str) -> list[tuple[int, int, str]]:
    """Return where the countries themselves are named."""
    return [
        (found.start(), found.end(), country)
        for country, pattern in (("IN", _INDIA), ("JP", _JAPAN))
        for found in pattern.finditer(plain)
    ]
