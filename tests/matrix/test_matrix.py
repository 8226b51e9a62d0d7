"""Role x level x surface: what somebody may not see changes not one byte of any answer.

Every address of the URL configuration is asked by every role, in a world to which records of each
level were added, with a word of its own in each of their texts, and again without them. CI asks a
part, a different one for each role; `make prove` asks all.
"""

import difflib
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from tests.conftest import TODAY
from tests.matrix.canaries import text_of, texts_of
from tests.matrix.surfaces import surfaces
from tests.matrix.world import BY_MODEL, HOUSE, LEVELS, World, sees

#: What is added, step by step, and to whom it all is hidden until then.
STEPS = (
    ((("add", "office"), ("add_rows", "office")), ("officer", "lead", "secretariat", "side")),
    ((("add", "parties"), ("add", "ahead")), ("stranger",)),
    ((("add_rows", "parties"),), ("official",)),
    ((("add", "officials"), ("add_rows", "officials")), ("visitor",)),
    ((("add", "public"), ("add_rows", "public")), ()),
)
TOKENS = re.compile(
    r'(name="csrfmiddlewaretoken" value="|X-CSRFToken&quot;: &quot;|nonce-|nonce="|value="opened:)'
    r"[\w+/=:-]+"
)
MOST_TOLD = 20


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.xdist_group("matrix"),  # the world is made once
]


class Reader(Client):
    """Asks for addresses and keeps what was answered, without the tokens of the moment."""

    def ask(self, address: str) -> str:
        path, _mark, query = address.partition("?")
        environ = self._base_environ(PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD="GET")
        text = text_of(self.handler(environ))
        assert not text.startswith("5"), f"{address}: {text[:200]}"
        return TOKENS.sub(r"\1", text)


@dataclass
class Outcome:
    """`differing`, `leaks` and `missing` have a line for each answer that is wrong."""

    differing: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    roles: set = field(default_factory=set)


class Matrix:
    """Asks; `is_whole` says whether everything or the part of CI."""

    def __init__(self, world: World, is_whole: bool):
        self.world, self.is_whole = world, is_whole
        self.found = Outcome()
        self.readers = {role: _reader(user) for role, user in world.users.items()}
        self.kept: dict[tuple[str, str], str] = {}

    def build_and_ask(self):
        for number, (added, blind) in enumerate(STEPS):
            for what, level in added:
                getattr(self.world, what)(level)
            self._ask_blind(number, blind)

    def _ask_blind(self, number, roles):
        """Ask in the names of those to whom all that was added is hidden; in part, by turns."""
        asked = enumerate(surface for surface in surfaces() if not surface.tells_of_hidden)
        for place, surface in asked:
            turn, step = divmod(place, len(STEPS[:-1]))
            mine = [roles[turn % len(roles)]] if roles and step == number else []
            for role in roles if self.is_whole else mine:
                for address in self._chosen(surface, place):
                    self.kept[role, address] = self.readers[role].ask(address)

    def _chosen(self, surface, place) -> list[str]:
        """All addresses of a surface, or one: a public record's or the page of a hidden one."""
        found = surface.addresses(self.world)
        return found if self.is_whole else found[:1] if place % 2 else found[-1:]

    def ask_all(self):
        """What each role is told where the records of all levels stand."""
        everybody = list(self.world.users)
        for place, surface in enumerate(surfaces()):
            others = everybody if self.is_whole else [everybody[place % len(everybody)]]
            for address in surface.addresses(self.world)[: None if self.is_whole else 1]:
                whole = self._told("administrator", address)
                for role in set(others) - {"administrator"}:
                    self._weigh(surface, role, address, whole)

    def _told(self, role, address) -> set:
        self.found.asked[role] += 1
        answered = self.world.canaries.found_in(self.readers[role].ask(address))
        return answered - self.world.canaries.found_in(address)

    def _weigh(self, surface, role, address, whole):
        told = self._told(role, address)
        leaks = {canary for canary in told if not sees(role, canary)}
        self.found.leaks += [f"{role} {address}: {canary}" for canary in leaks]
        if surface.is_exact and told:
            missing = {canary for canary in whole if sees(role, canary)} - told
            self.found.missing += [f"{role} {address}: {canary}" for canary in missing]

    def ask_again(self):
        """Without what was added, every answer is the same to the byte."""
        for (role, address), before in self.kept.items():
            self.found.asked[role] += 1
            now = self.readers[role].ask(address)
            if now != before:
                lines = difflib.unified_diff(now.split("\n"), before.split("\n"), n=0, lineterm="")
                self.found.differing.append(f"{role} {address}\n" + "\n".join(list(lines)[:12]))

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


def asked(is_whole: bool) -> Matrix:
    """The matrix after all was asked, in a world that is taken back."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("config.middleware.current_date", lambda: TODAY)
        made = Matrix(World(), is_whole)
        before = transaction.savepoint()
        made.build_and_ask()
        made.ask_all()
        transaction.savepoint_rollback(before)
        ContentType.objects.clear_cache()
        made.ask_again()
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield asked(is_whole=False)


def test_every_address_is_classified():
    assert surfaces()


def _assert_none(lines: list[str]) -> None:
    assert not lines, f"{len(lines)}, such as\n" + "\n".join(lines[:MOST_TOLD])


def test_what_is_hidden_changes_no_byte_of_an_answer(matrix):
    _assert_none(matrix.found.differing)


def test_no_word_of_a_hidden_text_stands_anywhere(matrix):
    _assert_none(matrix.found.leaks)


def test_what_is_open_is_told(matrix):
    _assert_none(matrix.found.missing)


def test_every_model_with_texts_is_in_the_world_or_is_the_house_s_own(matrix):
    names = {model.__name__: model for model in BY_MODEL if model.__name__ not in HOUSE}
    planted = {model.__name__ for model, _level in matrix.world.planted}
    assert {name for name, model in names.items() if texts_of(model)} - planted == set()


def test_the_matrix_is_as_wide_as_it_says(matrix, capsys):
    with capsys.disabled():
        sys.stdout.write(f"\n{matrix.told()}\n")
    assert len(matrix.found.asked) >= 8
    assert matrix.cells > 2000


@pytest.mark.prove
def test_every_role_asks_every_address(full_size, capsys):
    if not full_size:
        pytest.skip("at the small size the tests above are it")
    found = asked(is_whole=True)
    with capsys.disabled():
        sys.stdout.write(f"\n{found.told()}\n")
    for lines in (found.found.differing, found.found.leaks, found.found.missing):
        _assert_none(lines)
