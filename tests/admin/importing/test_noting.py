"""What the access log tells of imports: each step, and rows that reach for what is not theirs."""

import pytest

from partnerships.models import AccessEvent
from partnerships.models.access import AccessKind
from tests.admin.importing.files import exported, step, table, upload
from tests.admin.test_officers import office_for, officer_of
from tests.factories import DelegationFactory, OfficeFactory, StateGovernmentFactory

pytestmark = pytest.mark.django_db
HEAD = ["title", "direction", "status", "start"]


def told(kind) -> list[tuple]:
    events = AccessEvent.objects.filter(kind=kind).order_by("pk")
    return list(events.values_list("account", "query", "rows", "reason"))


def test_upload_applying_and_undoing_are_told_with_who_and_where_from(administrator):
    batch = upload(administrator, table(HEAD, ["New", "india_to_japan", "planned", "2026-12"]))
    step(administrator, batch, "apply")
    step(administrator, batch, "undo")

    assert told(AccessKind.IMPORT) == [
        ("administrator", "made-up.csv", None, "Uploaded."),
        ("administrator", "made-up.csv", 1, "Applied."),
        ("administrator", "made-up.csv", 1, "Undone."),
    ]
    event = AccessEvent.objects.filter(kind=AccessKind.IMPORT).first()
    assert (event.address, event.section, event.format) == ("127.0.0.1", "delegations", "csv")


def test_rows_for_records_of_others_are_told_as_refused():
    state = StateGovernmentFactory()
    client = officer_of(office_for(state))
    DelegationFactory(title="Own mission", lead=state)
    DelegationFactory(title="Made-up mission", office=OfficeFactory())
    text = exported(client, "delegations").replace("Made-up mission", "Taken over")

    upload(client, text)

    [(account, file, rows, why)] = told(AccessKind.REFUSAL)
    assert (account, file, rows) == (client.user.username, "made-up.csv", 1)
    assert why == "Rows of a file asked for what is outside the account's right."


def test_a_file_that_would_move_a_record_out_of_reach_is_told_as_refused():
    state, stranger = StateGovernmentFactory(), StateGovernmentFactory()
    client = officer_of(office_for(state))
    DelegationFactory(lead=state)
    text = exported(client, "delegations").replace(state.identifier, stranger.identifier)

    step(client, upload(client, text), "apply")

    assert [why for *_rest, why in told(AccessKind.IMPORT)] == [
        "Uploaded.",
        "Refused when it was to be applied; nothing was written.",
    ]
