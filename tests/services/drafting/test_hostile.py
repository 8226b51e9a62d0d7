"""Long and hostile texts: read in time, never refused for what they hold."""

import time
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.services.drafting import MOST_CHARACTERS, TextTooLongError, as_json, draft

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SIZE = 50_000
LEAD = "A delegation from Gujarat, India, met the governor in Japan. "
PATTERNS = [
    *(
        "a",
        "A",
        "(",
        "[(",
        "\u202e",
        "a\u0301",
        "\u0301",
        "\0",
        "\n",
        "1",
        "1,",
        "@",
        "-\n",
        "\ud800",
    ),
    *("山", "十", "ア", "知事", "東京", "8月30日", "30日、", "२ ", "मंत्री राम ", "２ "),
    *("Governor ", "Abc ", "1 May ", "in 2025 ", "12 people ", "Tokyo ", "http://"),
    *("Friday ", "Tokyo, Aug 30 (XNS)\n", "1/2/2025 ", "@", "Gujarat's "),
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_a_hostile_text_is_read_in_time(pattern):
    text = LEAD + (pattern * SIZE)[: SIZE - len(LEAD)]

    begin = time.process_time()
    as_json(draft(text, published=date(2025, 8, 30), user=AnonymousUser()))

    assert time.process_time() - begin < 4  # seconds; squares would take longer


def test_a_text_above_the_limit_is_refused_with_a_sentence():
    with pytest.raises(TextTooLongError, match=r"200001 characters; at most 200000"):
        draft("a" * (MOST_CHARACTERS + 1), user=AnonymousUser())


def test_names_are_read_in_a_constant_number_of_queries(django_assert_num_queries):
    from tests.factories import OrganisationFactory, PersonFactory

    for count in (1, 3):
        for _number in range(count):
            OrganisationFactory(), PersonFactory()
        with django_assert_num_queries(6):
            draft(LEAD, user=AnonymousUser())


def test_names_hidden_from_the_reader_are_not_known():
    from partnerships.choices import Visibility
    from tests.factories import OrganisationFactory

    OrganisationFactory(name="Made Up Works", visibility=Visibility.OFFICE)
    OrganisationFactory(name="Open Works", visibility=Visibility.PUBLIC)

    found = draft(f"{LEAD} Made Up Works and Open Works came.", user=AnonymousUser())

    assert [body.name for body in found.organisations] == ["Open Works"]
