"""Agreements that come to an end: what is warned of, in which band and in which words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from partnerships.metrics.endings import endings
from partnerships.models import User
from tests.conftest import TODAY
from tests.factories import AgreementFactory, PartnershipFactory
from tests.filtered import errors, found

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def ends_in(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def warned(user=VISITOR) -> dict:
    return {ending.agreement.title: ending.band for ending in endings(user, TODAY)}


@pytest.mark.parametrize(
    ("days", "band"),
    [(181, None), (180, 180), (91, 180), (90, 90), (31, 90), (30, 30), (1, 30), (0, 0), (-1, 0)],
)
def test_each_band_begins_on_its_day(days, band):
    AgreementFactory(title="Memo", ends=ends_in(days))

    assert warned().get("Memo") == band


def test_only_the_last_possible_day_of_a_term_counts():
    AgreementFactory(title="Month", ends="2026-11")
    AgreementFactory(title="By", ends="by 2027-03")
    AgreementFactory(title="Year", ends="2027")

    assert warned() == {"Month": 30, "By": 180}


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ("2026-11-12", "Ends on 12 Nov 2026: 10 days left"),
        ("2026-12", "Ends by the end of Dec 2026: 59 days left"),
        ("by 2027-03", "Ends by Mar 2027: 149 days left"),
        ("FY2026", "Ends by the end of FY2026-27: 149 days left"),
        ("2026-11-03", "Ends on 3 Nov 2026: 1 day left"),
        ("2026-11-02", "Ends on 2 Nov 2026: today is the last day"),
        ("2025-12", "Term ended Dec 2025, no renewal recorded"),
    ],
)
def test_the_warning_never_names_a_day_that_nobody_stated(ends, text):
    AgreementFactory(ends=ends)

    with translation.override("en"):
        assert [ending.text for ending in endings(VISITOR, TODAY)] == [text]


def test_what_runs_on_is_not_warned_of():
    AgreementFactory(is_open_ended=True)
    AgreementFactory()
    AgreementFactory(planned=True, ends=ends_in(5))
    AgreementFactory(stage="cancelled", ends=ends_in(5))

    assert warned() == {}


def test_a_signed_renewal_ends_the_warning_and_a_planned_one_does_not():
    renewed, waiting = (AgreementFactory(title=name, ends=ends_in(5)) for name in ("Old", "Wait"))
    AgreementFactory(supersedes=renewed)
    AgreementFactory(planned=True, supersedes=waiting)

    assert warned() == {"Wait": 30}


def test_a_hidden_renewal_and_a_hidden_agreement_read_as_absent():
    AgreementFactory(for_office=True, supersedes=AgreementFactory(title="Old", ends=ends_in(5)))
    AgreementFactory(for_office=True, title="Hidden", ends=ends_in(5))

    assert warned() == {"Old": 30}
    assert warned(User(is_superuser=True)) == {"Hidden": 30}


def test_the_soonest_end_comes_first_and_the_terms_over_last():
    for title, days in (("Over", -9), ("Late", 99), ("Just over", -1), ("Soon", 3)):
        AgreementFactory(title=title, ends=ends_in(days))

    assert list(warned()) == ["Soon", "Late", "Just over", "Over"]


@pytest.mark.usefixtures("today")
def test_the_list_is_filtered_by_the_end_and_shows_the_warning(visitor):
    days = {"30": 30, "90": 31, "180": 180, "over": -1, "later": 181}
    made = {name: AgreementFactory(ends=ends_in(n)).reference for name, n in days.items()}
    made["open"] = AgreementFactory(is_open_ended=True).reference
    made["unknown"] = AgreementFactory().reference
    AgreementFactory(supersedes=AgreementFactory(ends=ends_in(2)), is_open_ended=True, planned=True)

    def listed(*values):
        return found(visitor, "/agreements/?" + "&".join(f"ending={value}" for value in values))

    assert listed("over", "open") == {made["over"], made["open"]}
    assert listed("unknown") == {made["unknown"]}
    assert listed("90") - listed("30") == {made["90"]}
    assert listed("180") - listed("90") == {made["180"]}
    assert "30 days left" in visitor.get("/agreements/?ending=30").content.decode()
    assert "not one of the choices" in errors(visitor, "/agreements/?ending=soon")


@pytest.mark.usefixtures("today")
def test_a_renewed_agreement_is_in_no_list_of_ends(visitor):
    AgreementFactory(supersedes=AgreementFactory(ends=ends_in(2)))

    assert found(visitor, "/agreements/?ending=180&ending=over") == set()


@pytest.mark.usefixtures("today")
def test_the_pages_of_the_agreement_and_its_tie_show_the_warning(visitor):
    tie = PartnershipFactory()
    agreement = AgreementFactory(partnership=tie, ends="2026-12")

    for record in (agreement, tie):
        page = visitor.get(record.get_absolute_url())
        assert "59 days left" in page.content.decode()
        assert "ending" in [badge["kind"] for badge in page.context["badges"]]
