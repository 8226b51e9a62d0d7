"""Role x level x surface: what somebody may not see changes not one byte of any answer.

Every address of the URL configuration is asked by every role, in a world to which records of each
level were added, with a word of its own in each of their texts, and again without what is hidden
from the role. CI asks a part, each address in the name of one role, on PostgreSQL lists and pages
but no forms; `make matrix` asks all, on either.
"""

import difflib
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.client import FakePayload

from partnerships.models import Delegation
from partnerships.models.sources import record_models
from tests.conftest import TODAY
from tests.matrix.addresses import FILTERED_BY
from tests.matrix.canaries import text_of, texts_of
from tests.matrix.readers import sees
from tests.matrix.surfaces import Surface, surfaces
from tests.matrix.world import BY_MODEL, HOUSE, LEVELS, World

#: What is added, step by step, and from whom all of the step and of those after it is hidden.
STEPS = (
    ((("add", "public"), ("add_rows", "public"), ("close_rows", "office")), ()),
    ((("add", "officials"), ("add_rows", "officials")), ("visitor",)),
    ((("add_rows", "parties"),), ("official",)),
    ((("add", "parties"), ("add", "ahead")), ("stranger",)),
    ((("add", "office"), ("add_rows", "office")), ("officer", "lead", "secretariat", "side")),
)
TOKENS = re.compile(
    r'(name="csrfmiddlewaretoken" value="|X-CSRFToken&quot;: &quot;|nonce-|nonce="|value="opened:)'
    r"[\w+/=:-]+"
)
#: Leads from what is to be mended to its form: who edits as a party may edit a record through one
#: that they do not see (docs/offices.md).
MENDING = re.compile(r' <a class="quality__mend".*?</a>')
EDIT_AS_PARTY = {"officer", "lead"}
#: So much is told of the first answer of its kind that differs; "-" is without what is hidden.
MOST_LINES = 12
#: Stands on the page that tells who may edit a record that others do not see it, and names it.
HIDDEN_FROM_OTHERS = "its address answers as one that never was"
FORM = "application/x-www-form-urlencoded"
#: All that there is to be seen on a page is known from what it tells these.
REFERENCES = ("administrator", "owner")
#: Who asks beside which reference: about as much work, so that two processes share it.
HALVES = {
    "administrator": ("visitor", "official", "officer", "side"),
    "owner": ("stranger", "secretariat", "lead"),
}
#: Reads of records what an officer does, and is asked of the rest alone.
READS_AS_OFFICER = "lead"
#: Of these CI asks all addresses: in its world the history tells of one kind of record.
WHOLE_IN_CI = {"delegations_history", "changes_list", "attachment"}
#: Counts all that there is, so that CI compares it for everybody.
FOR_EVERYBODY = {"home"}
#: In whose name CI asks what only those are told who may edit public records.
EDITORS = ("stranger", "officer")


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("matrix"),  # the world is made once
]


class Reader(Client):
    """Asks for addresses and keeps what was answered, without the tokens of the moment."""

    def ask(self, address: str) -> str:
        """The answer to a GET, or, where the address begins with the word, a POST of its query."""
        method, _space, rest = address.rpartition(" ")
        path, _mark, query = rest.partition("?")
        asked = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": "GET"}
        if method:
            body = {"wsgi.input": FakePayload(query), "CONTENT_LENGTH": str(len(query))}
            asked |= {"REQUEST_METHOD": method, "QUERY_STRING": "", "CONTENT_TYPE": FORM, **body}
        text = text_of(self.handler(self._base_environ(**asked)))
        assert not text.startswith("5"), f"{address}: {text[:200]}"
        return TOKENS.sub(r"\1", text)


@dataclass
class Outcome:
    """The answers that are wrong, {kind of address: [role and address, with what is wrong]}.

    They differ without what is hidden, tell a word of it, or leave out what is open.
    """

    differing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    leaks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    missing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter = field(default_factory=Counter)
    roles: set = field(default_factory=set)


class Matrix:
    """Asks in the names of the roles; without a `reference` the part of CI, in all names by turns.

    A reference is told all that there is, which the others' answers are weighed against.
    """

    def __init__(self, world: World, reference: str = ""):
        self.world, self.is_whole = world, bool(reference)
        self.reference = reference or REFERENCES[0]
        self.roles = HALVES.get(reference) or [
            role for role in world.users if role != self.reference
        ]
        self.found = Outcome()
        self.readers = {role: _reader(user) for role, user in world.users.items()}
        self.kept: dict[tuple[str, str], tuple[Surface, str]] = {}
        self.steps: list[tuple[str, tuple]] = []
        self.answer = ""

    def build(self):
        """All levels, with a way back before each step."""
        for added, blind in STEPS:
            self.steps.append((transaction.savepoint(), blind))
            for what, level in added:
                getattr(self.world, what)(level)

    def ask_all(self):
        """What each role is told where the records of all levels stand."""
        for place, surface in enumerate(surfaces()):
            for number, address in enumerate(self._chosen(surface, place)):
                whole = self._told(surface, self.reference, address) if surface.is_exact else set()
                for role in self._roles_for(surface, place + number):
                    self._weigh(surface, role, address, whole, keeps=self._keeps(surface, place))

    def _chosen(self, surface, place) -> list[str]:
        """All addresses of a surface; in part one, of a public record or the last hidden one."""
        if connection.vendor == "postgresql" and not (self.is_whole or surface.asks_much):
            return []
        found = surface.addresses(self.world)
        if self.is_whole or surface.name in WHOLE_IN_CI:
            return found
        return found[-1:] if self._turn(place) % 4 == 3 else found[:1]

    def _roles_for(self, surface, place) -> list[str]:
        """Those in whose names a surface is asked: all, or one by turns."""
        if self.is_whole:
            as_others = {READS_AS_OFFICER} if surface.is_of_records else set()
            return [role for role in self.roles if role not in as_others]
        if surface.name in FOR_EVERYBODY:
            return self.roles
        roles = EDITORS if surface.variant else self.roles
        return [roles[place % len(roles)]]

    def _keeps(self, surface, place) -> bool:
        """Whether the answer is compared with one of a world without what is hidden."""
        chosen = surface.name in FOR_EVERYBODY or self._turn(place) % 2 == 0
        return surface.is_compared and (self.is_whole or chosen)

    def _turn(self, place) -> int:
        """Goes through all numbers beside each role."""
        return place + place // len(self.roles)

    def _told(self, surface, role, address, *, keeps: bool = False) -> set:
        answer = self.answer = self._ask(surface, role, address)
        if keeps:
            self.kept[role, address] = surface, answer
        return self.world.canaries.found_in(answer) - self.world.canaries.found_in(address)

    def _ask(self, surface, role, address) -> str:
        self.found.asked[role] += 1
        answer = self.readers[role].ask(address)
        leads_on = surface.name == "data_quality" and role in EDIT_AS_PARTY
        return MENDING.sub("", answer) if leads_on else answer

    def _weigh(self, surface, role, address, whole, *, keeps):
        told = self._told(surface, role, address, keeps=keeps)
        readers = (
            [role] if HIDDEN_FROM_OTHERS in self.answer else [role, *self.world.seen_as(address)]
        )
        leaks = {canary for canary in told if not all(sees(one, canary) for one in readers)}
        self._note(self.found.leaks, surface, role, address, leaks)
        if surface.is_exact and told and self._may_filter(role, address):
            missing = {canary for canary in whole if sees(role, canary)} - told
            self._note(self.found.missing, surface, role, address, missing)

    def _may_filter(self, role, address) -> bool:
        """Whether the role sees the records that the address filters by; others are refused."""
        query = parse_qsl(address.partition("?")[2])
        keys = " ".join(value for name, value in query if name in FILTERED_BY)
        return all(sees(role, canary) for canary in self.world.canaries.found_in(keys))

    def ask_again(self):
        """Step by step without what was added: to whom it was hidden nothing changes by a byte."""
        for before, blind in reversed(self.steps):
            transaction.savepoint_rollback(before)
            ContentType.objects.clear_cache()
            for (role, address), (surface, answer) in self.kept.items():
                if role in blind:
                    self._compare(surface, role, address, answer)

    def _compare(self, surface, role, address, before):
        now = self._ask(surface, role, address)
        if now != before:
            lines = difflib.unified_diff(now.split("\n"), before.split("\n"), n=0, lineterm="")
            self._note(self.found.differing, surface, role, address, list(lines)[:MOST_LINES])

    def _note(self, faults, surface, role, address, what):
        """Keep the answer among the faults where `what` is wrong with it."""
        if what:
            faults[surface.kind].append("\n".join([f"{role} {address}", *map(str, what)]))

    @property
    def cells(self) -> int:
        return sum(self.found.asked.values()) * len(LEVELS)

    def told(self) -> str:
        return f"{self.cells} cells: {dict(self.found.asked)} answers x {len(LEVELS)} levels"


def _reader(user) -> Reader:
    client = Reader()
    if user is not None:
        client.force_login(user)
    return client


def asked(reference: str = "") -> Matrix:
    """The matrix after all was asked, in a world that is taken back."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("config.middleware.current_date", lambda: TODAY)
        kinds = record_models() if reference else [Delegation]
        made = Matrix(World(kinds=kinds), reference)
        made.build()
        made.ask_all()
        made.ask_again()
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield asked()


def test_every_address_is_classified():
    assert surfaces()


def _assert_none(**found: dict[str, list[str]]) -> None:
    """Fail with each kind of address: how many answers, all by name, and what the first says."""
    told = [
        _told(f"{what}: {kind}", faults)
        for what, by_kind in found.items()
        for kind, faults in by_kind.items()
    ]
    if told:
        pytest.fail("\n\n".join(told), pytrace=False)


def _told(kind: str, faults: list[str]) -> str:
    addresses = [fault.partition("\n")[0] for fault in faults]
    return "\n".join([f"{kind}: {len(faults)} answers", *addresses, f"The first:\n{faults[0]}"])


def test_what_is_hidden_changes_no_byte_of_an_answer(matrix):
    _assert_none(differing=matrix.found.differing)


def test_no_word_of_a_hidden_text_stands_anywhere(matrix):
    _assert_none(leaks=matrix.found.leaks)


def test_what_is_open_is_told(matrix):
    _assert_none(missing=matrix.found.missing)


def test_every_model_with_texts_is_in_the_world_or_is_the_house_s_own(matrix):
    names = {model.__name__: model for model in BY_MODEL if model.__name__ not in HOUSE}
    planted = {model.__name__ for model, _level in matrix.world.planted}
    assert {name for name, model in names.items() if texts_of(model)} - planted == set()


def test_the_matrix_is_as_wide_as_it_says(matrix, capsys):
    with capsys.disabled():
        sys.stdout.write(f"\n{matrix.told()}\n")
    assert len(matrix.found.asked) >= 8
    assert matrix.cells > (2000 if connection.vendor == "sqlite" else 1000)


@pytest.mark.prove
@pytest.mark.parametrize("reference", HALVES)
def test_every_role_asks_every_address(full_size, reference):
    if not full_size:
        pytest.skip("at the small size the tests above are it")
    found = asked(reference)
    sys.stdout.write(f"{found.told()}\n")  # `make matrix` shows what was captured
    wrong = found.found
    _assert_none(differing=wrong.differing, leaks=wrong.leaks, missing=wrong.missing)
