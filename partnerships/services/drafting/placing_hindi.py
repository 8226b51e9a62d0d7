"""Names of regions in Hindi."""

import re

from partnerships.services.drafting.names import Match
from partnerships.services.drafting.surnames import SURNAMES

_H_BODY = re.compile(
    r" (?:नेशनल |स्टेट |सेंट्रल |राष्ट्रीय )?(?:विश्वविद्यालय|यूनिवर्सिटी|बैंक|गैस|इलेक्ट्रॉन|इलेक्ट्रिक|"
    r"प्रोटोकॉल|घोषणा(?:पत्र|-पत्र)?|मेट्रो|पुलिस|हाईकोर्ट|हाई कोर्ट|उच्च न्यायालय|संधि|इंस्टीट्यूट|संस्थान|कॉलेज|"
    r"चैंबर|कंपनी|लिमिटेड|मोटर्स|निगम|प्राधिकरण|एक्सप्रेस|स्टॉक|कैपिटल्स|वॉरियर्स|टाइटंस|हवाई अड्डा|स्टेशन|शहर|नगर निगम|"
    r"ओलंपिक|टावर|चाय|मैराथन|सिटी|स्टील|सीमेंट|टेक्सटाइल|मिल्स|इंडस्ट्रीज|फार्मा|एयरलाइंस|टाइम्स|पब्लिक स्कूल|स्कूल|मंडल|क्लब|समाज|केसरी|पत्रिका|सेंट्रल रेलवे|रेलवे)"
)
_H_BODY_BEFORE = re.compile(r"(?:बैंक|यूनिवर्सिटी|विश्वविद्यालय|इंस्टीट्यूट|आईआईटी|एम्स|चैंबर)(?: ऑफ| आफ)?,? $")
_H_PERSON_BEFORE = re.compile(r"(?:गवर्नर|राज्यपाल|श्री|श्रीमती|सुश्री|डॉ\.?|मंत्री|राजदूत|मेयर|उपराज्यपाल) $")
_H_NEW = re.compile(r"(?:नई|नयी|न्यू|नवी) $")


def in_hindi(plain: str, match: Match, said: str) -> bool:
    before, after = plain[max(0, match.start - 30) : match.start], plain[match.end : match.end + 30]
    if _H_NEW.search(before) or _H_BODY_BEFORE.search(before):
        return False
    if _H_BODY.match(after):
        return False
    surname = match.known.key in SURNAMES and not re.search(r"प्रांत|प्रान्त|प्रीफ", said)
    if surname and (_H_PERSON_BEFORE.search(before) or re.match(r" जी(?![\u0900-\u0963])", after)):
        return False
    if said == "नारा":  # a slogan, more often
        return bool(re.match(r" (?:के गवर्नर|के राज्यपाल|,)|, ", after))
    return True
