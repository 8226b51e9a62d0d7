"""No request makes the site fail or think long: every address, whoever sends it whatever."""

import random
import time
import traceback

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from partnerships.admin import row_limits
from partnerships.choices import OfficeRole
from tests.admin.posting import held
from tests.admin.test_officers import officer_of
from tests.factories import OfficeFactory, StateFactory, UserFactory
from tests.hostile.addresses import World, autocompletes, patterns
from tests.hostile.inline import inline_parts
from tests.hostile.probes import BIG, COUNTS, PROBES, VALUES

#: Seconds of the processor that an answer may take; on its own an answer takes no longer.
LONGEST = 5
IN_CI = 250


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    """The world with its characters, kept for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        office = OfficeFactory(regions=[StateFactory()])
        officer = officer_of(office, OfficeRole.LEAD)
        world = World(office)
        official, administrator = Client(), Client()
        official.force_login(UserFactory())
        administrator.force_login(UserFactory(is_staff=True, is_superuser=True))
        clients = {
            "visitor": Client(),
            "official": official,
            "officer": officer,
            "administrator": administrator,
        }
        for client in clients.values():
            client.raise_request_exception = False
        yield world, clients
        transaction.set_rollback(True)


@pytest.fixture
def faults():
    """What went wrong inside of requests, as it is raised."""
    seen = []

    def note(sender, **kwargs):
        seen.append(traceback.format_exc(limit=-3))

    got_request_exception.connect(note)
    yield seen
    got_request_exception.disconnect(note)


def addresses(world) -> list[str]:
    found = [world.address(pattern) for pattern in patterns()]
    strange = [bad for pattern in patterns() for bad in world.hostile_addresses(pattern)]
    return list(dict.fromkeys([*found, *strange, *autocompletes()]))


def tell(faults, who, what, address, send) -> str:
    """What is wrong with the answer, "" for nothing; what it wrote is taken back."""
    client, spent = who[1], time.process_time()
    cookies = client.cookies.copy()
    faults.clear()
    with transaction.atomic():
        answer = send(client)
        if answer.streaming and answer.status_code < 500:
            answer.getvalue()
        for close in answer._resource_closers:
            close()
        transaction.set_rollback(True)
    client.cookies = cookies
    spent = time.process_time() - spent
    if answer.get("Content-Type", "").startswith("text/html"):
        packed = answer.get("Content-Encoding") == "gzip"
        faults += inline_parts("" if packed else answer.content.decode())
    if answer.status_code >= 500 or faults or spent > LONGEST:
        told = f"{answer.status_code} after {spent:.1f} s: {who[0]}, {what}, {address[:200]}"
        return "\n".join([told, *faults])
    return ""


def test_inline_parts_of_a_page_are_found():
    page = "<style>a{}</style><script>1</script><b style=x onclick=y><a href=' JavaScript:1'>"
    page += '<script src="/a.js"></script><script type="application/json">{}</script>'
    page += '<input value="javascript:1"><button formaction="java&#10;script:1">'

    found = ["<style>", "<script>", "<b style>", "<b onclick>", "<a href>", "<button formaction>"]
    assert inline_parts(page) == found


def every_request(place):
    """(character, probe, address) of all there are, in a steady order."""
    world, clients = place
    for address in addresses(world):
        for who in clients.items():
            for probe in PROBES:
                yield who, probe, address


def failing(place, requests, faults) -> list[str]:
    told = (
        tell(faults, who, probe.name, address, lambda client, p=probe, a=address: p.send(client, a))
        for who, probe, address in requests
    )
    return [text for text in told if text]


@pytest.mark.any_database
@pytest.mark.django_db
def test_a_sample_of_hostile_requests_is_answered(place, faults):
    everything = list(every_request(place))
    chosen = random.Random(20_261_102).sample(everything, IN_CI)

    assert failing(place, chosen, faults) == []


@pytest.mark.any_database
@pytest.mark.django_db
def test_each_address_answers_without_anything_inline(place, faults, full_size):
    world, clients = place
    plain = next(probe for probe in PROBES if probe.name == "plain")
    everybody = list(clients.items())
    found = list(dict.fromkeys(world.address(pattern) for pattern in patterns()))
    asked = [
        (everybody[-1] if address.startswith("/admin/") else everybody[number % 2], plain, address)
        for number, address in enumerate(found if full_size else found[::3])
    ]

    assert failing(place, asked, faults) == []


@pytest.mark.prove
@pytest.mark.django_db
def test_twenty_thousand_hostile_requests_are_answered(place, faults, full_size):
    everything = list(every_request(place))
    chosen = random.Random(20_261_103).sample(everything, 20_000 if full_size else 100)

    assert failing(place, chosen, faults) == []


def forms(place) -> list[tuple[str, dict]]:
    """(address, values as shown) of each form of the admin that adds or changes a record."""
    world, clients = place
    found = []
    for pattern in patterns():
        if pattern.name.startswith("admin:") and pattern.name.endswith(("_add", "_change")):
            drawn = clients["administrator"].get(world.address(pattern))
            if drawn.status_code == 200 and "adminform" in (drawn.context or {}):
                found.append((world.address(pattern), held(drawn)))
    return found


def _some_spoilt(fields: dict, chance: random.Random) -> dict:
    names = chance.sample(sorted(fields), min(len(fields), 12))
    return {**fields, **{name: chance.choice(VALUES) for name in names}}


def _kinds(fields: dict) -> list[str]:
    return [n.removesuffix("-TOTAL_FORMS") for n in fields if n.endswith("-TOTAL_FORMS")]


def _counts_spoilt(fields: dict, chance: random.Random) -> dict:
    """The counts of some kinds of rows left out, below nothing, no numbers and huge."""
    spoilt = dict(fields)
    for name in [f"{kind}-{count}" for kind in _kinds(fields) for count in COUNTS]:
        value = chance.choice([None, "-1", "-500", "x", "1e3", "٣", "500", BIG, spoilt.get(name)])
        spoilt.pop(name, None)
        spoilt |= {} if value is None else {name: value}
    return spoilt


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [_some_spoilt, _counts_spoilt])
def test_spoilt_forms_are_answered(place, faults, full_size, spoil):
    chance, who = random.Random(20_261_102), ("administrator", place[1]["administrator"])
    found = forms(place) if full_size else forms(place)[::4]
    told = []
    for address, fields in found * (12 if full_size else 1):
        sent = spoil(fields, chance)
        told.append(
            tell(faults, who, repr(sent), address, lambda c, a=address, s=sent: c.post(a, s))
        )

    assert [text for text in told if text] == []


def _many_rows(fields: dict) -> dict:
    """As many rows of each kind as somebody cares to claim, with something in the last."""
    kinds = _kinds(fields)
    claimed = {f"{kind}-{n}": "500" for kind in kinds for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {**fields, **claimed, **{f"{kind}-499-remark": "Made up" for kind in kinds}}


@pytest.mark.any_database
@pytest.mark.django_db
def test_no_form_draws_more_rows_than_stand_and_may_be_added(place, monkeypatch, full_size):
    monkeypatch.setattr(row_limits, "MOST_NEW_ROWS", 7)
    client = place[1]["administrator"]
    found = [(address, fields) for address, fields in forms(place) if _kinds(fields)]
    for address, fields in found if full_size else found[::4]:
        answer = client.post(address, _many_rows(fields))
        formsets = [rows.formset for rows in answer.context["inline_admin_formsets"]]
        new = [len(formset.forms) - len(formset.get_queryset()) for formset in formsets]

        assert sum(new) <= 7, address
        assert any(formset.non_form_errors() for formset in formsets)
