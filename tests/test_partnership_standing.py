"""How a partnership stands, on its page: light, standing, confirmation, visits each way."""

import pytest
from django.urls import reverse

from partnerships.models import Partnership
from partnerships.services.history import last_change
from tests.conftest import TODAY
from tests.factories import CitationFactory, DelegationFactory, PartnershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def tie():
    return PartnershipFactory()


def confirm(client, tie, version=1):
    address = reverse("admin:partnerships_partnership_confirm", args=[tie.pk])
    return client.post(address, {"seen_version": f"{tie.pk}.{version}"}, follow=True)


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_the_page_prints_the_light_its_rule_when_it_turns_and_the_last_contact(visitor, tie):
    visit = DelegationFactory(completed=True, start="2026-03", partnerships=[tie])

    page = visitor.get(tie.get_absolute_url())

    light = page.context["light"]
    assert light["badge"] == {"kind": "active", "text": "Active"}
    assert light["text"] == "Last contact recorded: Mar 2026; from public sources only."
    assert light["turns"] == "Without another contact it counts as cooling from 1 Apr 2027."
    assert light["last"] == {"text": visit.reference, "url": visit.get_absolute_url()}
    assert "Active: the last recorded contact lies within 12 months." in page.content.decode()


def test_a_tie_not_in_force_shows_its_standing_with_its_sources_for_a_light(visitor):
    tie = PartnershipFactory(standing="paused", standing_remark="Paused by a made-up letter.")
    CitationFactory(record=tie, field="standing")
    DelegationFactory(completed=True, start="2026-03", partnerships=[tie])

    light = visitor.get(tie.get_absolute_url()).context["light"]

    assert light["badge"] == {"kind": "paused", "text": "Paused"}
    assert (light["text"], light["marks"]) == ("Paused by a made-up letter.", [1])


def test_an_official_confirms_what_stands_and_the_page_says_who_to_colleagues(
    visitor, official, administrator, tie
):
    page = confirm(administrator, tie)

    assert told(page) == ["Confirmed as of today."]
    stored = Partnership.objects.get(pk=tie.pk)
    assert (stored.checked_on, stored.version) == (TODAY, 2)
    assert last_change(stored).comment == "Confirmed as it stands here"
    assert "by administrator" in official.get(tie.get_absolute_url()).content.decode()
    seen = visitor.get(tie.get_absolute_url())
    assert "by administrator" not in seen.content.decode()
    assert "from public sources only" not in seen.context["light"]["text"]


def test_who_confirmed_is_not_said_to_whom_that_save_was_hidden(official, administrator, tie):
    tie.visibility = "office"
    tie.save()
    confirm(administrator, tie)
    Partnership.objects.update(visibility="public")

    assert "by administrator" not in official.get(tie.get_absolute_url()).content.decode()
    assert "by administrator" in administrator.get(tie.get_absolute_url()).content.decode()


@pytest.mark.parametrize("version", ["1", ""])
def test_a_stale_confirmation_is_refused(administrator, tie, version):
    confirm(administrator, tie)
    Partnership.objects.filter(pk=tie.pk).update(checked_on=None)

    page = confirm(administrator, tie, version)

    assert "changed this record" in told(page)[0]
    assert Partnership.objects.get(pk=tie.pk).checked_on is None


def test_who_may_not_edit_is_neither_offered_nor_allowed_to_confirm(visitor, staff, tie):
    for client in (visitor, staff):
        assert client.get(tie.get_absolute_url()).context["confirm"] is None
    hidden = PartnershipFactory(for_office=True)

    assert confirm(staff, tie).status_code == 403
    assert confirm(staff, hidden).status_code == 404
    assert confirm(visitor, tie).redirect_chain
    assert not Partnership.objects.exclude(checked_on=None).exists()


def test_reading_the_address_confirms_nothing(administrator, tie):
    address = reverse("admin:partnerships_partnership_confirm", args=[tie.pk])

    assert administrator.get(address).status_code == 405


def test_the_page_shows_the_last_visit_each_way_and_whose_turn_it_is(visitor, tie):
    to_india = DelegationFactory(completed=True, start="2025-01-20", partnerships=[tie])
    DelegationFactory(completed=True, start="2024", partnerships=[tie])
    DelegationFactory(start="2027", partnerships=[tie])

    found = visitor.get(tie.get_absolute_url()).context["reciprocity"]

    assert [way["visit"] and way["visit"]["url"] for way in found["ways"]] == [
        None,
        to_india.get_absolute_url(),
    ]
    assert found["owing"] == "The next visit is India’s to make, as recorded here."
    assert found["counts"] == "0 missions to Japan, 2 missions to India, as recorded here."
