"""The list of pledges by its own filters, and pledges on pages of other records."""

import pytest

from tests import factories as make
from tests.filtered import found

pytestmark = pytest.mark.django_db


def test_the_state_is_asked_as_status_because_state_names_a_region(visitor):
    region = make.StateFactory()
    party = make.StateGovernmentFactory(region=region)
    kept = make.PledgeFactory(kept=True, made_to=party)
    open_one = make.PledgeFactory(made_by=party)
    make.PledgeFactory(kept=True)

    assert found(visitor, f"/pledges/?state={region.code}") == {kept.reference, open_one.reference}
    assert found(visitor, f"/pledges/?state={region.code}&status=kept") == {kept.reference}


def test_who_promised_and_to_whom_are_asked_apart(visitor):
    region = make.PrefectureFactory()
    by = make.PledgeFactory(made_by=make.OrganisationFactory(region=region))
    to = make.PledgeFactory(made_to=make.PrefectureGovernmentFactory(region=region))

    assert found(visitor, f"/pledges/?made_by={region.code}") == {by.reference}
    assert found(visitor, f"/pledges/?made_to={region.code}") == {to.reference}
    assert found(visitor, f"/pledges/?prefecture={region.code}") == {by.reference, to.reference}


def test_overdue_ones_are_found_by_the_date_of_the_page(visitor, today):
    over = make.PledgeFactory(due="2026-10")
    others = [make.PledgeFactory(due="2026-11"), make.PledgeFactory(due="2026-10", kept=True)]

    assert found(visitor, "/pledges/?overdue=yes") == {over.reference}
    assert found(visitor, "/pledges/?overdue=no") == {one.reference for one in others}


def test_the_period_is_that_of_the_due_date(visitor):
    due = make.PledgeFactory(due="2027-03", made="2026")
    make.PledgeFactory(due="2028")
    make.PledgeFactory(made="2027")

    assert found(visitor, "/pledges/?from=2027&to=2027") == {due.reference}
    assert found(visitor, "/pledges/?year=FY2026") == {due.reference}
    page = visitor.get("/pledges/?year=2027")
    assert "1 pledge without a due date is left out." in page.content.decode()


def test_an_office_is_named_as_it_is_and_a_hidden_pledge_offers_none(visitor):
    office, other = make.OfficeFactory(), make.OfficeFactory()
    pledge = make.PledgeFactory(responsible_office=office)
    make.PledgeFactory(responsible_office=other, for_office=True)

    choices = visitor.get("/pledges/").context["filter"].form.fields["office"].choices

    assert choices == [(office.name, office.name)]
    assert found(visitor, f"/pledges/?office={office.name}") == {pledge.reference}


@pytest.mark.parametrize("place", ["delegation", "event", "agreement"])
def test_a_pledge_counts_for_what_the_record_it_was_made_in_counts_for(visitor, place):
    tie, scheme, sector = (
        make.PartnershipFactory(),
        make.InitiativeFactory(),
        make.SectorFactory(),
    )
    ties = {"partnership": tie} if place == "agreement" else {"partnerships": [tie]}
    factory = getattr(make, f"{place.capitalize()}Factory")
    record = factory(initiatives=[scheme], sectors=[sector], **ties)
    pledge = make.PledgeFactory(**{place: record})
    make.PledgeFactory(**{place: factory()})

    for query in (
        f"partnership={tie.slug}",
        f"initiative={scheme.slug}",
        f"sector={sector.slug}",
        f"partnership={tie.slug}&match=all",
    ):
        assert found(visitor, f"/pledges/?{query}") == {pledge.reference}
    for page in (record, tie, scheme):
        assert pledge.text in visitor.get(page.get_absolute_url()).content.decode()


def test_the_pages_of_a_party_and_its_region_list_what_it_promised_and_was_promised(visitor):
    party = make.StateGovernmentFactory()
    by, to = make.PledgeFactory(made_by=party), make.PledgeFactory(made_to=party)
    hidden = make.PledgeFactory(made_by=party, text="Made-up secret promise", officials=True)
    make.PledgeFactory(text="Made-up promise of others")

    for page in (party, party.region):
        body = visitor.get(page.get_absolute_url()).content.decode()
        assert by.text in body
        assert to.text in body
        assert hidden.text not in body
        assert "Made-up promise of others" not in body


def test_a_page_tells_who_reviewed_and_moved_it_to_those_who_sign_in(visitor, official):
    user = make.UserFactory(username="made-up-reviewer")
    pledge = make.PledgeFactory()
    make.PledgeReviewFactory(pledge=pledge, by=user, remark="Made-up look")
    make.PledgeDueChangeFactory(pledge=pledge, by=user, reason="Made-up rains")

    pages = [
        client.get(pledge.get_absolute_url()).content.decode() for client in (visitor, official)
    ]

    for page in pages:
        assert "Made-up look" in page
        assert "Made-up rains" in page
        assert "Slip" in page
        assert "moved later 1 time" in page
    assert ["made-up-reviewer" in page for page in pages] == [False, True]


def test_a_hidden_party_reads_as_absent_in_the_list_and_on_other_pages(visitor, official):
    visit = make.DelegationFactory()
    hidden = make.OrganisationFactory(name="Made-up secret body", officials=True)
    pledge = make.PledgeFactory(delegation=visit, made_by=hidden)

    for address in ("/pledges/", pledge.get_absolute_url(), visit.get_absolute_url()):
        assert "Made-up secret body" not in visitor.get(address).content.decode()
        assert "Made-up secret body" in official.get(address).content.decode()


def test_a_row_of_the_file_holds_the_latest_review(visitor):
    pledge = make.PledgeFactory()
    make.PledgeReviewFactory(pledge=pledge, day="2026-01-01", remark="Earlier")
    make.PledgeReviewFactory(pledge=pledge, day="2026-02-01", remark="Later", found="under_way")

    rows = visitor.get("/pledges/?_export=json")
    text = b"".join(rows.streaming_content).decode()

    assert '"last_review_on": "2026-02-01"' in text
    assert '"last_review_found": "under_way"' in text
    assert "Earlier" not in text
