"""The words around a number of people: who is counted, and how firmly the number is said."""

from collections.abc import Collection

from partnerships.choices import Basis
from partnerships.services.drafting import numerals

#: How firmly an English number is said, before and after it.
HEDGE = (
    r"(?P<hedge>\b(?:about|around|approximately|approx\.?|some|nearly|roughly|almost|close to|an estimated|"
    r"over|more than|at least|upwards of|as many as|up to|exceeding|no fewer than|no less than|"
    r"not less than|not fewer than|above|in excess of|nearly about) )?"
)
PLUS = r"(?P<plus>\+|-odd| odd| or so| or more|-plus| plus)?"
#: Who is counted, with what may stand between them and their number.
PEOPLE = (
    r"(?:people|persons|members|delegates|participants|representatives|officials|officers|executives|"
    r"students|pupils|teachers|trainees|governors|ministers|mayors|leaders|businessmen|businesspeople|"
    r"business persons|businesspersons|entrepreneurs|CEOs|engineers|nurses|caregivers|interns|researchers|"
    r"scholars|experts|guests|attendees|visitors|athletes|wrestlers|artists|artistes|performers|dancers|"
    r"musicians|journalists|lawmakers|legislators|MPs|MLAs|councillors|diplomats|dignitaries|citizens|"
    r"residents|children|youths|youngsters|young people|farmers|professionals|staff|dentists|doctors|"
    r"volunteers|academics|professors|investors|envoys|ambassadors|bureaucrats|industrialists|"
    r"graduates|apprentices|men|women|listeners|spectators|friends|monks|chairpersons|presidents|"
    r"heads|secretaries|assembly members|councilors|speakers|panellists|alumni|cadets|workers|"
    r"colleagues|others|individuals|boys|girls|adults|youth|personnel|crew|guides|chefs|monks|nuns|parents|"
    r"fellows|lawyers|cyclists|(?!partn|manufactur|suppli|export|import|lend|retail|"
    r"carri|deal|develop|cent|quart|chapt|ord|lett|numb|pap|comput|trail|tow|met|kilomet|lit|doll|corn|lay|bord|"
    r"riv|off|serv|rout|scoot|track|post|pow|matt|winn|own|us|custom|consum|subscrib|follow|hectar|contain|mak|"
    r"buy|produc|shar|paramet|clust|memb|print|theat|temp|summ|wint|charg|flow|sist|broth|publish|"
    r"broadcast|ti|ca)[a-z]{2,12}(?:ers|ists|ians)|operators|instructors|tutors|actors|sailors|coordinators|curators|conductors|mentors|educators|administrators|negotiators|translators|exhibitors|creators|technicians|specialists|deans|rectors|fans|players|spouses|coaches|judges|craftsmen|artisans|players|audience members|devotees|tourists|pilgrims|scientists)"
)
ADJECTIVE = rf"(?:(?!(?:{numerals.SPELT})\b|per\b|of\b|and\b|in\b|at\b|the\b|to\b|for\b|by\b|with\b|from\b|new\b|million\b|billion\b|crore\b|lakh\b|percent\b|yen\b|year\b|years\b|days?\b|prefectures?\b|states?\b|companies\b|firms\b|districts?\b|cities\b|countries\b|minutes\b|hours?\b)[A-Za-z][\w'-]{{1,20}} (?:and [a-z]{{3,16}} )?){{0,3}}?"
#: What people are called after their trade: -कार, -विद, -कर्मी, -यात्री ... but no government, kind or right.
_HINDI_TRADES = (
    r"(?!(?:सर|प्र|आ|अधि|उप|स्वी|बे|अहं|चमत्|पुरस्)कार)[\u0900-\u0963]{2,12}"
    r"(?:कारों|कार|विदों|विद|कर्मियों|कर्मी|यात्रियों|यात्री|चालकों|चालक|वासियों|वासी|ज्ञों|ज्ञ|शास्त्रियों|शास्त्री|प्रेमियों|प्रेमी)"
)
HINDI_PEOPLE = (
    rf"(?:{_HINDI_TRADES}|"
    r"खिलाड़ी|अभियंताओं|अभियंता|उत्पादकों|उत्पादक|निर्यातकों|निर्यातक|अफसरों|अफसर|वकीलों|वकील|लेखकों|लेखक|कवियों|कवि|"
    r"निर्माताओं|निर्माता|प्रशिक्षु|प्रशिक्षणार्थियों|प्रशिक्षणार्थी|कर्मचारी|महिला|पुरुष|शिल्पियों|शिल्पी|राजनयिकों|राजनयिक|"
    r"श्रद्धालुओं|श्रद्धालु|कुलपतियों|कुलपति|डिजाइनरों|डिजाइनर|नर्सें|लड़कियां|लड़कियों|लड़के|युवतियां|शिक्षिकाएं|सैनिकों|सैनिक|उपस्थित|ग्राम प्रधानों|ग्राम प्रधान|प्रधानों|प्रधान|सरपंचों|सरपंच|बच्चों|बच्चे|चिकित्सकों|चिकित्सक|प्राध्यापकों|प्राध्यापक|तकनीशियनों|तकनीशियन|भिक्षुओं|भिक्षु|संपादकों|"
    r"संपादक|नेताओं|नेता|नर्तकों|नर्तक|गायकों|गायक|वादकों|वादक|पदाधिकारियों|पदाधिकारी|प्रबंधकों|प्रबंधक|विद्वानों|विद्वान|शोधार्थियों|शोधार्थी|स्वयंसेवकों|स्वयंसेवक|"
    r"मछुआरों|मछुआरे|श्रमिकों|श्रमिक|कामगारों|कामगार|व्यवसायियों|व्यवसायी|व्यापारियों|व्यापारी|बागवानों|बागवान|प्रशिक्षकों|प्रशिक्षक|अभिभावकों|अभिभावक|साथियों|साथी|सहयोगियों|सहयोगी|"
    r"आगंतुकों|आगंतुक|शेफ|गाइड|कोच|मेयर|सचिवों|राजदूतों|लोगों|लोग|सदस्यों|सदस्य|प्रतिनिधियों|प्रतिनिधि|छात्र-छात्राओं|बुनकरों|बुनकर|कारीगरों|कारीगर|शिल्पकारों|शिल्पकार|संगीतकारों|संगीतकार|एथलीटों|एथलीट|पहलवानों|पहलवान|छात्राएँ|छात्राएं|पार्षदों|पार्षद|महिलाओं|महिलाएं|पुरुषों|किसानों|किसान|पत्रकारों|पत्रकार|डॉक्टरों|डॉक्टर|प्रोफेसरों|छात्राओं|छात्रों|छात्र|अधिकारियों|अधिकारी|"
    r"गवर्नरों|गवर्नर|राज्यपालों|राज्यपाल|उद्यमियों|उद्यमी|उद्योगपतियों|उद्योगपति|सीईओ|व्यक्तियों|व्यक्ति|प्रतिभागियों|"
    r"प्रतिभागी|निवेशकों|निवेशक|विशेषज्ञों|विशेषज्ञ|कारोबारियों|कारोबारी|इंजीनियरों|इंजीनियर|नर्सों|नर्स|शिक्षकों|शिक्षक|"
    r"कलाकारों|कलाकार|अतिथियों|अतिथि|मेहमानों|मेहमान|विद्यार्थियों|विद्यार्थी|युवाओं|युवा|श्रोताओं|श्रोता|दर्शकों|दर्शक|"
    r"विधायकों|विधायक|सांसदों|सांसद|महापौरों|नागरिकों|शोधकर्ताओं|शोधकर्ता|वैज्ञानिकों|वैज्ञानिक|पर्यटकों|पर्यटक|मंत्रियों|मंत्री|कर्मचारियों|प्रशिक्षुओं|खिलाड़ियों|जन)"
)


def english_basis(hedge: str, plus: str) -> str:
    """Return the basis that the words before and after an English number give it."""
    if plus in ("+", "or more", "-plus", "plus") or hedge in (
        "over",
        "more than",
        "at least",
        "upwards of",
        "exceeding",
        "no fewer than",
        "no less than",
        "not less than",
        "not fewer than",
        "above",
        "in excess of",
    ):
        return Basis.AT_LEAST
    if hedge == "as many as":
        return Basis.EXACT
    return Basis.ABOUT if hedge or plus else Basis.EXACT


def japanese_basis(words: Collection[str | None]) -> str:
    """Return the basis that the words around a Japanese number give it."""
    if not {"余り", "余", "超", "以上", "を超え", "を上回", "強", "最低"}.isdisjoint(words):
        return Basis.AT_LEAST
    return Basis.ABOUT if any(words) else Basis.EXACT
