"""What a text proposes for a record, each with its words; an official accepts or leaves it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from partnerships.services.drafting.items import Draft, Mention

#: The groups of proposals, in the order of a form.
TITLE, STATUS, DATES, HEADCOUNTS = "title", "status", "dates", "headcounts"
PARTIES, PEOPLE, LEADER, PLACES = "parties", "people", "leader", "places"
SECTORS, INITIATIVES, KINDS, PLEDGES = "sectors", "initiatives", "kinds", "pledges"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One thing that the text tells.

    `key` names it between the page and the form. `value` is what it becomes in words, `record` what
    is on record already. `sure` ones are accepted unless somebody objects. `parts` are the values
    of the form's boxes, for the service that fills them.
    """

    key: str
    item: Mention
    value: str
    record: object | None = None
    note: str = ""
    sure: bool = True
    parts: dict = field(default_factory=dict)

    @property
    def spans(self) -> tuple[Mention, ...]:
        """Its words in the text, the first mention first."""
        return (self.item, *getattr(self.item, "mentions", ()))


@dataclass(frozen=True, kw_only=True)
class Group:
    """Proposals for one part of the form; of a `single` one at most one is accepted."""

    name: str
    proposals: tuple[Proposal, ...]
    single: bool = False
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """All that one text proposes."""

    text: str
    draft: Draft
    groups: tuple[Group, ...] = ()

    def __iter__(self) -> Iterator[Proposal]:
        for group in self.groups:
            yield from group.proposals

    def group(self, name: str) -> Group | None:
        return next((group for group in self.groups if group.name == name), None)

    def of(self, name: str, keys: Iterable[str]) -> list[Proposal]:
        """The proposals of a group among `keys`, in the order of the text."""
        group = self.group(name)
        return [one for one in group.proposals if one.key in keys] if group else []

    def sure_keys(self) -> set[str]:
        return {proposal.key for proposal in self if proposal.sure}


def proposal(name: str, item: Mention, value: str, **rest) -> Proposal:
    """A proposal of the group `name`; its key says where in the text its words stand."""
    return Proposal(key=f"{name}-{item.start}-{item.end}", item=item, value=value, **rest)


def unsure(one: Proposal) -> Proposal:
    return replace(one, sure=False)


def one_line(text: str) -> str:
    """Words of a text as one line: a break between letters of Japanese is no blank."""
    lines = [line.strip() for line in text.split("\n")]
    joined = lines[0]
    for line in filter(None, lines[1:]):
        parted = not joined or joined[-1].isascii() or line[0].isascii() or _is_indic(line[0])
        joined += f" {line}" if parted else line
    return " ".join(joined.split())


def _is_indic(letter: str) -> bool:
    return "\u0900" <= letter <= "\u0dff"
