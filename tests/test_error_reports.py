"""Reporting an error: what reaches whom, what is refused, what is forgotten."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client

from partnerships.models import ErrorReport, FollowUp
from partnerships.sections import SECTIONS
from partnerships.services import error_reports
from partnerships.views import reporting
from tests import factories as make
from tests import sections_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WORDS = {"wrong": "Forty-four came, <b>not</b> 48.", "right": "44", "email": "reader@example.com"}


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Everybody took their time to write."""
    monkeypatch.setattr(reporting, "LEAST_SECONDS", 0)


def address_of(record) -> str:
    return f"{record.get_absolute_url()}report-an-error/"


def send(client, record, sender="192.0.2.1", **words):
    """Open the form of the record and send it with these words."""
    address = address_of(record)
    opened = client.get(address).context["form"]["opened"].initial
    return client.post(address, {"opened": opened, **WORDS, **words}, REMOTE_ADDR=sender)


def errors_of(response) -> str:
    assert ErrorReport.objects.count() == 0
    return " ".join(
        error for errors in response.context["form"].errors.values() for error in errors
    )


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_every_record_leads_to_a_form_whose_words_reach_its_owner(visitor, section):
    record = sections_world.make(section.slug)
    if section.key == "code":
        factory = {"states": make.StateGovernmentFactory}
        factory.get(section.slug, make.PrefectureGovernmentFactory)(region_id=record.pk)
    assert f'href="{address_of(record)}"' in visitor.get(record.get_absolute_url()).content.decode()

    answer = send(visitor, record)

    assert answer.status_code == 302
    assert visitor.get(answer["Location"]).status_code == 200
    follow_up = FollowUp.objects.get(report__wrong=WORDS["wrong"])
    assert follow_up.record == error_reports.owner_of(record)
    assert follow_up.visibility == "office"


def test_the_owning_office_has_a_fortnight_and_the_record_stays_as_it_was(visitor):
    office = make.OfficeFactory()
    record = make.DelegationFactory(office=office)

    send(visitor, record)

    follow_up = FollowUp.objects.get()
    assert (follow_up.office, follow_up.due.file_form()) == (office, "2026-11-16")
    assert follow_up.what == "Error reported: Forty-four came, <b>not</b> 48."
    before = record.version
    record.refresh_from_db()
    assert record.version == before


def test_officials_read_it_escaped_and_others_never(visitor, official, administrator):
    record = make.DelegationFactory()
    send(visitor, record, written_at="https://source.example/release")

    page = administrator.get(record.get_absolute_url()).content.decode()
    assert "&lt;b&gt;not&lt;/b&gt; 48" in page
    assert "reader@example.com" in page
    assert 'href="https://source.example/release"' not in page
    assert "Error reported" in administrator.get("/follow-ups/").content.decode()
    for client in (visitor, official):
        assert "Forty-four" not in client.get(record.get_absolute_url()).content.decode()


def test_a_hidden_record_answers_like_a_missing_one(visitor, official):
    hidden = make.DelegationFactory(officials=True)

    for client_address in (address_of(hidden), "/delegations/DEL-1999-0001/report-an-error/"):
        assert visitor.get(client_address).status_code == 404
        assert visitor.post(client_address, WORDS).status_code == 404
    assert send(official, hidden).status_code == 302


REFUSALS = {
    "nothing said": ({"wrong": "  "}, "required"),
    "too long": ({"wrong": "x" * 2001}, "at most 2000"),
    "control character": ({"wrong": "a\x07b"}, "control character"),
    "no address": ({"written_at": "javascript:alert(1)"}, "valid URL"),
    "no e-mail address": ({"email": "reader"}, "valid email"),
    "trap filled": ({"homepage": "https://spam.example"}, "Leave this box empty"),
    "forged": ({"opened": "opened:1:forged"}, "too long ago, or elsewhere"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(visitor, case):
    words, reason = REFUSALS[case]

    answer = send(visitor, make.DelegationFactory(), **words)

    assert reason in errors_of(answer)
    assert 'value="reader@example.com"' in answer.content.decode() or "email" in words


def test_a_form_sent_in_no_time_or_for_another_record_is_refused_once(visitor, monkeypatch):
    record, other = make.DelegationFactory(), make.DelegationFactory()
    elsewhere = visitor.get(address_of(other)).context["form"]["opened"].initial
    refused = send(visitor, record, opened=elsewhere)
    assert "elsewhere" in errors_of(refused)
    assert (
        send(visitor, record, opened=refused.context["form"]["opened"].value()).status_code == 302
    )

    ErrorReport.objects.all().delete()
    monkeypatch.setattr(reporting, "LEAST_SECONDS", 60)
    assert "very fast" in errors_of(send(visitor, record))


def test_a_form_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)

    assert client.post(address_of(make.DelegationFactory()), WORDS).status_code == 403


def test_too_many_reports_of_one_sender_or_on_one_record_are_refused(visitor, monkeypatch):
    record, other = make.DelegationFactory(), make.DelegationFactory()
    for _round in range(error_reports.MOST_OF_SENDER_ON_RECORD):
        assert send(visitor, record).status_code == 302

    assert send(visitor, record).status_code == 429
    assert send(visitor, other).status_code == 302
    monkeypatch.setattr(error_reports, "MOST_ON_RECORD", 4)
    assert send(visitor, record, sender="192.0.2.2").status_code == 302
    assert send(visitor, record, sender="192.0.2.3").status_code == 429
    assert ErrorReport.objects.count() == 5


def test_a_sender_is_told_apart_behind_a_proxy_of_ours_alone(visitor, monkeypatch):
    monkeypatch.setattr(error_reports, "MOST_OF_SENDER_ON_RECORD", 1)
    record = make.DelegationFactory()

    def through(proxy, sender):
        visitor.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.9, {sender}"
        return send(visitor, record, sender=proxy).status_code

    assert [through("127.0.0.1", sender) for sender in ("192.0.2.1", "192.0.2.2")] == [302, 302]
    assert through("127.0.0.1", "192.0.2.1") == 429
    assert [through("203.0.113.5", sender) for sender in ("192.0.2.8", "192.0.2.9")] == [302, 429]
    assert through("127.0.0.1", "2001:db8::1") == 302
    assert through("127.0.0.1", "2001:db8::2") == 429


def test_no_address_is_kept_readable_nor_longer_than_needed(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    record = make.DelegationFactory()
    send(visitor, record)
    report = ErrorReport.objects.get()
    assert "192.0.2.1" not in report.sender
    assert report.sender != error_reports._digest("192.0.2.1", date(2026, 11, 3))
    assert not any("reader@example.com" in entry.getMessage() for entry in caplog.records)

    ErrorReport.objects.update(reported_at=report.reported_at - timedelta(days=2))
    FollowUp.objects.update(done_on=date(2026, 11, 3))
    error_reports.forget()

    report.refresh_from_db()
    assert (report.sender, report.email) == ("", "")
    assert report.wrong == WORDS["wrong"]


def test_a_record_says_how_to_cite_it_by_one_address_in_every_language(visitor):
    record = make.DelegationFactory(title="Made-up mission")

    own = record.get_absolute_url()
    japanese = visitor.get(f"/ja{own}").content.decode()
    page = visitor.get(own).content.decode()

    assert f"http://testserver{own}</p>" in japanese
    assert f"{record.reference}, as of 2 Nov 2026. http://testserver{own}</p>" in page
    assert page.count("Facts may be reused") == 2  # with the record, and at the foot of each page
