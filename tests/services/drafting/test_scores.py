"""How well the drafting rules do on labelled snippets, and that labels and spans hold."""

import re

import pytest

from partnerships.choices import Basis, Direction
from tests.services.drafting.scoring import SETS, anything, snippets, wrong_spans

pytestmark = pytest.mark.django_db
ALL = [snippet for name in SETS for snippet in snippets(name)]
KINDS = {None, "delegation", "event", "agreement"}


@pytest.mark.parametrize("name", SETS)
def test_each_set_holds_fifty_snippets_in_three_languages(name):
    held = snippets(name)

    assert len(held) >= 50
    assert {snippet.language for snippet in held} == {"en", "ja", "hi"}


def test_no_two_snippets_share_a_name_or_a_text():
    assert len({snippet.id for snippet in ALL}) == len(ALL)
    assert len({snippet.text for snippet in ALL}) == len(ALL)


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.id)
def test_labels_are_of_the_vocabulary(snippet):
    labels = snippet.labels

    assert labels.get("kind") in KINDS
    assert labels.get("direction") in {None, *Direction.values}
    for label in (*snippet.wanted("headcounts"), *snippet.allowed("headcounts")):
        assert re.fullmatch(rf"\d+ ({'|'.join(Basis.values)})", label)
    for label in (*snippet.wanted("pledges"), *snippet.wanted("people")):
        words = re.sub(r"\s", "", label.split(" | ")[0])
        assert words in re.sub(r"-\n|\s", "", snippet.text)


@pytest.mark.usefixtures("real_records")
@pytest.mark.parametrize(
    ("field", "model", "key"),
    [
        ("regions", "Region", "code"),
        ("sectors", "Sector", "slug"),
        ("initiatives", "Initiative", "slug"),
    ],
)
def test_labels_name_what_the_seeds_hold(field, model, key):
    from partnerships import models

    known = set(getattr(models, model).objects.values_list(key, flat=True))

    for snippet in ALL:
        assert {*snippet.wanted(field), *snippet.allowed(field)} <= known, snippet.id


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.id)
def test_each_span_holds_the_words_it_says(propose, snippet):
    assert wrong_spans(snippet.text, propose(snippet.text, snippet.published)) == []


@pytest.mark.parametrize(
    "snippet", [one for one in ALL if one.labels.get("facts") is False], ids=lambda one: one.id
)
def test_a_text_without_facts_proposes_nothing(propose, snippet):
    assert anything(propose(snippet.text, snippet.published)) == {}
