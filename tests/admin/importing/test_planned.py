"""The page of a file that was compared: how it was read, what it would do, what is decided."""

import pytest

from partnerships.models import Delegation
from partnerships.services import records
from partnerships.services.importing import running
from tests.admin.importing.files import (
    address,
    body,
    exported,
    in_conflict,
    in_error,
    made,
    page,
    row,
    step,
    table,
    upload,
)
from tests.admin.posting import queries_of
from tests.factories import DelegationFactory, StateGovernmentFactory

pytestmark = pytest.mark.django_db


def test_it_says_first_how_the_file_was_read(administrator):
    shown = page(administrator, made(administrator.user, rows=[row(2)]))

    text = body(shown)
    assert "UTF-8 with a byte order mark" in text
    assert "comma" in text
    assert "1 column is not known here and is left out" in text
    assert shown.context["detected"]["unknown"] == ["remarks"]


def test_the_column_of_told_errors_comes_back_without_a_word(administrator):
    batch = made(administrator.user, rows=[row(2)])
    batch.detected["unknown"] = ["import_errors"]
    batch.save()

    assert "import_errors" not in body(page(administrator, batch))


def test_rows_are_counted_and_shown_by_what_would_happen(administrator):
    record = DelegationFactory()
    rows = [row(2), row(3, "unchanged", pk=record.pk), in_error(4), row(5)]
    batch = made(administrator.user, rows=rows)

    tabs = {tab["value"]: tab["number"] for tab in page(administrator, batch).context["tabs"]}
    shown = page(administrator, batch, verdict="error")

    assert tabs == {"": 4, "error": 1, "conflict": 0, "new": 2, "changed": 0, "unchanged": 1}
    assert [line.row.number for line in shown.context["lines"]] == [4]
    for told in ("start", "2025-13", "It is no date."):
        assert told in body(shown)


@pytest.mark.parametrize(
    "query", [{"verdict": "x'"}, {"page": "0"}, {"page": "x"}, {"page": "9" * 30}]
)
def test_no_address_of_the_page_is_a_fault(administrator, query):
    batch = made(administrator.user, rows=[row(2)])

    assert [line.row.number for line in page(administrator, batch, **query).context["lines"]] == [2]


def test_fifty_rows_stand_on_a_page(administrator):
    batch = made(administrator.user, rows=[row(number) for number in range(2, 62)])

    assert len(page(administrator, batch).context["lines"]) == 50
    second = page(administrator, batch, page=2)
    assert [line.row.number for line in second.context["lines"]] == list(range(52, 62))


@pytest.mark.any_database
def test_a_page_of_fifty_conflicts_asks_as_often_as_one_of_one(administrator):
    def batch_of(number):
        changed = [twice_saved(administrator, f"Made-up {place}") for place in range(number)]
        rows = [in_conflict(n, record) for n, record in enumerate(changed, start=2)]
        return made(administrator.user, rows=rows)

    batches = [batch_of(number) for number in (1, 3, 50)]
    administrator.get(address(batches[0]))
    asked = [queries_of(administrator, address(batch)) for batch in batches]

    assert asked == [asked[0]] * 3


def twice_saved(client, title) -> Delegation:
    """A delegation at its second version; the second save renamed it."""
    record = DelegationFactory.build(title="Before", completed=True, start="2025-01")
    records.save(record, by=client.user)
    record.title = title
    records.save(record, by=client.user, reason="Made-up second thoughts")
    return record


def test_a_conflict_says_who_changed_what_since(administrator, staff):
    record = twice_saved(staff, "Theirs")
    batch = made(administrator.user, rows=[in_conflict(2, record)])

    shown = page(administrator, batch)

    assert "Both changed title" in body(shown)
    (entry,) = shown.context["lines"][0].since
    assert (entry.who, entry.why) == ("staff", "Made-up second thoughts")
    assert [(fact.before, fact.after) for fact in entry.what.facts] == [("Before", "Theirs")]
    assert shown.context["waiting"] == "Rows in conflict: say for each what is taken."


def test_a_row_in_conflict_is_decided_by_itself_or_with_all(administrator):
    changed = [twice_saved(administrator, f"Theirs {number}") for number in (2, 3)]
    rows = [in_conflict(number, record) for number, record in enumerate(changed, start=2)]
    batch = made(administrator.user, rows=rows)

    step(administrator, batch, "conflicts", **{"row-2": "mine"})
    assert page(administrator, batch).context["waiting"]
    decided = step(administrator, batch, "conflicts", all="skip")

    assert decided.context["waiting"] == ""
    assert [line.answer for line in decided.context["lines"]] == ["mine", "skip"]
    assert decided.context["apply_words"] == "Change 1 delegation"


@pytest.mark.parametrize("posted", [{"row-9": "mine"}, {"row-2": "force"}, {"row-x": "mine"}, {}])
def test_an_answer_to_what_was_not_asked_is_refused(administrator, posted):
    batch = made(administrator.user, rows=[in_conflict(2, twice_saved(administrator, "Theirs"))])

    step(administrator, batch, "conflicts", **posted)

    batch.refresh_from_db()
    assert batch.answers == {}


def test_rows_in_error_hold_the_import_until_they_are_left_out(administrator):
    batch = made(administrator.user, rows=[row(2), in_error(3)])
    assert "disabled" in body(page(administrator, batch))

    shown = step(administrator, batch, "leave_errors", left_out="1")

    assert shown.context["waiting"] == ""
    assert shown.context["apply_words"] == "Add 1 delegation"
    assert step(administrator, batch, "leave_errors").context["waiting"]


def test_a_file_that_changes_nothing_offers_nothing_to_write(administrator):
    batch = made(administrator.user, rows=[row(2, "unchanged", pk=DelegationFactory().pk)])

    shown = page(administrator, batch)

    assert "this file changes nothing" in body(shown)
    assert address(batch, "apply") not in body(shown)


def test_a_name_is_asked_for_once_and_the_answer_holds_for_all_its_rows(administrator):
    government = StateGovernmentFactory(region__name_en="Kakuupur")
    line = ["Made-up mission", "india_to_japan", "planned", "Kakuuppur"]
    head = ["title", "direction", "status", "lead_codes"]
    batch = upload(administrator, table(head, line, ["Another", *line[1:]]))

    (question,) = page(administrator, batch).context["questions"].names
    assert (question.asked.text, question.asked.rows) == ("Kakuuppur", 2)
    assert government.slug in [choice["key"] for choice in question.choices]
    posted = {"name-0-kind": "organisation", "name-0-text": "Kakuuppur"}
    shown = step(administrator, batch, "names", **posted, **{"name-0": f"record:{government.slug}"})

    assert not shown.context["questions"]
    assert shown.context["apply_words"] == "Add 2 delegations"
    assert [one["key"] for one in shown.context["decided"]] == [government.slug]


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ({"name-0": "typed", "name-0-typed": "kakuupur"}, {"kakuuppur": "kakuupur"}),
        ({"name-0-typed": "kakuupur"}, {"kakuuppur": "kakuupur"}),
        ({"name-0": "out"}, {"kakuuppur": ""}),
        ({"name-0": "typed", "name-0-typed": "Nowhere"}, None),
        ({"name-0": "typed", "name-0-typed": ""}, None),
        ({"name-0": "out", "name-0-text": "Not asked"}, None),
        ({"name-0": "out", "name-0-kind": "user"}, None),
    ],
)
def test_a_name_is_typed_or_left_out_and_what_names_nothing_stays_open(administrator, posted, kept):
    StateGovernmentFactory(region__name_en="Kakuupur")
    batch = upload(administrator, table(["title", "lead_codes"], ["Made-up mission", "Kakuuppur"]))

    asked = {"name-0-kind": "organisation", "name-0-text": "Kakuuppur"}
    step(administrator, batch, "names", **(asked | posted))

    batch.refresh_from_db()
    assert batch.answers.get("names", {}).get("organisation") == kept


def test_an_answer_is_taken_back_and_asked_again(administrator):
    batch = upload(administrator, table(["title", "lead_codes"], ["Made-up mission", "Kakuuppur"]))
    asked = {"name-0-kind": "organisation", "name-0-text": "Kakuuppur"}
    shown = step(administrator, batch, "names", **asked, **{"name-0": "out"})
    assert not shown.context["questions"]

    shown = step(administrator, batch, "again", again=shown.context["decided"][0]["value"])

    assert [one.asked.text for one in shown.context["questions"].names] == ["Kakuuppur"]


def test_days_are_asked_for_once_for_the_file(administrator):
    line = ["Made-up mission", "india_to_japan", "planned", "03/04/2025"]
    batch = upload(administrator, table(["title", "direction", "status", "start"], line))
    assert page(administrator, batch).context["questions"].days.first == 2

    shown = step(administrator, batch, "names", days="month_first")

    assert not shown.context["questions"]
    (fact,) = [fact for fact in shown.context["lines"][0].facts if fact.name == "start"]
    assert fact.after == "2025-03-04"


def test_the_rows_in_error_come_as_a_file_that_is_mended_and_uploaded(administrator):
    head = ["title", "direction", "status", "start", "office's own"]
    good = ["Good one", "india_to_japan", "planned", "2025", ""]
    batch = upload(
        administrator,
        table(head, good, ["=Wrong one", "india_to_japan", "planned", "2025-13", "a; b"]),
    )

    answer = administrator.get(address(batch, "errors"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, line = text.splitlines()
    assert header == '"title","direction","status","start","office\'s own","import_errors"'
    assert line.startswith('"\'=Wrong one","india_to_japan","planned","2025-13","a; b","start: ')
    mended = upload(administrator, text.replace("2025-13", "2025-12"))
    shown = page(administrator, mended)
    assert [one.row.title for one in shown.context["lines"]] == ["=Wrong one"]
    assert shown.context["detected"]["unknown"] == ["office's own"]
    assert shown.context["waiting"] == ""


def test_the_rows_in_error_of_a_shift_jis_file_stay_in_shift_jis(administrator):
    text = table(["title", "start"], ["山梨県?訪問", "2025-13"])
    batch = upload(administrator, text.encode("cp932"))

    answer = administrator.get(address(batch, "errors"))

    assert "山梨県?訪問" in b"".join(answer.streaming_content).decode("cp932")
    assert answer["Content-Type"] == "text/csv; charset=Shift_JIS"


def test_comparing_again_sees_what_changed_and_forgets_decisions_that_are_too_old(administrator):
    record = DelegationFactory.build(title="Before", completed=True, start="2025-01")
    records.save(record)
    text = exported(administrator, "delegations").replace("Before", "Mine")
    record.title = "Theirs"
    records.save(record)
    batch = upload(administrator, text)
    step(administrator, batch, "conflicts", **{"row-2": "mine"})
    assert step(administrator, batch, "compare").context["waiting"] == ""
    record.title = "Theirs again"
    records.save(record)

    shown = step(administrator, batch, "compare")

    assert shown.context["waiting"] == "Rows in conflict: say for each what is taken."


def test_looking_writes_nothing(administrator):
    text = exported(administrator, "delegations") + table(["", "", "Made-up mission"])
    before = Delegation.objects.count()

    batch = upload(administrator, text)
    page(administrator, batch)

    assert Delegation.objects.count() == before
    assert running.store_of(batch).path.exists()


def test_a_record_that_was_hidden_since_is_told_of_no_more(staff):
    record = DelegationFactory(title="Hidden since", for_office=True)
    told = [{"column": "title", "old": "Hidden since", "new": "Mine", "cell": "Mine"}]
    changed = row(2, "changed", pk=record.pk, title="Hidden since", key="x", changes=told)

    text = body(page(staff, made(staff.user, rows=[changed])))

    assert "Hidden since" not in text
    assert "not there any more" in text
