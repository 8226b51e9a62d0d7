"""The light of a tie in the list, its filter and its files."""

import pytest

from tests.exported import rows_of
from tests.factories import DelegationFactory, PartnershipFactory
from tests.filtered import errors, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def ties() -> dict:
    """One tie of each light, one without contact, one that ended; by name."""
    starts = {"active": "2026-03", "cooling": "2025", "quiet": "2020-05-01", "silent": ""}
    made = {name: PartnershipFactory(slug=name) for name in starts}
    made["ended"] = PartnershipFactory(slug="ended", standing="ended")
    starts["cooling"] = "FY2024"
    starts["ended"] = "2026-04-01"
    for name, start in starts.items():
        DelegationFactory(completed=True, start=start, partnerships=[made[name]])
    return made


def test_the_filter_finds_ties_in_force_by_their_light(visitor, ties):
    assert found(visitor, "/partnerships/?light=active") == {"active"}
    assert found(visitor, "/partnerships/?light=cooling") == {"cooling"}
    assert found(visitor, "/partnerships/?light=quiet") == {"quiet", "silent"}
    both = found(visitor, "/partnerships/?light=active&light=quiet")
    assert both == {"active", "quiet", "silent"}
    assert "not one of the choices" in errors(visitor, "/partnerships/?light=green")


def test_the_list_shows_light_and_last_contact_as_far_as_it_is_stated(visitor, ties):
    page = visitor.get("/partnerships/?sort=-light")

    rows = page.context["table"].page.object_list
    assert [row.record.slug for row in rows] == ["active", "cooling", "quiet", "silent", "ended"]
    cells = [" ".join(row.get_cell("light").split()) for row in rows]
    for cell, words in zip(
        cells,
        [("●", "Active", "Mar 2026"), ("◐", "Cooling", "FY2024-25"), ("○", "Quiet", "1 May 2020"),
         ("○", "Quiet", "no contact recorded"), ("×", "Ended")],
        strict=True,
    ):  # fmt: skip
        assert all(word in cell for word in words)


def test_the_file_says_light_and_last_contact_and_is_not_asked_for_them(visitor, ties):
    rows = rows_of(visitor, "/partnerships/?_export=csv")

    assert {row["slug"]: (row["light"], row["last_contact"]) for row in rows} == {
        "active": ("active", "2026-03"),
        "cooling": ("cooling", "FY2024"),
        "quiet": ("quiet", "2020-05-01"),
        "silent": ("quiet", ""),
        "ended": ("", "2026-04-01"),
    }


def test_a_hidden_contact_lights_the_tie_for_those_who_see_it_alone(visitor, administrator):
    tie = PartnershipFactory()
    DelegationFactory(completed=True, for_office=True, start="2026-10", partnerships=[tie])

    assert found(visitor, "/partnerships/?light=active") == set()
    assert found(administrator, "/partnerships/?light=active") == {tie.slug}
