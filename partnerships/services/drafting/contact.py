"""Whether a text tells of contact between the countries at all; if not, nothing is proposed."""

import re
from dataclasses import dataclass

#: Words that tell of contact by themselves.
_STRONG = re.compile(
    r"\b(?:delegations?|courtesy call|paid a courtesy|mou|mous|memorandum|memoranda|letters? of intent|"
    r"sister[ -](?:state|city|cities|province|prefecture|ties?|relationship)|friendship (?:agreement|pact|mission)|"
    r"economic mission|trade mission|goodwill mission|state-prefecture|prefecture-state|bilateral|"
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
_INDIA = re.compile(
    r"\b(?:India|Indian|Indians|Bharat|Modi)\b|インド(?!ネシア)|印度|(?<![\u0900-\u0963])(?:भारत|भारतीय)(?![\u0900-\u0963])"
)
_JAPAN = re.compile(
    r"\b(?:Japan|Japanese|Nippon)\b|日本|(?<![\u0900-\u0963])(?:जापान|जापानी)(?![\u0900-\u0963])"
)
#: Words of sport, markets, weather and kitchens: where they lead, contact is not the matter.
_OTHER_MATTER = re.compile(
    r"\b(?:wickets?|innings|goals?|semi-?finals?|quarter-?finals?|match(?:es)?|tournament|batsman|bowler|"
    r"champions?(?:hip)?|scored|beat|defeated|medals?|league|cup|"
    r"shares?|stocks?|nikkei|sensex|nifty|bourse|closed at|points|per cent|percent|basis points|"
    r"interest rates?|inflation|monetary policy|quarterly (?:profit|results)|dividend|investors|crore profit|"
    r"rainfall|rains?|monsoon|cyclone|typhoon|temperature|forecast|celsius|humidity|earthquake|magnitude|"
    r"tablespoons?|teaspoons?|tbsp|tsp|grams|simmer|stir|recipe|oven|serves|ingredients|chopped|"
    r"film|movie|box office|album|concert tickets|novel|trailer|murder|arrested|police said|court|accused)\b"
    r"|試合|得点|優勝|選手権|決勝|株価|日経平均|円安|円高|終値|気温|降水|台風|地震|震度|大さじ|小さじ|レシピ|煮|逮捕|容疑"
    r"|विकेट|मैच|टूर्नामेंट|फाइनल|सेंसेक्स|निफ्टी|शेयर|बारिश|तापमान|मौसम|चक्रवात|भूकंप|चम्मच|नमक|फिल्म|गिरफ्तार",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signs:
    """Which sides the text names, by country words, regions, cities and bodies."""

    india: bool
    japan: bool

    @property
    def both(self) -> bool:
        return self.india and self.japan


def signs(plain: str, countries: set[str]) -> Signs:
    return Signs(
        bool("IN" in countries or _INDIA.search(plain)),
        bool("JP" in countries or _JAPAN.search(plain)),
    )


def tells_of_contact(plain: str, sides: Signs, *, both_regions: bool = False) -> bool:
    """Whether the text is about a visit, meeting, agreement or the like between the countries."""
    strong = len(_STRONG.findall(plain))
    other = len(_OTHER_MATTER.findall(plain))
    if not (sides.india or sides.japan):
        return strong > 0 and other == 0 and bool(_OFFICIAL.search(plain))
    if strong:
        return other < 4 * strong + 2
    weak = len(_WEAK.findall(plain))
    if both_regions:
        return other <= weak
    if not weak:
        return False
    if sides.both:
        return other <= weak
    return bool(_OFFICIAL.search(plain)) and other == 0


def countries(plain: str) -> list[tuple[int, int, str]]:
    """Return where the countries themselves are named."""
    return [
        (found.start(), found.end(), country)
        for country, pattern in (("IN", _INDIA), ("JP", _JAPAN))
        for found in pattern.finditer(plain)
    ]
