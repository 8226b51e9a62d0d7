"""People in English: titles before or after names, given name first or last."""

import re
from collections.abc import Iterator

from partnerships.services.drafting.persons import Person

_PORTFOLIO = (
    r"(?:External|Foreign|Home|Internal|Affairs|Finance|Defence|Industr(?:y|ies)|Commerce|Trade|Economy|Economic|"
    r"Agriculture|Farmers|Welfare|Forestry|Fisheries|Health|Family|Education|Higher|Skill|Skills|Development|"
    r"Labour|Employment|Tourism|Culture|Sports?|Youth|Information|Technology|IT|Electronics|Science|Energy|"
    r"Power|Renewable|New|Environment|Forests?|Water|Resources|Urban|Housing|Rural|Transport|Railways|Roads?|"
    r"Highways|Ports|Shipping|Infrastructure|Investment|MSMEs?|Textiles|Mines|Minerals|Planning|Revenue|"
    r"Law|Justice|Women|Child|Medical|Animal|Husbandry|Food|Processing|Cooperation|Land|International|"
    r"Promotion|Research|Innovation|Policy|Entrepreneurship|Human|Public|Works|General|Administration)"
)
_OF = rf"(?: (?:of State )?(?:\(Independent Charge\) )?(?:for|of) {_PORTFOLIO}(?:(?:,? and |, | & | ){_PORTFOLIO}){{0,6}})?"
_TITLE = (
    r"(?:(?:Hon(?:'ble|ourable)? )?(?:Deputy |Joint |Additional |Assistant |Vice[ -]|Lieutenant |Lt\.? ?|Former |former |then |Acting )?"
    r"(?:Prime Minister|Chief Minister|Foreign Minister|External Affairs Minister|Home Minister|"
    r"Finance Minister|Defence Minister|(?:[A-Z][a-z]+ (?:and [A-Z][a-z]+ )?)?(?:Cabinet )?Minister"
    r"(?: of State)?|Chief Secretary|Additional Chief Secretary|Principal Secretary|"
    r"Foreign Secretary|Joint Secretary|Special Secretary|Secretary[ -]General|Secretary|"
    r"Governor(?:-elect)?|Gov\.|Mayor|Ambassador(?:-designate)?|Consul[ -]General|Charg[eé] d'Affaires|"
    r"President|Chairman|Chairperson|Chairwoman|Chair|Speaker|Director[ -]General|Managing Director|"
    r"Executive Director|Director|CEO|Chief Executive(?: Officer)?|Vice[ -]Chancellor|Chancellor|"
    r"Professor|Prof\.?|Commissioner|Collector|Special Representative|Senior Adviser|Adviser|Advisor|"
    r"General Manager|Country Head|Head|Senator|Assembly[mM]ember|Councillor|Chief (?:Engineer|Architect|Planner|Town Planner|Scientist|Conservator|Economist|"
    r"Commissioner|General Manager|Officer|Coordinator|Guest)|Dean|Rector|Principal|Chef|Coach|"
    r"spokesperson|Spokesperson|spokesman|PM|CM|FM|EAM|Dy CM|Deputy CM|MLA|MP))"
)
_LOWER_TITLE = (
    r"(?:(?:deputy |vice[ -]|lieutenant )?(?:prime minister|chief minister|foreign minister|minister|"
    r"governor|mayor|ambassador|president|chairman|chairperson|speaker|chief secretary|secretary|"
    r"director[ -]general|director|consul[ -]general|adviser|advisor|managing director|chief executive))"
)
_HONORIFIC = r"(?:(?:Rev\.|Ven\.|Shri|Smt\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Sri|Thiru\.?|Tmt\.?|Kumari|Selvi|Prof\.?|Capt\.?|Col\.?|Er\.?) )"
_NAME_WORD = r"(?:[A-Z][a-zāēīōū'-]{1,20}+(?:[A-Z][a-z]{1,15}+)?|[A-Z]{2,16}+(?![a-z])|[A-Z]\.(?:[A-Z]\.){0,3}+|[A-Z](?= ))"
_NAME = rf"{_NAME_WORD}(?: (?:bin |de )?{_NAME_WORD}){{0,3}}"
#: Whom one serves belongs to the title: "Adviser to the Governor".
_TO_WHOM = rf"(?: to (?:the )?(?:{_TITLE}|{_LOWER_TITLE}|Government|government))?"
_TITLE_THEN_NAME = re.compile(
    rf"(?<![\w@])(?P<title>{_TITLE}{_OF}{_TO_WHOM})(?: ?\([A-Z][A-Za-z&,. -]{{1,40}}\))?,? (?!{_TITLE}\b){_HONORIFIC}?(?P<name>{_NAME})"
)
_NAME_THEN_TITLE = re.compile(
    rf"(?<![\w@]){_HONORIFIC}?(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,3}}) ?, (?:the |who is |then )?"
    rf"(?:(?:[Jj]apanese|[Ii]ndian|[Ss]tate|[A-Z][a-z]+) )??(?P<title>(?:{_TITLE}|{_LOWER_TITLE}){_OF}{_TO_WHOM})\b"
    rf"(?! of (?:the )?(?:[A-Z][\w-]+ ){{1,4}}{_HONORIFIC})"
)
_TITLE_OF_BODY = re.compile(
    rf"(?<![\w@])(?P<title>{_TITLE}) of (?:the )?[A-Z][\w'-]+(?: (?:of |and |for |& )?[A-Z][\w'-]+){{0,6}},? "
    rf"{_HONORIFIC}(?P<name>{_NAME})"
)
#: "the Governor of Yamanashi Prefecture, Kotaro Nagasaki, and".
_TITLE_OF_COMMA = re.compile(
    rf"(?<![\w@])(?P<title>{_TITLE}) of (?:the )?[A-Z][\w'-]+(?: (?:of |and |for |& )?[A-Z][\w'-]+){{0,3}}, "
    rf"(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,2}})(?=[,;)]| and (?:his|her|their)\b)"
)
_LOWER_THEN_NAME = re.compile(
    rf"(?<![\w@])(?P<title>(?:(?:[a-z-]{{3,16}} ){{0,3}}(?:minister|envoy|chief|head|secretary)|"
    rf"(?:[Ee]xternal |[Ss]pecial |[A-Z][a-z]+ )?(?:[a-z]+ )?envoy|{_LOWER_TITLE})) (?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,3}})"
)
#: "Tottori's vice governor, Rie Kanda," and "the mayor of Nagoya, Ken Ito,".
_LOWER_COMMA_NAME = re.compile(
    rf"(?<![\w@])(?P<title>(?:[a-z-]{{3,16}} (?:and [a-z]{{3,14}} )?){{0,2}}?(?:{_LOWER_TITLE}|minister))"
    rf"(?: (?:of|for|in|to|at) (?:the )?(?:[A-Z][\w'-]+|[a-z]{{3,14}})(?: (?:and )?(?:[A-Z][\w'-]+|[a-z]{{3,14}})){{0,3}})?, "
    rf"{_HONORIFIC}?(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,3}})(?=[,.;)]| and\b| (?:said|told|met|has|is|was|will|who)\b)"
)
#: Who leads a group is a person where the words are no body's name.
_LED_BY = re.compile(
    rf"\b(?:led|headed|accompanied|chaired) by (?P<title>)(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,2}})(?=[,.;)]| and\b| of\b| from\b)"
)
_HONOURED = re.compile(rf"(?<![\w@])(?P<title>){_HONORIFIC}(?P<name>{_NAME})")
#: Words with a capital that are no part of a name.
_NO_NAME = frozenset(
    "the a an and of in on at to for with by from prime chief minister governor deputy vice mayor "
    "ambassador president secretary director chairman speaker state government prefecture "
    "prefectural assembly india indian japan japanese ministry department university company "
    "corporation mou pm cm fm eam he she they who his her it this that these also said meanwhile "
    "later earlier today yesterday monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december day summit "
    "forum meeting visit delegation embassy office officer council city and during addressing "
    "speaking met signed following after before both office general affairs external foreign "
    "industries industry tourism commerce finance house hall hotel awards award cup conference "
    "session cabinet ltd limited inc co group institute board committee development urban rural "
    "health education agriculture skills culture energy power trade economic welcomed says meets "
    "visits signs invites calls will is was has had were are as but if when where while since until "
    "federation confederation chamber association bank society foundation organisation organization centre "
    "agency authority motors steel holdings railways union commission club team mr ms mrs dr shri smt sri prof designate new delhi us uk eu un".split()
)


def english(plain: str, regions: dict[int, int]) -> Iterator[Person]:
    for pattern in (
        _TITLE_OF_BODY,
        _TITLE_OF_COMMA,
        _NAME_THEN_TITLE,
        _TITLE_THEN_NAME,
        _LOWER_THEN_NAME,
        _LOWER_COMMA_NAME,
        _LED_BY,
        _HONOURED,
    ):
        for found in pattern.finditer(plain):
            person = _english_person(found)
            if pattern is _TITLE_OF_COMMA and person and " " not in person.name:
                continue
            if person and not _is_place(found, person, regions):
                yield person


def _is_place(found: re.Match[str], person: Person, regions: dict[int, int]) -> bool:
    """Whether the "name" is a region: "Vice-Governor, Ibaraki Prefecture"."""
    start = found.start("name")
    end = regions.get(start)
    if end is None or person.name.count(" ") > 1:
        return False
    after_comma = found.string[start - 2 : start] == ", "
    return end > start + len(person.name) or after_comma or end - start > 12


def _english_person(found: re.Match[str]) -> Person | None:
    """Cut the name where a word ends it that no name has; none left is no person."""
    name, title = found["name"], found["title"]
    words = name.split(" ")
    kept: list[str] = []
    for word in words:
        if word.lower().strip(".'") in _NO_NAME or (word.endswith("'s") and not kept):
            break
        kept.append(word.removesuffix("'s"))
        if word.endswith("'s"):
            break
    if all(len(word.strip(".")) < 2 for word in kept) or kept[0] in _ACRONYMS:
        return None
    name_start = found.start("name")
    shown = " ".join(kept)
    end = name_start + len(shown)
    if found.start("title") > name_start:  # the name leads: all of it or nothing
        if len(kept) < len(words):
            return None
        end = found.end("title")
    start = found.start("title") if title and found.start("title") < name_start else name_start
    return Person(start, end, shown.rstrip("-'"), title.strip())


_ACRONYMS = frozenset("MEA MOFA JETRO JICA AI IT X US UK G20 ASEAN NITI CII FICCI".split())
