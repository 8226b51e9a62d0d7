"""The methods page speaks with the numbers that the rules go by."""

import pytest

from partnerships.choices import PartyRole
from partnerships.metrics import endings, lights, three_and_three
from partnerships.metrics.quality import posts
from partnerships.quantities import Quantity
from tests.factories import PartnershipFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("today")]


def text_of(client, address="/methods/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_changed_rule_changes_its_words(visitor, monkeypatch):
    before = text_of(visitor)
    assert "within 12 months" in before
    assert "180, 90, 30, 0 days before" in before
    assert "nothing shows it for 24 months" in before

    monkeypatch.setattr(lights, "COOLS_AFTER", 7)
    monkeypatch.setattr(endings, "BANDS", (60, 5))
    monkeypatch.setattr("partnerships.metrics.quality.words.STALE_AFTER", posts.STALE_AFTER + 1)

    after = text_of(visitor)
    assert "within 7 months" in after
    assert "60, 5 days before" in after
    assert "nothing shows it for 25 months" in after


def test_three_and_three_is_told_by_its_rule_and_by_the_aims_on_record(visitor, monkeypatch):
    TargetFactory(
        reference="TGT-2025-0009", title="Made-up prefectures", value=Quantity(4), unit="a year"
    )
    before = text_of(visitor)
    assert "as lead or sender of a delegation, or as participant where" in before
    assert ">Made-up prefectures</a> (4 a year)" in before

    monkeypatch.setattr(three_and_three, "SENDING", (PartyRole.OBSERVER,))

    assert "as observer of a delegation" in text_of(visitor)
    assert "as observer of a delegation" in text_of(visitor, "/")


def test_the_page_asks_for_the_aims_alone_and_says_how_to_cite_the_register(
    visitor, django_assert_num_queries
):
    with django_assert_num_queries(1):
        text = text_of(visitor)

    assert "Setuhashi, as of 2 Nov 2026. http://testserver/" in text
    assert "not therefore absent in the world" in text


def test_lights_and_every_foot_lead_to_the_page(visitor):
    tie = PartnershipFactory(standing="in_force")

    text = text_of(visitor, tie.get_absolute_url())

    assert 'href="/methods/#lights"' in text
    assert '<a href="/methods/">How this is counted</a>' in text
