"""Charts: their numbers are those of the records, and each leads to them."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.choices import DelegationStatus, Direction, FigureStage
from partnerships.metrics.per_year import missions_counted
from partnerships.models import Delegation
from partnerships.quantities import Quantity
from partnerships.views.bars import columns
from tests import factories as make

pytestmark = pytest.mark.django_db
STARTS = ["2024-12-30", "2025", "2025-03", "2026-01-02", "FY2024", "by 2026", "unknown: once"]
ENDS = ["", "2027-01-05"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STARTS),
            st.sampled_from(ENDS),
            st.sampled_from(Direction.values),
            st.sampled_from(DelegationStatus.values),
            st.sets(st.integers(0, 3)),
        ),
        max_size=8,
    )
)
def test_the_numbers_are_those_of_the_raw_rows(db, drawn):
    Delegation.objects.all().delete()
    group = make.SectorFactory()
    sectors = [group, make.SectorFactory(parent=group), make.SectorFactory(), make.SectorFactory()]
    for start, end, direction, status, chosen in drawn:
        make.DelegationFactory(
            start=start,
            end=end,
            direction=direction,
            status=status,
            sectors=[sectors[index] for index in chosen],
        )
    by_year, by_sector, unplaced = Counter(), Counter(), 0
    for mission in Delegation.objects.filter(status="completed"):
        groups = {sector.parent or sector for sector in mission.sectors.all()}
        by_sector.update(found.slug for found in groups)
        if mission.direction == Direction.THIRD_COUNTRY:
            continue
        possible = {day.year for day in (mission.start_earliest, mission.start_latest) if day}
        if mission.start_earliest is None or len(possible) != 1:
            unplaced += 1
        else:
            by_year[possible.pop(), mission.direction] += 1

    found = missions_counted(Delegation.objects.all())
    counted, of_sectors = found.per_year, found.per_sector

    told = Counter()
    for one in counted.years:
        told[one.year, Direction.INDIA_TO_JAPAN] += one.to_japan
        told[one.year, Direction.JAPAN_TO_INDIA] += one.to_india
    assert +told == by_year
    assert counted.unplaced == unplaced
    assert counted.to_japan + counted.to_india == sum(by_year.values()) + unplaced
    assert {one.sector.slug: one.number for one in of_sectors} == dict(by_sector)


def test_every_number_leads_to_as_many_records_and_a_joint_mission_counts_once(visitor, today):
    tie, initiative, sector = (
        make.PartnershipFactory(),
        make.InitiativeFactory(),
        make.SectorFactory(),
    )
    state = make.StateGovernmentFactory()
    prefectures = [make.PrefectureGovernmentFactory() for _index in range(3)]
    for start in ("2024-12-30", "2025-06", "2025-07-01", "FY2025"):
        mission = make.DelegationFactory(
            start=start,
            end="2026-01-03",
            completed=True,
            host=state,
            partnerships=[tie],
            initiatives=[initiative],
            sectors=[sector],
        )
        for prefecture in prefectures:
            make.DelegationPartyFactory(delegation=mission, organisation=prefecture, role="sender")

    for record in (tie, initiative, state.region, prefectures[0].region):
        page = visitor.get(record.get_absolute_url())
        chart, bars = page.context["visits_chart"], page.context["sectors_chart"]
        cells = [cell for row in chart["rows"] for cell in row["cells"] if cell["number"]]
        numbers = [*cells, *(bar for row in bars["rows"] for bar in row["bars"])]

        assert [
            (row["name"], [cell["number"] for cell in row["cells"]]) for row in chart["rows"]
        ] == [
            ("2025", [0, 2]),
            ("2024", [0, 1]),
        ]
        assert "Of 1 the year is not certain" in page.content.decode()
        for number in numbers:
            listed = visitor.get(number["url"]).context["table"].paginator.count
            assert listed == number["number"], number["url"]


def test_a_hidden_mission_is_in_no_chart(visitor, today):
    tie = make.PartnershipFactory()
    make.DelegationFactory(start="2025-06", completed=True, for_office=True, partnerships=[tie])

    assert visitor.get(tie.get_absolute_url()).context["visits_chart"] is None


def test_columns_are_as_high_as_their_numbers_and_single_ones_stay_low():
    one, two = columns([("2024", (1, 0)), ("2025", (2, 3))])

    assert one.columns[0].height * 3 == pytest.approx(two.columns[1].height)
    assert two.columns[1].height < 140
    assert one.columns[0].x + one.columns[0].width <= two.columns[0].x


def test_a_chart_of_few_missions_keeps_their_height_and_leaves_the_empty_room_out(visitor, today):
    tie = make.PartnershipFactory()
    make.DelegationFactory(start="2025-06", completed=True, partnerships=[tie])

    chart = visitor.get(tie.get_absolute_url()).context["visits_chart"]

    (column,) = chart["places"][0]["columns"]
    top, base = float(chart["top"]), float(chart["base"])
    assert 0 < top < float(column["y"])
    assert base < top + float(chart["height"])
    assert float(column["height"]) < 140


def test_planned_numbers_of_cohorts_are_hollow_beside_the_actual_ones(visitor, today):
    programme = make.ExchangeProgrammeFactory()
    make.CohortFactory(
        programme=programme, start="2025", planned=Quantity(40, "about"), actual=Quantity(10)
    )

    (row,) = visitor.get(programme.get_absolute_url()).context["cohorts_chart"]["rows"]

    assert row["bars"] == [
        {"length": "100.0", "number": "about 40", "kind": "hollow"},
        {"length": "25.0", "number": "10", "kind": "plain"},
    ]


def test_a_target_stands_with_its_hedge_beside_what_is_reported_in_its_unit(visitor, today):
    target = make.TargetFactory(value=400, unit="people", hedge="explored")
    for unit, value in (("people", 100), ("firms", 7)):
        make.FigureFactory(record=target, unit=unit, value=value, stage=FigureStage.REPORTED)

    rows = visitor.get(target.get_absolute_url()).context["reached_chart"]["rows"]

    assert rows[0]["name"] == "Being explored"
    assert [bar["kind"] for row in rows for bar in row["bars"]] == ["hollow", "plain"]
    assert [bar["length"] for row in rows for bar in row["bars"]] == ["100.0", "25.0"]


def test_the_aim_of_three_and_three_stands_beside_who_travelled_since(
    visitor, today, django_assert_max_num_queries
):
    initiative = make.InitiativeFactory()
    aim = make.TargetFactory(
        reference="TGT-2025-0008",
        value=Quantity(3),
        unit="states a year",
        start="2025-08-30",
        initiative=initiative,
    )
    state = make.StateGovernmentFactory()
    mission = make.DelegationFactory(
        completed=True, lead=state, start="2025-10", direction="india_to_japan"
    )
    make.DelegationFactory(lead=state, start="2026-12", direction="india_to_japan")

    with django_assert_max_num_queries(12):
        page = visitor.get(aim.get_absolute_url())
    (side,) = page.context["meter"]
    told = [(year["year"], year["number"], year["words"]) for year in side["years"]]
    assert told == [
        ("2025", "1 of 3", ["in 1 mission"]),
        ("2026", "0 of 3", ["1 more planned"]),
        ("FY2025-26", "1 of 3", ["in 1 mission"]),
        ("FY2026-27", "0 of 3", ["1 more planned"]),
    ]
    assert mission.get_absolute_url() in page.content.decode()

    (line,) = visitor.get(initiative.get_absolute_url()).context["targets"]
    numbers = "1 in 2025, 0 in 2026, 1 in FY2025-26, 0 in FY2026-27"
    assert line["about"] == f"3 states a year · recorded so far: {numbers}"


def test_a_target_of_which_nothing_is_reported_says_what_to_add(visitor, today):
    page = visitor.get(make.TargetFactory(unit="kites").get_absolute_url()).content.decode()

    assert "A figure on this target in the same unit (kites), with its source" in page
