"""The round trip in the browser: export, edit one cell, upload, look, apply, undo."""

import csv
import io

import pytest
from playwright.sync_api import expect

from partnerships.models import Delegation
from partnerships.services import records
from tests.browser.keyboard import sign_in
from tests.factories import DelegationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/partnerships/delegation/"


@pytest.fixture
def delegations(transactional_db, settings, tmp_path):
    """Saved as in use, with a history to go back to; files go to the test's own folder."""
    settings.SETUHASHI_VAR = tmp_path
    for number in range(3):
        records.save(DelegationFactory.build(title=f"Made-up mission {number}", start="2025"))


def with_one_cell_edited(path) -> bytes:
    """The export as a spreadsheet saves it again, one title changed."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    column = rows[0].index("title")
    edited = next(row for row in rows if row[column] == "Made-up mission 1")
    edited[column] = "Renamed mission"
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def titles() -> set[str]:
    return set(Delegation.objects.values_list("title", flat=True))


def test_one_edited_cell_comes_back_as_one_change_and_goes_again(
    page, administrator, delegations, tmp_path
):
    sign_in(page, administrator)
    page.goto("/delegations/")
    with page.expect_download() as download:
        page.evaluate("location.assign('/delegations/?_export=csv')")
    download.value.save_as(tmp_path / "export.csv")
    edited = with_one_cell_edited(tmp_path / "export.csv")

    page.goto(LIST)
    page.get_by_role("link", name="Import from a file").click()
    file = {"name": "delegations.csv", "mimeType": "text/csv", "buffer": edited}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Compare it").click()

    expect(page.locator(".import__read")).to_contain_text("semicolon")
    page.get_by_role("link", name="Changed 1").click()
    expect(page.locator(".import__rows li.import__line")).to_have_count(1)
    fact = page.locator(".differences__fact")
    expect(fact.locator("dt")).to_have_text(["title"])
    expect(fact.locator("del")).to_have_text("Made-up mission 1")
    expect(fact.locator("ins")).to_have_text("Renamed mission")
    assert "Renamed mission" not in titles()

    page.get_by_role("button", name="Change 1 delegation").click()
    expect(page.locator(".import__written tbody tr")).to_have_count(1)
    assert "Renamed mission" in titles()

    page.get_by_role("link", name="Undo all of it").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator(".messagelist")).to_contain_text("The import is undone.")
    assert titles() == {f"Made-up mission {number}" for number in range(3)}


def test_a_long_import_tells_how_far_it_is_and_shows_its_end(
    page, administrator, delegations, monkeypatch
):
    """The process of its own is the test itself, which lets the page wait first."""
    from partnerships.models import ImportBatch
    from partnerships.sections.importing import IMPORT_TABLES
    from partnerships.services.importing import workers

    monkeypatch.setattr(workers, "SHORT_FILE", {})
    monkeypatch.setattr(workers, "_start_child", lambda batch, step: None)
    sign_in(page, administrator)
    page.goto("/admin/partnerships/importbatch/add/?section=delegations")
    file = {"name": "made-up.csv", "mimeType": "text/csv", "buffer": b"title\r\nMade-up\r\n"}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Compare it").click()

    expect(page.locator("[data-words]")).to_have_text("0 rows are compared")
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(state="planning", done=40)
    expect(page.locator("[data-words]")).to_have_text("40 rows are compared")
    workers.work(batch, IMPORT_TABLES["delegations"], workers.PREPARE)

    expect(page.locator(".import__rows li.import__line")).to_have_count(1)
