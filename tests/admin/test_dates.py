"""The boxes of dates say what they understood."""

import pytest

from partnerships.models import Delegation
from tests.admin.posting import admin_url, post
from tests.factories import DelegationFactory, StateGovernmentFactory

pytestmark = pytest.mark.any_database
READER = "/admin/read-date/"


@pytest.mark.parametrize(
    ("asked", "understood", "words"),
    [
        ({"text": "Dec 2024"}, True, "Dec 2024: 1 to 31 Dec 2024"),
        ({"text": ""}, True, ""),
        ({}, True, ""),
        ({"text": "2025-02-30"}, False, "“2025-02-30” is not in the calendar."),
        ({"text": "03/04/2025"}, False, "“03/04/2025” is ambiguous"),
        ({"text": "x" * 5000}, False, "at most 200 characters"),
        ({"text": "2025-08-30", "day": "1"}, True, "Sat 30 Aug 2025"),
        ({"text": "2025-08", "day": "1"}, False, "Write a single day"),
    ],
)
def test_the_reader_answers_like_the_box(administrator, asked, understood, words):
    answer = administrator.get(READER, asked).json()

    assert answer["understood"] is understood
    assert words in answer["words"]
    assert bool(words) == bool(answer["words"])


def test_the_reader_is_for_staff(visitor, official):
    assert visitor.get(READER, {"text": "2025"}).status_code == 302
    assert official.get(READER, {"text": "2025"}).status_code == 302


def test_without_script_the_next_page_says_what_was_understood(administrator):
    delegation = DelegationFactory(lead=StateGovernmentFactory(), start="Dec 2024")
    page = administrator.get(admin_url(Delegation, "change", delegation.pk)).content.decode()

    assert 'id="id_start_echo" aria-live="polite">Dec 2024: 1 to 31 Dec 2024</span>' in page
    assert 'aria-describedby="id_start_echo"' in page
    assert 'data-reader="/admin/read-date/"' in page


def test_a_refused_date_is_told_once(administrator):
    response = post(
        administrator, "/admin/partnerships/delegation/add/", start="some day", end="2025-09"
    )
    page = response.content.decode()

    assert page.count("is not understood as a date") == 1
    assert "Sep 2025: 1 to 30 Sep 2025</span>" in page
