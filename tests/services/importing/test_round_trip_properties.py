"""Whatever a record says comes back as it is; whatever is written into a cell arrives."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.choices import Basis, Direction
from partnerships.csvtext import escape
from partnerships.dates import parse
from partnerships.models import Delegation
from partnerships.services import records
from partnerships.text import clean_text, validate_text
from tests.factories import PrefectureGovernmentFactory, SectorFactory
from tests.services.importing.trips import (
    applied,
    brought,
    exported,
    planned,
    read_rows,
    verdicts,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

EXAMPLES = 200 if os.environ.get("SETUHASHI_PROVE_SIZE") == "full" else 25
often = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def is_storable(text: str) -> bool:
    try:
        validate_text(text)
    except Exception:  # noqa: BLE001 - whatever is refused at entry is no record
        return False
    return True


#: Every plane of Unicode, and what spreadsheets fall for.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")
spreadsheet_bait = st.sampled_from(
    ["=1+1", "'=1", "''x", "+81", "-5", "@a", "\t=x", "007", "1e5", "TRUE", "2024-12", "09:30",
     "3/4/2025", "_x0041_", "_x005F_", "#N/A", '"', ",;\n", "CLEARED", "約70名", "𠮷野家", "😀"]
)  # fmt: skip
texts = (
    st.lists(st.one_of(st.text(letters, max_size=20), spreadsheet_bait), max_size=4)
    .map("".join)
    .map(clean_text)
    .filter(is_storable)
)
lines = texts.map(lambda text: text.replace("\n", " ").replace(";", ",")[:150]).filter(
    lambda text: not set(text) & set(";；\u037e︔﹔")
)
dates = st.sampled_from(
    ["", "2025-04-03", "2024-12", "2025", "FY2025", "2025-Q3", "by 2029-03", "by 2029",
     "unknown: in spring", "3 Apr 2025", "令和7年8月30日", "Dec 2024"]
)  # fmt: skip


facts = st.fixed_dictionaries(
    {
        "title": lines.map(lambda text: text if text.strip() else f"x{text}"),
        "purpose": texts,
        "outcome": texts,
        "date_remark": lines,
        "headcount_number": st.none() | st.integers(0, 10**6),
        "headcount_basis": st.sampled_from(Basis.values),
        "headcount_text": lines,
    }
)


def stored(columns, start="2025", parties=(), sectors=()):
    """The one delegation there is, saved as the admin saves it."""
    Delegation.objects.all().delete()
    record = Delegation(direction=Direction.JAPAN_TO_INDIA, **columns)
    record.start = parse(start)
    rows = [
        lambda: [record.parties.create(organisation=one, role=role) for one, role in parties],
        lambda: record.sectors.set(sectors),
    ]
    records.save(record, rows, by=None)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_comes_back_as_it_is(administrator, kind):
    organisations = PrefectureGovernmentFactory.create_batch(3)
    sectors = SectorFactory.create_batch(3)
    role = st.sampled_from(["lead", "sender", "host", "observer"])
    parties = st.dictionaries(st.sampled_from(organisations), role).map(lambda found: found.items())

    @often
    @given(facts, dates, parties, st.lists(st.sampled_from(sectors), unique=True))
    def unchanged(columns, start, parties, sectors):
        stored(columns, start, parties, sectors)
        content = exported(administrator, "delegations", kind)

        batch = brought(administrator.user, "delegations", content, f"table.{kind}")

        [row] = planned(batch)
        assert (row.verdict, row.changes, row.notes) == ("unchanged", [], [])

    unchanged()


def test_a_text_that_is_written_into_a_cell_arrives(administrator):
    stored({"title": "Made-up mission"})

    @often
    @given(texts.filter(lambda text: text.strip() not in ("", "CLEAR")))
    def arrives(text):
        before = Delegation.objects.get()
        [row] = read_rows(exported(administrator, "delegations"))
        content = written([row | {"outcome": escape(text)}])

        batch = applied(administrator.user, "delegations", content)

        after = Delegation.objects.get()
        if set(verdicts(batch)) == {"unchanged"}:
            assert after.outcome == before.outcome
        else:
            assert after.outcome == text
            assert after.version == before.version + 1

    arrives()
