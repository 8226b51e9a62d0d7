"""Look-alikes beside the admin's forms: told while typing, asked before a save."""

import pytest

from partnerships import models
from partnerships.choices import DelegationStatus, Direction, PartyRole
from partnerships.models import Delegation, Person, Source
from tests import factories
from tests.admin.posting import admin_url, errors_of, post

pytestmark = pytest.mark.django_db

ADD = admin_url(Delegation, "add")
ASK = admin_url(Delegation, "look_alikes")


@pytest.fixture
def pair():
    return factories.StateGovernmentFactory(), factories.PrefectureGovernmentFactory()


@pytest.fixture
def known(pair):
    state, prefecture = pair
    return factories.DelegationFactory(
        title="Known visit", start="2025-07-28", lead=state, host=prefecture
    )


def boxes(pair, **changed):
    """What somebody writes who logs the known visit once more."""
    return {
        "title": "Quite other words",
        "direction": Direction.INDIA_TO_JAPAN,
        "status": DelegationStatus.COMPLETED,
        "start": "2025-07",
        "parties-0-organisation": pair[0].pk,
        "parties-0-role": PartyRole.LEAD,
        "parties-1-organisation": pair[1].pk,
        "parties-1-role": PartyRole.HOST,
        **changed,
    }


def test_a_new_record_that_looks_like_another_is_asked_about(administrator, known, pair):
    response = post(administrator, ADD, **boxes(pair))
    assert Delegation.objects.count() == 1
    assert "looks like what is recorded already" in errors_of(response)["__all__"][0]
    page = response.content.decode()
    assert f'href="{admin_url(Delegation, "change", known.pk)}"' in page
    assert "The dates overlap (28 Jul 2025), and both name" in page
    assert "Quite other words" in page
    assert str(pair[1]) in page


def test_this_is_another_one_lets_it_be_saved(administrator, known, pair):
    post(administrator, ADD, **boxes(pair), another_one=known.key)
    assert Delegation.objects.count() == 2


def test_the_answer_does_not_hold_for_one_recorded_meanwhile(administrator, known, pair):
    state, prefecture = pair
    factories.DelegationFactory(start="2025-07-29", lead=state, host=prefecture)
    post(administrator, ADD, **boxes(pair), another_one=known.key)
    assert Delegation.objects.count() == 2


def test_a_weak_look_alike_does_not_hold_up_the_save(administrator, known, pair):
    post(administrator, ADD, **boxes(pair, title="Known visit", start="2023-07"))
    assert Delegation.objects.count() == 2


def test_a_changed_record_is_saved_without_being_asked(administrator, known, pair):
    factories.DelegationFactory(title="Known visit", start="2025-07-28")
    post(administrator, admin_url(Delegation, "change", known.pk), purpose="To look around")
    assert Delegation.objects.get(pk=known.pk).purpose == "To look around"


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Person, {"name": "Real Nobody"}),
        (Source, {"title": "Other words", "url": "http://news.example/x/", "level": "press"}),
        (models.Organisation, {"name": "MADE UP BODY", "kind": "other"}),
        (models.Event, {"title": "Made-up forum", "kind": "forum"}),
        (models.Agreement, {"title": "Made-up memorandum", "kind": "mou"}),
    ],
)
def test_each_kind_is_asked_about(administrator, model, values):
    factories.PersonFactory(name="Nobody Real")
    factories.SourceFactory(url="https://www.news.example/x")
    factories.OrganisationFactory(name="Made-up Body")
    factories.EventFactory(title="Made-up forum")
    factories.AgreementFactory(title="Made-up memorandum")
    page = administrator.post(admin_url(model, "look_alikes"), values).content.decode()
    assert "1 record looks like this one" in " ".join(page.split())
    assert "This is another one" in page


def test_while_typing_an_unfinished_form_is_enough(administrator, known, pair):
    typed = {
        "start": "2025-07",
        "end": "2025-0",
        "parties-TOTAL_FORMS": "3",
        "parties-0-organisation": pair[0].pk,
        "parties-1-organisation": pair[1].pk,
        "parties-2-organisation": "x",
    }
    assert known.title in administrator.post(ASK, typed).content.decode()
    typed["parties-1-DELETE"] = "on"
    assert administrator.post(ASK, typed).content.decode().strip() == ""


def test_a_stored_record_is_not_told_of_itself_and_asks_no_answer(administrator, known):
    other = factories.DelegationFactory(title="Known visit")
    asked = administrator.post(f"{ASK}?record={known.pk}", {"title": "Known visit"})
    page = asked.content.decode()
    assert other.reference in page
    assert known.reference not in page
    assert "another_one" not in page


@pytest.mark.parametrize("character", ["official", "staff", "visitor"])
def test_only_those_who_may_save_are_told(character, request, known):
    client = request.getfixturevalue(character)
    asked = client.post(ASK, {"title": "Known visit"})
    assert asked.status_code in (302, 403)
    assert known.reference not in asked.content.decode()


def test_a_record_that_is_not_there_and_another_method_are_refused(administrator):
    assert administrator.post(f"{ASK}?record=99", {"title": "x"}).status_code == 404
    assert administrator.post(f"{ASK}?record=x", {"title": "x"}).status_code == 404
    assert administrator.get(ASK).status_code == 405
    assert administrator.post(admin_url(models.Target, "look_alikes"), {}).status_code == 404


def test_hostile_boxes_are_answered(administrator):
    hostile = {
        "title": "a" * 5000,
        "parties-TOTAL_FORMS": "9" * 30,
        "parties-0-organisation": "9" * 30,
        "parties-²-organisation": "1",
        "region": "１",
        "start": "0001-01-01",
        "attendances-TOTAL_FORMS": "1",
        "attendances-0-leads": "on",
        "attendances-0-name": "\x00'",
    }
    assert administrator.post(ASK, hostile).status_code == 200
