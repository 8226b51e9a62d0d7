"""Filters by period: partial dates, overlap against brute force, and wrong values."""

import datetime as dt
from random import Random

import pytest

from partnerships.dates import overlaps, visit_period
from partnerships.models import Delegation, Region
from tests import factories as make
from tests.filtered import errors, found

pytestmark = pytest.mark.django_db


# Periods


def _random_dates(random) -> list[str]:
    year, month, day = random.randint(2023, 2026), random.randint(1, 12), random.randint(1, 28)
    forms = [
        f"{year}-{month:02}-{day:02}",
        f"{year}-{month:02}",
        f"{year}-Q{(month + 2) // 3}",
        f"FY{year}",
        f"{year}",
        f"by {year}-{month:02}",
        "",
    ]
    return [random.choice(forms), random.choice(["", f"{year + 1}-{month:02}-{day:02}"])]


def test_from_and_to_agree_with_brute_force(visitor):
    random = Random(20250830)
    visits = []
    for _ in range(60):
        start, end = _random_dates(random)
        visits.append(make.DelegationFactory(start=start, end=end))
    for _ in range(12):
        first = dt.date(random.randint(2023, 2026), random.randint(1, 12), 1)
        last = first + dt.timedelta(days=random.randint(0, 400))
        periods = {visit.reference: visit_period(visit.start, visit.end) for visit in visits}
        expected = {
            key for key, period in periods.items() if period and overlaps(*period, first, last)
        }

        assert found(visitor, f"/delegations/?from={first}&to={last}") == expected


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("year=2025", {"Spring", "Autumn"}),
        ("year=FY2025", {"Autumn", "Winter"}),
        ("year=2024&year=2026", {"Long ago", "Winter"}),
        ("year=2024;2026", {"Long ago", "Winter"}),
        ("from=2025-10", {"Autumn", "Winter"}),
        ("to=2025-03", {"Long ago", "Spring"}),
        ("from=2025-03&to=2025-03-15", {"Spring"}),
    ],
)
def test_periods_take_partial_dates(visitor, query, titles):
    for title, start in (
        ("Long ago", "2024-05-01"),
        ("Spring", "2025-03-15"),
        ("Autumn", "2025-10"),
        ("Winter", "2026-01-28"),
        ("Some day", ""),
    ):
        make.DelegationFactory(title=title, start=start)

    keys = found(visitor, f"/delegations/?{query}")

    assert (
        set(Delegation.objects.filter(reference__in=keys).values_list("title", flat=True)) == titles
    )


def test_undated_records_left_out_by_a_period_are_counted(visitor):
    make.DelegationFactory(start="2025-07-01")
    for _ in range(3):
        make.DelegationFactory()
    make.DelegationFactory(officials=True)

    page = visitor.get("/delegations/?year=2025")

    assert [notice["text"] for notice in page.context["notices"]] == [
        "3 undated delegations are left out."
    ]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("from=2025-02-30", "2025-02-30"),
        ("from=03/04/2025", "03/04/2025"),
        ("from=soon", "soon"),
        ("from=by 2026", "names no period"),
        ("year=2025-03", "not a year"),
        ("year=" + ";".join(map(str, range(2000, 2021))), "at most 20 values; these are 21"),
        ("from=2026&to=2025", "ends before it begins"),
        ("changed_from=2026&changed_to=2025", "ends before it begins"),
        ("state=IN-XX", "“IN-XX” is not one of the choices"),
        ("sector=nothing", "“nothing” is not one of the choices"),
        ("match=some", "“some” is not one of the choices"),
        ("status=done", "“done” is not one of the choices"),
        ("q=" + "a " * 13, "at most 12 words"),
        ("q=" + "a" * 201, "at most 200 characters"),
    ],
)
def test_a_wrong_value_is_told_beside_its_filter(visitor, query, part):
    make.DelegationFactory(start="2025-03-04")

    assert part in errors(visitor, f"/delegations/?{query}")


def test_changes_are_found_by_day(visitor):
    old, new = make.DelegationFactory(), make.DelegationFactory()
    long_ago = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
    Delegation.objects.filter(pk=old.pk).update(updated_at=long_ago)

    assert found(visitor, "/delegations/?changed_to=2024-05-06") == {old.reference}
    assert found(visitor, "/delegations/?changed_to=2024-05-05") == set()
    assert found(visitor, "/delegations/?changed_from=2024-06") == {new.reference}


def test_changes_of_regions_are_found_by_day(visitor):
    for slug, region, other in (
        ("states", make.RegionFactory(), make.RegionFactory()),
        ("prefectures", make.PrefectureFactory(), make.PrefectureFactory()),
    ):
        long_ago = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
        Region.objects.filter(pk=region.pk).update(updated_at=long_ago)

        assert found(visitor, f"/{slug}/?changed_to=2024-05-06") == {region.code}
        assert found(visitor, f"/{slug}/?changed_from=2024-06") == {other.code}


def test_every_year_must_match_when_asked_whatever_else_is_filtered(visitor):
    sector = make.SectorFactory()
    long, _other = (
        make.DelegationFactory(start="2024-12-20", end="2025-01-10", sectors=sectors)
        for sectors in ([sector], [])
    )
    make.DelegationFactory(start="2025-02-01", sectors=[sector])

    address = f"/delegations/?sector={sector.slug}&year=2024&year=2025&match=all"

    assert found(visitor, address) == {long.reference}
