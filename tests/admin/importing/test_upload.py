"""The way to the upload, what it accepts, and what it refuses."""

import pytest

from partnerships.models import Delegation, ImportBatch, State
from partnerships.sections import SECTIONS
from partnerships.services.importing import running
from tests.admin.importing.files import ADD, body, page, table, upload
from tests.admin.posting import admin_url

pytestmark = pytest.mark.django_db
FILE = table(["ref", "title"], ["", "Made-up mission"])


@pytest.mark.parametrize("model", [Delegation, State], ids=["delegations", "states"])
def test_a_list_leads_to_the_import_of_its_section(administrator, staff, model):
    address = admin_url(model, "changelist")
    way = f"{ADD}?section={model._meta.model_name}s"

    assert way in body(administrator.get(address))
    assert way not in body(staff.get(address))


def test_the_section_of_the_list_is_chosen_and_its_table_is_offered(administrator):
    shown = administrator.get(ADD, {"section": "delegations"})

    assert shown.context["form"]["section"].value() == "delegations"
    assert [one["export_url"] for one in shown.context["starts"]] == ["/delegations/?_export=xlsx"]
    assert "at most 50 MB" in body(shown)


@pytest.mark.parametrize("query", ["section=nowhere", "section=%00"])
def test_an_unknown_section_in_the_address_is_no_fault(administrator, query):
    assert administrator.get(f"{ADD}?{query}").status_code in (200, 400)


def test_a_file_is_kept_with_who_why_and_its_digest(administrator):
    batch = upload(administrator, FILE, reason="Year's end", policy="create")

    assert (batch.user, batch.reason, batch.policy) == (
        administrator.user,
        "Year's end",
        "create",
    )
    assert len(batch.file_sha256) == 64
    assert running.file_of(batch).read_text(encoding="utf-8-sig") == FILE.replace("\r\n", "\n")
    assert page(administrator, batch).context["batch"].file_name == "made-up.csv"


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"section": ""}, "section", "required"),
        ({"section": "follow-ups"}, "section", "valid choice"),
        ({"policy": "remove"}, "policy", "valid choice"),
        ({"policy": "create", "section": "states"}, "policy", "Not for States"),
        ({"name": "made-up.xls"}, "file", "neither .csv nor .xlsx"),
        ({"reason": "x" * 501}, "reason", "at most 500"),
    ],
)
def test_what_is_wrong_with_an_upload_is_told_at_its_box(administrator, values, field, told):
    refused = upload(administrator, FILE, **values)

    assert told in " ".join(refused.context["form"].errors[field])
    assert not ImportBatch.objects.exists()


def test_an_empty_and_a_missing_file_are_refused(administrator):
    assert "empty" in str(upload(administrator, b"").context["form"].errors["file"])
    missing = administrator.post(ADD, {"section": "delegations", "policy": "both"})
    assert missing.context["form"].errors["file"] == ["Choose a file."]


def test_a_file_past_the_limit_is_refused_and_not_kept(administrator, monkeypatch, settings):
    monkeypatch.setattr("partnerships.admin.importing.uploading.MOST_BYTES", 10)

    refused = upload(administrator, FILE)

    assert "at most 0 MB are read" in str(refused.context["form"].errors["file"])
    assert not (settings.SETUHASHI_VAR / "imports").exists()


def test_a_file_that_is_no_table_is_refused_with_a_sentence_and_a_way_on(administrator):
    batch = upload(administrator, "nothing,known\r\nx,y\r\n")

    shown = page(administrator, batch)
    assert batch.state == "refused"
    assert batch.failure in body(shown)
    assert f"{ADD}?section=delegations" in body(shown)


@pytest.mark.parametrize("section", [section.slug for section in SECTIONS])
def test_each_section_has_a_workbook_to_start_from_that_imports_as_nothing(
    administrator, staff, section
):
    shown = administrator.get(ADD, {"section": section})
    (start,) = shown.context["starts"]
    assert start["template_url"] in body(shown)
    answer = administrator.get(start["template_url"])

    content = b"".join(answer.streaming_content)
    policy = shown.context["form"].sections[section].policies[0]
    batch = upload(administrator, content, section, "template.xlsx", policy=policy)

    assert (batch.state, sum(batch.counts.values())) == ("planned", 0)
    assert batch.detected["unknown"] == []
    assert staff.get(start["template_url"]).status_code == 404


def test_there_is_no_workbook_of_a_section_that_is_not_there(administrator):
    assert administrator.get(ADD.replace("add/", "template/nowhere.xlsx")).status_code == 404


def test_who_may_change_nothing_uploads_nothing(staff, official, visitor):
    assert staff.get(ADD).status_code == 403
    assert staff.post(ADD, {"section": "delegations"}).status_code == 403
    assert official.get(ADD).status_code == 302
    assert visitor.get(ADD).status_code == 302
