"""Sub-parties on the form of their mission: listed with what they state, added on the spot."""

import pytest

from partnerships.models import Delegation
from partnerships.services import history
from tests.admin.posting import admin_url, errors_of, post, shown
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)

ADD = "/admin/partnerships/delegation/add/"


@pytest.fixture
def lead(db):
    return OrganisationFactory(name="Made-up Chamber", country="JP")


@pytest.fixture
def mission(db):
    return DelegationFactory(
        title="Made-up mission", lead=PrefectureGovernmentFactory(), start="2025-07-28",
        end="2025-07-30", headcount=44, officials=True,
    )  # fmt: skip


def change_url(record):
    return admin_url(Delegation, "change", record.pk)


def row(party, number=0, **values):
    """A row as the button adds it, filled in."""
    stated = {
        "title": "Business party", "lead": party.pk, "headcount_number": "30",
        "headcount_basis": "exact", **values,
    }  # fmt: skip
    return {f"sub_parties-{number}-{name}": value for name, value in stated.items()}


def add(client, mission, *rows, **values):
    posted = {name: value for one in rows for name, value in one.items()}
    posted["sub_parties-TOTAL_FORMS"] = str(len(rows))
    return post(client, change_url(mission), follow=True, **posted, **values)


def test_a_sub_party_is_added_on_the_days_of_its_mission(administrator, mission, lead):
    response = add(administrator, mission, row(lead))

    part = mission.sub_parties.get()
    assert (part.title, part.headcount_number) == ("Business party", 30)
    assert [(one.organisation, one.role) for one in part.parties.all()] == [(lead, "lead")]
    assert (part.start.file_form(), part.end.file_form()) == ("2025-07-28", "2025-07-30")
    assert (part.direction, part.visibility) == (mission.direction, "officials")
    assert f"Sub-party added: {part}." in response.content.decode()


def test_a_sub_party_may_have_days_of_its_own(administrator, mission, lead):
    add(administrator, mission, row(lead, start="2025-07-29"))

    part = mission.sub_parties.get()
    assert (part.start.file_form(), part.end.is_known) == ("2025-07-29", False)


def test_each_has_a_history_of_its_own_and_the_mission_keeps_its_version(
    administrator, mission, lead
):
    add(administrator, mission, row(lead), row(lead, 1, title="Assembly party"))

    mission.refresh_from_db()
    assert mission.version == 1
    for part in mission.sub_parties.all():
        version = history.versions_of(part).get()
        told = version.revision.version_set.filter(content_type=version.content_type)
        assert [one.object_id for one in told] == [str(part.pk)]
        assert f"Added with {mission.reference}" in version.revision.comment


def test_a_mission_is_logged_with_its_sub_parties_at_once(administrator, lead):
    post(
        administrator, ADD, title="Whole", direction="japan_to_india",
        **{"parties-0-organisation": lead.pk, "sub_parties-TOTAL_FORMS": "1"}, **row(lead),
    )  # fmt: skip

    assert Delegation.objects.get(title="Whole").sub_parties.get().title == "Business party"


def test_what_a_row_lacks_is_told_at_its_box_and_nothing_is_saved(administrator, mission, lead):
    response = add(administrator, mission, row(lead, lead="", title=""), title="Another title")

    assert set(errors_of(response)) == {"sub_parties-0-title", "sub_parties-0-lead"}
    mission.refresh_from_db()
    assert mission.title == "Made-up mission"
    assert Delegation.objects.count() == 1


def test_a_refused_sub_party_takes_the_mission_back_with_it(
    administrator, mission, lead, monkeypatch
):
    from partnerships.services import sub_parties

    def refuse(*_args, **_options):
        raise sub_parties.records.ValidationError("made up")

    monkeypatch.setattr("partnerships.services.numbering.give_reference", refuse)
    response = add(administrator, mission, row(lead), title="Another title")

    assert "“Business party” cannot be added: made up" in errors_of(response)["__all__"][0]
    mission.refresh_from_db()
    assert (mission.title, mission.version) == ("Made-up mission", 1)


def test_a_sub_party_has_no_sub_parties(administrator, mission, lead):
    part = DelegationFactory(parent=mission, lead=lead)

    assert "sub_parties-TOTAL_FORMS" not in administrator.get(change_url(part)).content.decode()


def test_those_there_are_stand_on_the_form_with_the_difference(administrator, mission, lead):
    DelegationFactory(title="Business party", parent=mission, lead=lead, headcount=30)
    DelegationFactory(title="Assembly party", parent=mission, completed=True, headcount=10)

    page = administrator.get(change_url(mission)).content.decode()

    for words in ("Business party", "Made-up Chamber", "Completed"):
        assert words in page
    assert "Stated for the whole: 44. The sub-parties come to 40. They differ by 4." in page


def test_the_page_names_the_difference_and_a_hidden_part_is_no_part(visitor, lead):
    mission = DelegationFactory(lead=StateGovernmentFactory(), headcount=44)
    DelegationFactory(title="Business party", parent=mission, headcount=30)
    DelegationFactory(title="Hidden party", parent=mission, headcount=9, for_office=True)

    page = visitor.get(mission.get_absolute_url()).content.decode()

    assert "Business party: 30. The total and the parts differ by 14." in page
    assert "Hidden party" not in page


def test_a_stale_form_keeps_the_sub_party_that_was_typed(administrator, mission, lead):
    opened = shown(administrator, change_url(mission))
    post(administrator, change_url(mission), title="Saved in between")

    typed = {"title": "Typed meanwhile", "sub_parties-TOTAL_FORMS": "1", **row(lead)}
    response = administrator.post(change_url(mission), {**opened, **typed})

    assert 'value="Business party"' in response.content.decode()
    assert not mission.sub_parties.exists()
