"""Reviewing the pledges of an office, one after another."""

import pytest
from django.urls import reverse

from partnerships.models import Pledge
from tests.admin.posting import queries_of
from tests.factories import OfficeFactory, PledgeFactory, PledgeReviewFactory

pytestmark = pytest.mark.django_db


def address(office=0) -> str:
    return reverse("admin:partnerships_pledge_review", args=[getattr(office, "pk", office)])


def review(client, office, pledge, found, words="", version=None):
    posted = {"pledge": pledge.reference, "found": found, "words": words}
    posted["expected_version"] = version or Pledge.objects.get(pk=pledge.pk).version
    return client.post(address(office), posted)


def test_the_offices_with_open_pledges_are_offered_with_their_numbers(administrator):
    office = OfficeFactory()
    PledgeFactory.create_batch(2, responsible_office=office)
    PledgeFactory(responsible_office=office, kept=True)
    PledgeFactory()

    page = administrator.get(reverse("admin:partnerships_pledge_review_offices"))

    assert [(line["name"], line["number"]) for line in page.context["offices"]] == [
        (str(office), 2),
        ("Without an office", 1),
    ]


def test_the_walk_goes_by_due_date_and_passes_those_looked_at_today(administrator, today):
    office = OfficeFactory()
    later = PledgeFactory(responsible_office=office, due="2027")
    sooner = PledgeFactory(responsible_office=office, due="2026-12")
    PledgeFactory(responsible_office=office, due="2026-01", kept=True)
    PledgeReviewFactory(pledge=later, day="2026-11-01")
    assert administrator.get(address(office)).context["pledge"] == sooner

    review(administrator, office, sooner, "under_way")

    page = administrator.get(address(office))
    assert page.context["pledge"] == later
    assert (page.context["done"], page.context["total"]) == (1, 2)
    review(administrator, office, later, "kept", "Made-up opening")
    assert "looked at today" in administrator.get(address(office)).content.decode()
    assert administrator.get(address(office)).context["pledge"] is None


def test_one_that_is_passed_over_comes_again(administrator):
    first = PledgeFactory(due="2026")
    PledgeFactory(due="2027")

    second = administrator.get(f"{address()}?skip=1").context["pledge"]
    over = administrator.get(f"{address()}?skip=2")

    assert second != first
    assert over.context["pledge"] is None
    assert address() in over.content.decode()


def test_kept_without_evidence_comes_back_with_the_choice_and_the_reason(administrator):
    pledge = PledgeFactory()

    page = review(administrator, 0, pledge, "kept")

    assert page.context["form"].errors == {"words": ["Say what shows that it was kept."]}
    assert page.context["pledge"] == pledge
    assert [one["value"] for one in page.context["findings"] if one["chosen"]] == ["kept"]
    assert not pledge.reviews.exists()


def test_a_stale_review_is_told_and_changes_nothing(administrator):
    pledge = PledgeFactory()
    review(administrator, 0, pledge, "no_news")

    page = review(administrator, 0, pledge, "under_way", version=1)

    assert "changed this record" in str(page.context["form"].non_field_errors())
    pledge.refresh_from_db()
    assert pledge.state == "open"


def test_the_last_review_is_taken_back(administrator):
    pledge = PledgeFactory()
    review(administrator, 0, pledge, "no_news")
    review(administrator, 0, pledge, "under_way")
    undo = administrator.get(address()).context["undo"]

    assert administrator.get(undo["url"]).status_code == 405
    administrator.post(undo["url"])

    pledge.refresh_from_db()
    assert (pledge.state, pledge.reviews.count()) == ("open", 1)
    assert administrator.get(address()).context["undo"] is None


def test_who_may_not_edit_reviews_nothing(staff):
    pledge = PledgeFactory()

    assert staff.get(address()).context["pledge"] is None
    assert review(staff, 0, pledge, "under_way").status_code == 404
    assert not pledge.reviews.exists()


@pytest.mark.any_database
def test_a_page_asks_as_often_for_fifty_pledges_as_for_one(administrator):
    PledgeFactory()
    asked = queries_of(administrator, address())
    PledgeFactory.create_batch(50)

    assert queries_of(administrator, address()) == asked
