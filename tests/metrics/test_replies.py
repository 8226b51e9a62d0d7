"""Who is invited, who answered what, and who is late."""

from datetime import date

import pytest

from partnerships.metrics.replies import replies_of
from tests.factories import DelegationFactory, DelegationPartyFactory, PrefectureGovernmentFactory

DAY = date(2026, 11, 2)


@pytest.fixture
def mission(db):
    """Five invited with all answers there are, and a host that nobody needs to ask."""
    mission = DelegationFactory()
    for reply, reply_by, heads in (
        ("invited", "2026-11-01", None),
        ("considering", "2026-11-02", 4),
        ("confirmed", "2026-10-01", 10),
        ("confirmed", None, None),
        ("declined", "2026-10-01", None),
        ("", "2026-10-01", 3),
        ("", None, 7),
    ):
        DelegationPartyFactory(
            delegation=mission, organisation=PrefectureGovernmentFactory(),
            reply=reply, reply_by=reply_by, headcount=heads,
        )  # fmt: skip
    return mission


@pytest.fixture
def replies(mission):
    return replies_of(list(mission.parties.all()), DAY)


@pytest.mark.parametrize(
    ("answer", "parties", "heads", "stating"),
    [
        ("invited", 6, 17, 3),
        ("confirmed", 2, 10, 1),
        ("considering", 1, 4, 1),
        ("declined", 1, None, 0),
        ("unanswered", 2, 3, 1),
        ("unasked", 1, 7, 1),
    ],
)
def test_each_answer_has_its_parties_and_the_people_they_state(
    replies, answer, parties, heads, stating
):
    found = getattr(replies, answer)

    assert (found.parties, found.heads, found.stating) == (parties, heads, stating)


def test_the_answers_part_the_invited(replies):
    parts = (replies.confirmed, replies.considering, replies.declined, replies.unanswered)

    assert sum(part.parties for part in parts) == replies.invited.parties
    assert {row for part in parts for row in part.rows} == set(replies.invited.rows)


def test_an_answer_is_late_after_its_day_and_while_yes_and_no_are_open(replies):
    assert [(row.reply, str(row.reply_by)) for row in replies.overdue.rows] == [
        ("invited", "2026-11-01"),
        ("", "2026-10-01"),
    ]


def test_nobody_is_invited_where_no_reply_is_recorded(db):
    party = DelegationPartyFactory()

    assert replies_of([party], DAY).invited.rows == ()


def test_officials_see_the_table_and_visitors_do_not(
    visitor, official, administrator, mission, today
):
    page = mission.get_absolute_url()

    assert "Has not answered" not in visitor.get(page).content.decode()
    shown = official.get(page).content.decode()
    assert "Has not answered" in shown
    assert "2 answers are overdue:" in shown
    form = administrator.get(f"/admin/partnerships/delegation/{mission.pk}/change/")
    assert "2 answers are overdue:" in form.content.decode()


def test_a_hidden_party_is_not_counted(official, mission, today):
    party = mission.parties.filter(reply="declined").get().organisation
    type(party).objects.filter(pk=party.pk).update(visibility="office")

    replies = official.get(mission.get_absolute_url()).context["replies"]

    assert (replies.invited.parties, replies.declined.parties) == (5, 0)
