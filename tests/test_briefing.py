"""The briefing on a partnership: what it says on a day, what it rests on, and to whom."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import sections_world, visibility_world
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    CohortFactory,
    DelegationFactory,
    ExchangeProgrammeFactory,
    HoldingFactory,
    PartnershipFactory,
    PersonFactory,
    PledgeFactory,
    PledgeReviewFactory,
    PostFactory,
    PrefectureGovernmentFactory,
    SourceFactory,
    StateGovernmentFactory,
)
from tests.related_world import Kin, attach
from tests.visibility_world import SEES, leaks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUERIES = 10


@pytest.fixture
def tie():
    return PartnershipFactory(
        title="Madeup Pradesh – Kakuu",
        india=StateGovernmentFactory(),
        japan=PrefectureGovernmentFactory(),
    )


def address(tie, on="") -> str:
    return f"{tie.get_absolute_url()}briefing/" + (f"?on={on}" if on else "")


def section(html, heading) -> str:
    """The words of one section of the paper; marks as the page writes them."""
    found = re.search(rf"<h2[^>]*>{heading}</h2>(.*?)</section>", html, re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found[1]))).strip()


def read(client, tie, on="", heading=""):
    response = client.get(address(tie, on))
    assert response.status_code == 200
    html = response.content.decode()
    return section(html, heading) if heading else html


def cite(record, field="", **source):
    CitationFactory(record=record, field=field, source=SourceFactory(**source))


def test_the_day_decides_what_is_in_force_and_how_many_days_are_left(visitor, tie):
    AgreementFactory(partnership=tie, title="Old paper", signed="2020-01-01", ends="2024-12-31")
    AgreementFactory(partnership=tie, title="New paper", signed="2025-01-01", ends="2027-01-01")

    now = read(visitor, tie, heading="Agreements in force")
    then = read(visitor, tie, "2024-12-01", "Agreements in force")

    assert "New paper" in now
    assert "60 days left" in now
    assert "Old paper" not in now
    assert "Old paper" in then
    assert "30 days left" in then
    assert "New paper" not in then


def test_the_day_decides_who_is_still_in_the_post(visitor, tie):
    person = PersonFactory(name="Nobody Governor")
    HoldingFactory(person=person, post=PostFactory(), held_from="2020", held_until="2026-03-31")
    mission = DelegationFactory(completed=True, start="2025-05-01", partnerships=[tie])
    mission.attendances.create(person=person)

    assert "yes, as recorded" in read(visitor, tie, "2026-03-01", "People met")
    assert "1 of 1 person met has left" in read(visitor, tie, heading="People met")


def test_nothing_of_after_the_day_is_told_as_having_happened(visitor, tie):
    DelegationFactory(completed=True, title="Late", start="2026-05-01", partnerships=[tie])

    assert "Late" in read(visitor, tie, heading="The relation in short")
    assert "Late" not in read(visitor, tie, "2026-04-01")


def test_the_side_whose_last_visit_is_older_is_to_travel_next(visitor, tie):
    def went(start, direction):
        DelegationFactory(completed=True, start=start, direction=direction, partnerships=[tie])

    went("2025-05-01", "japan_to_india")
    assert "India’s to make" in read(visitor, tie, heading="Visits each way")
    went("2025-06", "india_to_japan")
    assert "Japan’s to make" in read(visitor, tie, heading="Visits each way")
    went("2025", "japan_to_india")
    assert "Neither side owes" in read(visitor, tie, heading="Visits each way")


def test_what_no_source_or_the_press_alone_states_is_marked(visitor, tie):
    for title, level in (("Bare", None), ("Printed", "press"), ("Stated", "official")):
        mission = DelegationFactory(
            completed=True, title=title, start="2025-05-01", partnerships=[tie]
        )
        if level:
            cite(mission, level=level, title=f"Source of {title}")

    html = read(visitor, tie)
    told = section(html, "The relation in short")

    assert re.search(r"Bare ‡", told)
    assert re.search(r"Printed † \d", told)
    assert re.search(r"Stated \d", told)
    assert "‡ no source is recorded" in html
    assert "Source of Stated" in section(html, "Sources")


def test_a_fact_that_the_press_alone_states_is_marked_in_a_record_that_rests_on_more(visitor, tie):
    signed = AgreementFactory(partnership=tie, signed="2025-01-01", is_open_ended=True)
    cite(signed, level="official")
    cite(signed, "signed", level="press")

    assert re.search(r"1 Jan 2025 † \d", read(visitor, tie, heading="Agreements in force"))


def test_open_pledges_stand_by_side_and_say_what_is_overdue(visitor, tie):
    paper = AgreementFactory(partnership=tie, signed="2025-01-01")
    japan = tie.parties.get(side="JP").organisation
    PledgeFactory(agreement=paper, made_by=japan, text="Open a desk", due="2026-10-01")
    PledgeFactory(agreement=paper, kept=True, text="Done long ago")

    told = read(visitor, tie, heading="Open pledges")

    assert re.search(r"By the Japanese side: .*Open a desk \(overdue since 1 Oct 2026", told)
    assert "Done long ago" not in told


def test_a_pledge_kept_since_was_open_on_the_day(visitor, tie):
    paper = AgreementFactory(partnership=tie, signed="2025-01-01")
    pledge = PledgeFactory(agreement=paper, kept=True, text="Open a desk")
    PledgeReviewFactory(pledge=pledge, day=date(2026, 5, 1), found="kept", state_before="open")

    assert "Open a desk (open, made 1 Jan 2025" in read(visitor, tie, "2026-04-30", "Open pledges")
    assert "Open a desk" not in read(visitor, tie, "2026-05-01", "Open pledges")


def test_a_day_that_is_over_says_what_is_told_as_it_is_today(visitor, tie):
    said = "what was planned then are told as they are today"

    assert said in read(visitor, tie, "2026-11-01")
    assert said not in read(visitor, tie)
    assert said not in read(visitor, tie, "2026-11-03")


def test_programmes_tell_planned_and_actual_numbers(visitor, tie):
    programme = ExchangeProgrammeFactory(partnerships=[tie], title="Made-up classes")
    CohortFactory(programme=programme, start="2025-04", planned=30, actual=28)

    told = read(visitor, tie, heading="Exchange programmes")

    assert "Made-up classes" in told
    assert "Planned: 30. Actual: 28." in told


def test_a_long_record_says_how_much_is_left_out(visitor, tie):
    for number in range(20):
        DelegationFactory(
            completed=True, title=f"Mission {number}", start=f"20{number:02}", partnerships=[tie]
        )

    told = read(visitor, tie, heading="The relation in short")

    assert "Mission 19" in told
    assert "Mission 11 " not in told
    assert "and 12 more, see the page" in told


def test_a_partnership_without_anything_says_so(visitor):
    tie = PartnershipFactory()

    html = read(visitor, tie)

    for sentence in ("No agreement in force is recorded.", "Nobody is named.", "unknown"):
        assert sentence in html


@pytest.mark.parametrize("day", ["2026-11", "tomorrow", "03/04/2026", "FY2026", "2026-02-30"])
def test_what_is_no_day_is_refused_with_a_sentence(visitor, tie, day):
    response = visitor.get(address(tie, day))

    assert response.status_code == 400
    assert day in response.content.decode()
    assert 'aria-describedby="paper-problem"' in response.content.decode()


def test_names_in_the_other_scripts_are_marked_with_their_language(visitor, tie):
    html = visitor.get(f"/ja{address(tie)}").content.decode()

    india = tie.parties.get(side="IN").organisation.region
    assert f'<span lang="hi">{india.name_hi}</span>' in html
    assert tie.parties.get(side="JP").organisation.region.name_ja in html


@pytest.mark.parametrize("character", SEES)
def test_a_briefing_tells_a_reader_only_what_they_may_see(request, character):
    with transaction.atomic():
        world = visibility_world.make()
        host = next(one for one in world.hosts if one._meta.model_name == "partnership")
        client = request.getfixturevalue(character)

        html = client.get(address(host)).content.decode()

        assert "canarypublic" in html.casefold()
        assert leaks(html, character) == []


def test_a_hidden_partnership_has_no_briefing(visitor):
    assert visitor.get(address(PartnershipFactory(officials=True))).status_code == 404


def test_an_address_in_capitals_leads_to_the_usual_one(visitor, tie):
    response = visitor.get(address(tie).replace(tie.slug, tie.slug.upper()))

    assert response.status_code == 301
    assert response["Location"] == address(tie)


def test_the_page_of_the_partnership_leads_to_it(visitor, tie):
    assert f'href="{address(tie)}"' in visitor.get(tie.get_absolute_url()).content.decode()


@pytest.mark.any_database
def test_a_briefing_asks_as_often_for_fifty_related_records_as_for_one(visitor):
    tie = sections_world.make("partnerships")
    kin = Kin(governments=True)
    asked = {}

    for index in range(50):
        attach("partnerships", tie, kin, index)
        mission = kin.delegation(
            completed=True, start=f"2025-01-{index % 28 + 1:02}", partnerships=[tie]
        )
        mission.attendances.create(person=kin.person())
        if index + 1 in (1, 3, 50):
            visitor.get(address(tie))  # loads what the process keeps
            with CaptureQueriesContext(connection) as queries:
                visitor.get(address(tie))
            asked[index + 1] = len(queries)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES)
