"""Several people saving at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from partnerships.choices import Direction
from partnerships.dates import parse
from partnerships.models import Delegation
from partnerships.services import records

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


def at_once(work) -> list:
    """What `work(number)` returns in threads that begin together."""
    start = Barrier(PEOPLE)

    def run(number):
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def log(number) -> str:
    record = Delegation(title=f"Made-up mission {number}", direction=Direction.JAPAN_TO_INDIA)
    record.start = parse("2025")
    records.save(record)
    return record.reference


def test_each_gets_a_number_of_their_own():
    references = at_once(log)

    assert sorted(references) == [f"DEL-2025-{number:04d}" for number in range(1, PEOPLE + 1)]


def test_one_of_several_edits_begun_together_is_saved():
    reference = log(0)

    def edit(number):
        record = Delegation.objects.get(reference=reference)
        record.title = f"Edit {number}"
        try:
            return records.save(record, expected_version=1)
        except records.StaleVersion:
            return False

    assert sorted(at_once(edit)) == [False, False, False, True]
    assert Delegation.objects.get().version == 2
