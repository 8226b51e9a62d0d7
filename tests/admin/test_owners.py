"""What an officer does to their own records that would reach into those of other offices."""

import pytest

from partnerships.choices import Visibility
from partnerships.models import Delegation, Organisation
from tests.admin.posting import admin_url, errors_of, post
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    FollowUpFactory,
    FollowUpTemplateFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PledgeFactory,
    PrefectureGovernmentFactory,
    StateFactory,
    StateGovernmentFactory,
)

pytestmark = pytest.mark.django_db
MERGE = admin_url(Organisation, "merge")


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def own(state):
    return office_for(state)


def body_of(office, **values) -> Organisation:
    return OrganisationFactory(office=office, **values)


def both(kept, gone, **values) -> dict:
    versions = {"version_of_kept": kept.version, "version_of_gone": gone.version}
    return {"kept": kept.pk, "gone": gone.pk, **versions, **values}


# Merging


@pytest.mark.parametrize("whose", ["nobody's", "another's"])
def test_only_who_owns_both_records_merges_them(state, own, whose):
    mine = body_of(own, region=state.region)
    theirs = body_of(OfficeFactory() if whose == "another's" else None, region=state.region)
    client = officer_of(own)
    assert client.get(change_url(theirs)).context["has_change_permission"]

    for kept, gone in ((mine, theirs), (theirs, mine)):
        assert client.get(MERGE, both(kept, gone)).status_code == 403
        assert client.post(MERGE, both(kept, gone, step="merge")).status_code == 403

    assert MERGE not in client.get(change_url(theirs)).content.decode()
    assert Organisation.objects.filter(pk__in=[mine.pk, theirs.pk]).count() == 2


def test_who_owns_both_records_merges_them(own):
    kept, gone = body_of(own), body_of(own)

    officer_of(own).post(MERGE, both(kept, gone, step="merge"))

    assert not Organisation.objects.filter(pk=gone.pk).exists()


def test_a_refused_merge_names_no_hidden_record(own):
    kept, gone = body_of(own), body_of(own)
    hidden = {"for_office": True, "office": OfficeFactory()}
    PledgeFactory(text="Hidden promise", made_by=gone, made_to=kept, **hidden)

    page = officer_of(own).post(MERGE, both(kept, gone)).content.decode()

    assert "Hidden promise" not in page
    assert "Records that you may not see forbid it" in page


def test_a_merge_under_which_a_hidden_record_would_not_stand_does_not_name_it(own):
    kept, gone = body_of(own, visibility=Visibility.PARTIES), body_of(own)
    PartnershipFactory(title="Hidden tie", india=gone, for_parties=True, office=OfficeFactory())

    response = officer_of(own).post(MERGE, both(kept, gone, step="merge"))

    page = response.content.decode()
    assert "Hidden tie" not in page
    assert "A record that you may not see would not stand after the merge." in page


def test_organisations_of_two_regions_are_merged_by_administrators_alone(own, state, administrator):
    kept, gone = body_of(own, region=state.region), body_of(own)

    refused = officer_of(own).post(MERGE, both(kept, gone)).content.decode()
    asked = administrator.post(MERGE, both(kept, gone)).content.decode()

    told = "Only an administrator merges organisations of two regions."
    assert told in refused
    assert told not in asked


# Where an organisation lies


def test_an_organisation_is_moved_to_another_region_by_administrators_alone(own, administrator):
    body, region = body_of(own), StateFactory()

    response = post(officer_of(own), change_url(body), region=region.pk)

    assert "Only an administrator moves an organisation" in str(errors_of(response)["region"])
    post(administrator, change_url(body), region=region.pk)
    body.refresh_from_db()
    assert body.region == region


@pytest.mark.parametrize("level", [Visibility.PARTIES, Visibility.PUBLIC])
def test_no_party_is_added_to_see_what_hangs_on_a_tie(own, state, level):
    prefecture = PrefectureGovernmentFactory()
    tie = PartnershipFactory(office=own, japan=prefecture, india=StateGovernmentFactory())
    AgreementFactory(partnership=tie, visibility=level, office=office_for(prefecture))
    rows = {"parties-TOTAL_FORMS": "3", "parties-2-organisation": state.pk, "parties-2-side": "IN"}

    response = post(officer_of(own), change_url(tie), **rows)

    refused = response.status_code == 200
    assert refused == (level == Visibility.PARTIES)
    assert tie.parties.filter(organisation=state).exists() != refused


def test_hiding_an_organisation_names_no_hidden_partnership(own):
    body = body_of(own)
    hidden = {"for_office": True, "office": OfficeFactory()}
    PartnershipFactory(title="Hidden tie", india=body, **hidden)
    PartnershipFactory(title="Open tie", india=body)

    response = post(officer_of(own), change_url(body), visibility="office")

    told = str(errors_of(response)["visibility"])
    assert "Open tie, other records." in told
    assert "Hidden tie" not in told


# Follow-ups before a departure


def test_the_set_of_follow_ups_tells_of_no_hidden_one_and_is_for_who_adds_it(own, state):
    host = PrefectureGovernmentFactory()
    owner = office_for(host)
    parties = {"lead": state, "host": host, "direction": "india_to_japan"}
    record = DelegationFactory(office=owner, start="2026-12-20", **parties)
    FollowUpTemplateFactory(what="Made-up visas", direction="india_to_japan")
    FollowUpFactory(record=record, for_office=True, office=owner, what="Made-up visas")
    client, address = officer_of(own), admin_url(Delegation, "add_set", record.pk)

    page = client.get(address)
    client.post(address, {"expected_version": record.version})

    assert page.context["adding"] == 1
    assert record.follow_ups.get(office=own).what == "Made-up visas"


# What is in force


def test_a_hidden_renewal_ends_nothing_for_those_who_do_not_see_it(visitor, state, administrator):
    tie = PartnershipFactory(india=state, japan=PrefectureGovernmentFactory(), standing="paused")
    first = AgreementFactory(partnership=tie, signed="2020", is_open_ended=True)
    AgreementFactory(for_office=True, signed="2021", supersedes=first)

    kinds = {
        client: [str(pair["kind"]) for group in page.context["groups"] for pair in group["pairs"]]
        for client in (visitor, administrator)
        for page in [client.get("/coverage/")]
    }

    assert kinds == {visitor: ["in_force"], administrator: ["unsettled"]}
