"""The form of a pledge: what is beside it."""

import pytest

from partnerships.models import Pledge
from tests.admin.posting import admin_url, post
from tests.factories import PledgeDueChangeFactory, PledgeFactory

pytestmark = pytest.mark.django_db


def page_of(client, pledge) -> str:
    page = client.get(admin_url(Pledge, "change", pledge.pk)).content.decode()
    return " ".join(page.split())


def test_the_changes_of_the_due_date_stand_beside_the_form_and_are_no_boxes(administrator):
    pledge = PledgeFactory(due="2027")
    assert "Changes of the due date" not in page_of(administrator, pledge)
    PledgeDueChangeFactory(pledge=pledge, reason="Made-up rains")

    page = page_of(administrator, pledge)

    assert "From 2026 to 2027" in page
    assert "Made-up rains" in page
    assert "Slip" in page
    assert 'name="due_changes' not in page


def test_who_saves_a_pledge_is_told_so(administrator):
    pledge = PledgeFactory()

    page = post(administrator, admin_url(Pledge, "change", pledge.pk), follow=True, quote="Made up")

    assert f"{pledge.reference}" in page.content.decode()
    assert Pledge.objects.get().quote == "Made up"
