"""What an officer's file may not do: reach into what other offices own or keep to themselves."""

import pytest

from partnerships.models import Change, Delegation, Office, Organisation
from partnerships.services import records
from tests.admin.importing.files import body, exported, page, step, table, upload
from tests.admin.test_officers import office_for, officer_of
from tests.factories import (
    AgreementFactory,
    AttendanceFactory,
    DelegationFactory,
    OfficeFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    SignatureFactory,
    StateFactory,
    StateGovernmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def own(state) -> Office:
    return office_for(state)


def applied(client, text, section="delegations", **values):
    batch = upload(client, text, section, **values)
    return step(client, batch, "apply")


def new_mission(*senders) -> str:
    codes = "; ".join(sender.identifier for sender in senders)
    return table(
        ["ref", "title", "direction", "status", "sender_codes"],
        ["", "Made-up mission", "india_to_japan", "planned", codes],
    )


@pytest.mark.parametrize(
    ("other_s", "level"), [(None, "office"), ("region", "parties"), ("side", "parties")]
)
def test_a_new_record_is_kept_for_its_office_where_no_party_has_one(state, own, other_s, level):
    other = PrefectureGovernmentFactory()
    if other_s == "region":
        office_for(other)
    elif other_s == "side":
        OfficeFactory(side="JP")

    applied(officer_of(own), new_mission(state, other), policy="create")

    record = Delegation.objects.get()
    assert (record.office, record.filed_by, record.visibility) == (own, own, level)
    assert Change.objects.of(record).get().visibility == level


def test_no_file_moves_a_record_out_of_reach(state, own):
    record = DelegationFactory(lead=state)
    stranger = StateGovernmentFactory()
    client = officer_of(own)
    text = exported(client, "delegations").replace(state.identifier, stranger.identifier)

    told = body(applied(client, text))

    assert "You may not edit the record as it would be after this." in told
    assert [row.organisation for row in record.parties.all()] == [state]


def test_no_officer_s_file_moves_an_organisation_to_another_region(own):
    record = OrganisationFactory(office=own, country="IN")
    lines = [["slug", "region_code"], [record.slug, StateFactory().code]]
    client = officer_of(own)

    batch = upload(client, table(*lines), "organisations")

    assert "Only an administrator moves an organisation" in body(page(client, batch))
    assert Organisation.objects.get(pk=record.pk).region is None


def test_a_hidden_signature_stays_as_it_is(own):
    hidden = OrganisationFactory(for_office=True, office=OfficeFactory())
    record, signatory = AgreementFactory(office=own), OrganisationFactory()
    row = SignatureFactory(agreement=record, organisation=signatory, on_behalf_of=hidden)
    seen = SignatureFactory(agreement=record).organisation
    client = officer_of(own)
    heads = ["ref", "signatory_codes"]
    assert signatory.slug not in exported(client, "agreements")

    both = upload(
        client, table(heads, [record.reference, f"{seen.slug}; {signatory.slug}"]), "agreements"
    )
    applied(client, table(heads, [record.reference, "CLEAR"]), "agreements")

    assert both.counts["error"] == 1
    assert [(s.pk, s.on_behalf_of) for s in record.signatures.all()] == [(row.pk, hidden)]


def test_a_list_of_people_takes_no_hidden_one_away(state, own):
    hidden = OrganisationFactory(for_office=True, office=OfficeFactory())
    record = DelegationFactory(lead=state)
    kept = AttendanceFactory(delegation=record, name="Nobody Real", organisation=hidden)
    AttendanceFactory(delegation=record, name="Nobody Real")
    client = officer_of(own)

    applied(client, table(["ref", "people"], [record.reference, "Real Somebody"]))

    names = {row.name: row.pk for row in record.attendances.all()}
    assert names.keys() == {"Nobody Real", "Real Somebody"}
    assert names["Nobody Real"] == kept.pk


def test_a_row_from_a_version_that_was_hidden_tells_nothing_of_it(own, state, administrator):
    record = DelegationFactory.build(title="Made-up mission", purpose="Hidden aim", for_office=True)
    record.office = OfficeFactory()
    records.save(record, by=administrator.user)
    record.parties.create(organisation=state, role="lead")
    record.purpose, record.visibility = "Open aim", "public"
    records.save(record, by=administrator.user, reason="Made-up reason", announced="Announced.")
    lines = [["ref", "version", "purpose"], [record.reference, "1", "Hidden aim"]]

    batch = upload(officer_of(own), table(*lines))

    assert (batch.counts["unchanged"], batch.counts["conflict"]) == (0, 1)
