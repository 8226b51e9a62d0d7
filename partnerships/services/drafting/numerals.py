"""Numbers as English, Japanese and Hindi write them: figures and words."""

import re

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH = {name: place for place, name in enumerate(_UNITS, start=1)}
_ENGLISH |= {name: 10 * place for place, name in enumerate(_TENS, start=2)}
_ENGLISH |= {"dozen": 12}
_HINDI_WORDS = (
    "एक दो तीन चार पांच|पाँच छह|छः|छै|छे सात आठ नौ दस "
    "ग्यारह बारह तेरह चौदह पंद्रह|पन्द्रह सोलह सत्रह अठारह|अट्ठारह उन्नीस बीस "
    "इक्कीस बाईस|बाइस तेईस|तेइस चौबीस पच्चीस छब्बीस सत्ताईस|सत्ताइस अट्ठाईस|अट्ठाइस|अठाईस उनतीस|उन्तीस तीस "
    "इकतीस|इकत्तीस बत्तीस तैंतीस|तेंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस|उन्तालीस चालीस "
    "इकतालीस बयालीस तैंतालीस चवालीस|चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास|उन्चास पचास "
    "इक्यावन बावन तिरपन|तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन|अठावन उनसठ साठ "
    "इकसठ बासठ तिरसठ|तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर "
    "इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी|उनासी अस्सी "
    "इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे "
    "इक्यानवे बानवे तिरानवे चौरानवे पचानवे|पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे "
)
#: Each spelling with its number, 1 to 99.
HINDI_WORDS = {
    spelling: place
    for place, spellings in enumerate(_HINDI_WORDS.split(), start=1)
    for spelling in spellings.split("|")
}
_HINDI = {word: number for word, number in HINDI_WORDS.items() if number > 1} | {"सौ": 100}
_HINDI_TIMES = {"सौ": 100, "हजार": 1000, "हज़ार": 1000}
_HINDI_PARTS = {"साढ़े": 0.5, "सवा": 0.25, "पौने": -0.25}  # and a half, and a quarter, less a quarter
_HINDI_HALVES = {"डेढ़": 3, "ढाई": 5}  # one and a half, two and a half

#: A number in figures that is no price, date, time, or part of another number.
FIGURE = r"(?<![\d.,$€£¥₹#/-])(?<!\d:)(?:\d{1,3}(?:,\d{2,3})+(?![\d.])|\d{1,6}(?![\d]|[.,:/]\d))"
SPELT = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|(?:{'|'.join(reversed(_UNITS))})"
)
ENGLISH = rf"{FIGURE}|\b(?:(?:a|one|two|three|four|five) hundred(?: (?:and )?(?:{SPELT}))?|{SPELT}|(?:a|two|three|four) dozen)\b"
JAPANESE = r"(?:(?<![\d.,/-])(?<!\d:)\d{1,3}(?:,\d{3})+|(?<![\d.,/-])(?<!\d:)\d{1,6}|[一二三四五六七八九十百]{1,5}|数十)"
_HINDI_SPELT = "|".join(sorted(_HINDI, key=len, reverse=True))
HINDI = (
    r"(?:(?<![\d.,/-])(?<!\d:)(?:\d{1,3}(?:,\d{2,3})+|\d{1,6})(?: (?:सौ|हजार|हज़ार)(?![\u0900-\u0963]))?|"
    rf"(?<![\u0900-\u0963])(?:(?:(?:साढ़े |सवा |पौने )?(?:{_HINDI_SPELT}|एक|सवा|डेढ़|ढाई) (?:सौ|हजार|हज़ार)(?: (?:{_HINDI_SPELT}))?)|{_HINDI_SPELT})"
    r"(?![\u0900-\u0963]))"
)


def value(text: str) -> int:
    """Return the number that figures or words of one of the languages name."""
    plain = text.strip().lower().replace(",", "")
    if plain.isascii():
        return int(plain) if plain.isdigit() else _english(plain)
    if "\u0900" <= plain[-1] <= "\u0963":
        return _hindi(plain.split())
    return _kanji(plain)


def _english(words: str) -> int:
    """Add up tens and units; a hundred or dozen multiplies what stands before it."""
    total = 0
    for word in re.split(r"[- ]", words):
        if word == "hundred":
            total = 100 * (total or 1)
        elif word == "dozen":
            total = 12 * (total or 1)
        else:
            total += _ENGLISH.get(word, 0)
    return total


def _hindi(words: list[str]) -> int:
    """Add up what stands beside one another; a hundred or thousand multiplies the word before."""
    total, current, part = 0, 0, 0.0
    for word in words:
        if word in _HINDI_TIMES:
            total += int(((current or 1) + part) * _HINDI_TIMES[word])
            current, part = 0, 0.0
        elif word in _HINDI_PARTS:
            part = _HINDI_PARTS[word]
        elif word in _HINDI_HALVES:
            return _HINDI_HALVES[word] * _HINDI_TIMES[words[-1]] // 2
        else:
            current = int(word) if word.isdigit() else HINDI_WORDS[word]
    return total + current


def _kanji(text: str) -> int:
    digits = {letter: place for place, letter in enumerate("〇一二三四五六七八九")}
    total, current = 0, 0
    for letter in text:
        if letter in digits:
            current = digits[letter]
        else:
            total += (current or 1) * (10 if letter == "十" else 100)
            current = 0
    return total + current
