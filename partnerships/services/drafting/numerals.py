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
_HINDI = {
    "दो": 2,
    "तीन": 3,
    "चार": 4,
    "पांच": 5,
    "पाँच": 5,
    "छह": 6,
    "छः": 6,
    "सात": 7,
    "आठ": 8,
    "नौ": 9,
    "दस": 10,
    "ग्यारह": 11,
    "बारह": 12,
    "तेरह": 13,
    "चौदह": 14,
    "पंद्रह": 15,
    "सोलह": 16,
    "सत्रह": 17,
    "अठारह": 18,
    "उन्नीस": 19,
    "बीस": 20,
    "इक्कीस": 21,
    "बाईस": 22,
    "पच्चीस": 25,
    "तीस": 30,
    "पैंतीस": 35,
    "चालीस": 40,
    "पैंतालीस": 45,
    "पचास": 50,
    "साठ": 60,
    "सत्तर": 70,
    "अस्सी": 80,
    "नब्बे": 90,
    "सौ": 100,
}


_HINDI_TIMES = {"सौ": 100, "हजार": 1000, "हज़ार": 1000}

#: A number in figures that is no price, date, time, or part of another number.
FIGURE = r"(?<![\d.,$€£¥₹#/-])(?<!\d:)(?:\d{1,3}(?:,\d{2,3})+(?![\d.])|\d{1,6}(?![\d]|[.,:/]\d))"
SPELT = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|(?:{'|'.join(reversed(_UNITS))})"
)
ENGLISH = rf"{FIGURE}|\b(?:(?:a|one|two|three|four|five) hundred(?: (?:and )?(?:{SPELT}))?|{SPELT}|(?:a|two|three|four) dozen)\b"
JAPANESE = r"(?:(?<![\d.,/-])(?<!\d:)\d{1,3}(?:,\d{3})+|(?<![\d.,/-])(?<!\d:)\d{1,6}|[一二三四五六七八九十百]{1,5}|数十)"
HINDI = (
    r"(?:(?<![\d.,/-])(?<!\d:)(?:\d{1,3}(?:,\d{2,3})+|\d{1,6})|"
    rf"(?<![\u0900-\u0963])(?:{'|'.join(_HINDI)})(?![\u0900-\u0963]))(?: (?:सौ|हजार|हज़ार)(?![\u0900-\u0963]))?"
)


def value(text: str) -> int:
    """Return the number that figures or words of one of the languages name."""
    plain = text.strip().lower().replace(",", "")
    if plain.isascii():
        return int(plain) if plain.isdigit() else _english(plain)
    words = plain.split()
    if plain in _HINDI or words[-1] in _HINDI_TIMES or words[0] in _HINDI:
        times = _HINDI_TIMES.get(words[-1], 1) if len(words) > 1 else 1
        return times * (int(words[0]) if words[0].isdigit() else _HINDI[words[0]])
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
