"""People in Hindi: titles before names, which end where no name goes on."""

import re
from collections.abc import Iterator

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.persons import Person

_H_TITLE = (
    r"(?:(?:पूर्व |उप |उप-)?(?:उपमुख्यमंत्री|मुख्यमंत्री|मुख्य मंत्री|प्रधानमंत्री|प्रधान मंत्री|विदेश मंत्री|"
    r"(?:[\u0900-\u0963]{2,12} )?(?:राज्य ?मंत्री|मंत्री)|उपराज्यपाल|राज्यपाल|वाइस गवर्नर|डिप्टी गवर्नर|उप राज्यपाल|गवर्नर|"
    r"राजदूत|प्रबंध निदेशक|महाप्रबंधक|(?:अपर |संयुक्त |उप )?आयुक्त|जिलाधिकारी|कलेक्टर|कुलपति|प्रोफेसर|प्रो\.|सांसद|विधायक|कोच|कप्तान|प्राचार्य|महासचिव|महावाणिज्य ?दूत|वाणिज्य ?दूत|मुख्य सचिव|अपर मुख्य सचिव|प्रमुख सचिव|विदेश सचिव|सचिव|मेयर|महापौर|अध्यक्ष|उपाध्यक्ष|"
    r"निदेशक|महानिदेशक|सलाहकार|प्रवक्ता|पीएम|सीएम|डॉ\.?|श्रीमती|श्री|सुश्री))"
)
_H_WORD = r"[\u0900-\u0963]{2,16}"
_H_PERSON = re.compile(
    rf"(?<![\u0900-\u0963])(?P<title>{_H_TITLE}) (?:श्री |श्रीमती |सुश्री |डॉ\.? )?(?P<name>{_H_WORD}(?: {_H_WORD}){{0,3}})"
)
#: The office may follow: श्री भरत सोलंकी, निदेशक.
_H_NAME_THEN = re.compile(
    rf"(?<![\u0900-\u0963])(?:श्री |श्रीमती |सुश्री |डॉ\.? )?(?P<name>{_H_WORD}(?: {_H_WORD}){{1,2}}), (?P<title>{_H_TITLE})"
    r"(?![\u0900-\u0963])(?= (?:के|की|ने|को|से|तथा|और|व)(?![\u0900-\u0963])|[,;।)(\n]| \(|$)"
)
#: What somebody is called without a name as often as with one.
_H_OFTEN_ALONE = frozenset(
    "आयुक्त सांसद विधायक कोच कप्तान प्राचार्य प्रोफेसर कुलपति कलेक्टर जिलाधिकारी महाप्रबंधक".split()
)
_H_STOP = frozenset(
    "ने को से के की का और में पर तथा एवं व भी द्वारा जी ही तो है हैं था थे थी कि जो यह वह इस उस लिए साथ "
    "नेतृत्व अपने अपनी ताकि बीच समक्ष कार्यालय स्तर पद बैठक भेंट मुलाकात सहित समेत आज कल रविवार सोमवार "
    "मंगलवार बुधवार गुरुवार शुक्रवार शनिवार तक बाद पूर्व मंत्री राज्यपाल गवर्नर राजदूत सचिव यहां मिले कहा "
    "बताया कर रहे आदि होंगे वाले वाली उन्होंने परिषद मंत्रालय महोदय स्वयं ऐसे एक दो तीन सभी कई दोनों शामिल मौजूद उपस्थित नहीं होने अब फिर वहां यहाँ वहाँ समेत दल पिछले अगले बीते गत आगामी इन उन उनके इसके सप्ताह हफ्ते महीने माह साल वर्ष दिन सुबह शाम देर "
    "बृहस्पतिवार गुरूवार वीरवार इतवार तथा भारत जापान टोक्यो पहली दूसरी पहले लेकर हुए हुई आए आई पहुंचे गए".split()
)


def hindi(plain: str, regions: list[Match]) -> Iterator[Person]:
    starts = {match.start for match in regions}
    for found in _titled(plain):
        kept: list[str] = []
        for word in found["name"].split(" "):
            if word in _H_STOP or word.endswith(("ों", "ियों")):
                break
            kept.append(word)
        name = " ".join(kept)
        if len(kept) < (2 if found["title"] in _H_OFTEN_ALONE else 1) or (
            found.start("name") in starts and len(kept) == 1 and "गवर्नर" not in found["title"]
        ):
            continue
        title = (
            "" if found["title"].rstrip(".") in ("श्री", "श्रीमती", "सुश्री", "डॉ") else found["title"]
        )
        yield Person(found.start(), found.start("name") + len(name), name, title)
    yield from _before_titles(plain)


def _titled(plain: str) -> Iterator[re.Match[str]]:
    """Every title with the words after it, which may hold the next title: गवर्नर और सलाहकार राम."""
    found = _H_PERSON.search(plain)
    while found:
        yield found
        fails = found["name"].split(" ")[0] in _H_STOP
        found = _H_PERSON.search(plain, found.start("name") if fails else found.end())


def _before_titles(plain: str) -> Iterator[Person]:
    for found in _H_NAME_THEN.finditer(plain):
        words = found["name"].split(" ")
        if not any(word in _H_STOP or word.endswith(("ों", "ियों")) for word in words):
            yield Person(found.start("name"), found.end("title"), found["name"], found["title"])
