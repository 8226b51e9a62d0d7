"""Each request has a name: in the answer, in the lines of the log, on the page of a fault."""

import logging

import pytest

from config.request_ids import RequestIdFilter
from partnerships.models import AccessEvent

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def named(client, given, sender="127.0.0.1") -> str:
    answer = client.get("/healthz", headers={"X-Request-ID": given}, REMOTE_ADDR=sender)
    return answer["X-Request-ID"]


def test_the_name_that_our_proxy_gave_is_kept(visitor):
    assert named(visitor, "made-up_0123") == "made-up_0123"


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "with space", "a\nb", "<script>", "東京東京東京東京", "a" * 9_000]
)
def test_a_name_that_is_not_well_formed_is_replaced(visitor, given):
    made = named(visitor, given)

    assert len(made) == 32
    assert made != named(visitor, given)


def test_a_name_from_anywhere_else_is_replaced(visitor):
    assert named(visitor, "made-up_0123", sender="203.0.113.9") != "made-up_0123"


def test_the_lines_of_the_log_and_the_access_log_carry_the_name(visitor, settings):
    lines = []
    handler = logging.Handler()
    handler.addFilter(RequestIdFilter())
    handler.emit = lambda record: lines.append(record.request_id)
    logger = logging.getLogger("partnerships")
    logger.addHandler(handler)
    try:
        answer = visitor.get("/events/?_export=json")
    finally:
        logger.removeHandler(handler)

    assert lines == [answer["X-Request-ID"]]
    assert AccessEvent.objects.get().request_id == answer["X-Request-ID"]
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["request_id"]
    assert "{request_id}" in settings.LOGGING["formatters"]["line"]["format"]
    answer.close()
