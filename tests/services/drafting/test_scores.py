"""How well the drafting rules do on labelled snippets, and that labels and spans hold."""

import re

import pytest

from partnerships import models
from partnerships.choices import Basis, Direction
from tests.services.drafting.scoring import (
    LANGUAGES,
    MEASURED,
    SETS,
    anything,
    score,
    snippets,
    total,
    wrong_spans,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.xdist_group("real names"),
]
ALL = [snippet for name in MEASURED for snippet in snippets(name)]
KINDS = {None, "delegation", "event", "agreement"}
HEADCOUNT = re.compile(rf"\d+ ({'|'.join(Basis.values)})")


@pytest.mark.parametrize("name", SETS)
def test_each_set_holds_fifty_snippets_in_three_languages(name):
    held = snippets(name)

    assert len(held) >= 50
    assert {snippet.language for snippet in held} == set(LANGUAGES)


def test_the_fresh_set_holds_twenty_snippets_in_three_languages():
    assert len(snippets("fresh")) >= 20
    assert {snippet.language for snippet in snippets("fresh")} == set(LANGUAGES)


def test_no_two_snippets_share_a_name_or_a_text():
    assert len({snippet.id for snippet in ALL}) == len(ALL)
    assert len({snippet.text for snippet in ALL}) == len(ALL)


def test_labels_are_of_the_vocabulary():
    for snippet in ALL:
        assert snippet.labels.get("kind") in KINDS, snippet.id
        assert snippet.labels.get("direction") in {None, *Direction.values}, snippet.id
        for label in (*snippet.wanted("headcounts"), *snippet.allowed("headcounts")):
            assert HEADCOUNT.fullmatch(label), snippet.id


def test_labelled_names_and_pledges_stand_in_the_text():
    for snippet in ALL:
        text = re.sub(r"-\n|\s", "", snippet.text)
        for label in (*snippet.wanted("pledges"), *snippet.wanted("people")):
            assert re.sub(r"\s", "", label.split(" | ")[0]) in text, snippet.id


@pytest.mark.usefixtures("real_names")
@pytest.mark.parametrize(
    ("field", "model", "key"),
    [
        ("regions", models.Region, "code"),
        ("sectors", models.Sector, "slug"),
        ("initiatives", models.Initiative, "slug"),
    ],
)
def test_labels_name_what_the_seeds_hold(field, model, key):
    known = set(model.objects.values_list(key, flat=True))

    for snippet in ALL:
        assert {*snippet.wanted(field), *snippet.allowed(field)} <= known, snippet.id


def test_each_span_holds_the_words_it_says(propose):
    for snippet in ALL:
        assert wrong_spans(snippet.text, propose(snippet.text, snippet.published)) == [], snippet.id


def test_a_text_without_facts_proposes_nothing(propose):
    held = [snippet for name in SETS for snippet in snippets(name)]
    without = [snippet for snippet in held if snippet.labels.get("facts") is False]

    assert len(without) >= 10
    for snippet in without:
        assert anything(propose(snippet.text, snippet.published)) == {}, snippet.id


@pytest.mark.parametrize("field", ["regions", "dates", "headcounts"])
@pytest.mark.parametrize("name", SETS)
def test_regions_dates_and_headcounts_are_found_and_rarely_wrong(propose, name, field):
    tally = total(score(name, propose), field)

    assert tally.precision >= 0.95
    assert tally.recall >= 0.85
