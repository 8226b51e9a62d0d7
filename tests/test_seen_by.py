"""Who sees a record, as pages, lists and forms tell it to those who sign in."""

import pytest

from partnerships.models import Delegation
from tests import factories as make
from tests.admin.posting import admin_url

pytestmark = pytest.mark.django_db


def text_of(client, address) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def shared():
    office = make.OfficeFactory(name="Made-up Division")
    return make.DelegationFactory(for_parties=True, office=office)


def test_a_page_names_the_offices_in_words_beside_a_symbol(administrator, shared):
    badges = administrator.get(shared.get_absolute_url()).context["badges"]

    assert badges[-1] == {"kind": "parties", "text": "Parties: Made-up Division"}
    assert "▣" in text_of(administrator, shared.get_absolute_url())


def test_a_visitor_is_told_nothing_about_who_sees_what(visitor, official):
    record = make.DelegationFactory()

    assert "badge--public" not in text_of(visitor, record.get_absolute_url())
    assert "badge--public" in text_of(official, record.get_absolute_url())


def test_a_line_of_a_list_says_who_sees_what_is_not_open_to_all(administrator, shared):
    make.DelegationFactory()

    page = text_of(administrator, "/delegations/")

    assert page.count("seen-by") == 1
    assert "badge--parties" in page


def test_a_line_of_a_panel_says_who_sees_what_is_not_open_to_all(administrator, official):
    tie = make.PartnershipFactory()
    shared = {"partnerships": [tie], "for_parties": True}
    mission = make.DelegationFactory(partnerships=[tie], visibility="officials")
    make.AttendanceFactory(delegation=mission, person=make.PersonFactory(visibility="officials"))
    make.AgreementFactory(partnership=tie, for_parties=True)
    make.ExchangeProgrammeFactory(**shared)
    make.PledgeFactory(delegation=mission, for_parties=True)
    make.TargetFactory(partnership=tie, for_parties=True)

    page = text_of(administrator, tie.get_absolute_url())

    assert page.count("badge--officials") == 2  # the mission and who went
    assert page.count("badge--parties") == 5  # the agreement stands in two panels
    assert text_of(official, tie.get_absolute_url()).count("badge--parties") == 0


def test_a_line_of_a_panel_says_when_a_record_opens(administrator, visitor, today):
    tie = make.PartnershipFactory()
    make.EventFactory(partnerships=[tie], public_from="2026-12-01")
    make.EventFactory(partnerships=[tie], public_from="2026-10-01")

    page = text_of(administrator, tie.get_absolute_url())

    assert page.count("Public from 1 Dec 2026") == 1
    assert "badge--public" not in text_of(visitor, tie.get_absolute_url())


def test_rows_with_a_level_of_their_own_say_it(administrator, shared):
    make.FigureFactory(record=shared, visibility="office")
    make.FollowUpFactory(record=shared, visibility="officials")

    page = administrator.get(shared.get_absolute_url())

    assert page.context["figures"][0]["level"] == {"kind": "office", "text": "Office"}
    assert page.context["follow_ups"][0]["level"] == {"kind": "officials", "text": "Officials"}
    assert page.content.decode().count("badge--office") == 1


def test_the_admin_says_it_in_its_list_and_above_the_form(administrator, shared):
    make.OfficeMemberFactory(office=shared.office)

    assert "badge--parties" in text_of(administrator, admin_url(Delegation, "changelist"))
    form = text_of(administrator, admin_url(Delegation, "change", shared.pk))
    assert "Parties: Made-up Division" in form
    assert "1 account of these offices" in form
