"""Bulk writes: what they refuse, what they tell, and what they leave alone."""

import pytest
from django.core.exceptions import ValidationError
from reversion.models import Revision

from partnerships.choices import ChangeKind, Direction, PartyRole, Visibility
from partnerships.dates import parse
from partnerships.models import (
    Change,
    Delegation,
    DelegationParty,
    ImportedRow,
    Organisation,
    Partnership,
)
from partnerships.services import bulk, history, records
from tests.factories import (
    ImportBatchFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def new(title="Made-up mission", **parties) -> bulk.Draft:
    """A new delegation with parties given as `lead=organisation`."""
    draft = bulk.blank(Delegation)
    draft.record.title = title
    draft.record.direction = Direction.JAPAN_TO_INDIA
    draft.rows["parties"] = [
        DelegationParty(organisation=organisation, role=role)
        for role, organisation in parties.items()
    ]
    return draft


def again(record) -> bulk.Draft:
    return bulk.drafts(type(record), [record.pk])[record.pk]


def write(*found, by=None, reason="", batch=None) -> bulk.Written:
    writer = bulk.BulkWrite(by, reason, batch)
    for number, draft in enumerate(found, start=2):
        writer.add(draft, number=number, fingerprint=f"{number:064}")
    return writer.write()


def test_new_records_are_numbered_in_the_order_given():
    write(new("One"), new("Two"), new("Three"))

    titles = Delegation.objects.order_by("reference_number").values_list("title", flat=True)
    assert list(titles) == ["One", "Two", "Three"]
    record = new("Four").record
    records.save(record)
    assert record.reference_number == 4


def test_new_slugs_do_not_clash():
    OrganisationFactory(name="Kakuu Guild", slug="kakuu-guild")
    found = [bulk.blank(Organisation) for _one in range(3)]
    for draft in found:
        draft.record.name, draft.record.kind = "Kakuu Guild", "other"
    write(*found)

    slugs = Organisation.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [
        "kakuu-guild",
        "kakuu-guild-other",
        "kakuu-guild-other-2",
        "kakuu-guild-other-3",
    ]


def test_a_draft_that_changes_nothing_leaves_no_history(mission):
    before = history.snapshot(mission)

    assert write(again(mission)) == bulk.Written(unchanged=1)
    mission.refresh_from_db()
    assert (mission.version, Revision.objects.count()) == (1, 1)
    assert history.snapshot(mission) == before


def test_meetings_count_towards_their_partnerships():
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    tie = PartnershipFactory(india=state, japan=prefecture)
    write(new(lead=prefecture, host=state), new(lead=prefecture))

    assert list(tie.delegations.values_list("reference_number", flat=True)) == [1]


def test_a_partnership_that_was_changed_meanwhile_is_counted_for(monkeypatch):
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    writer = bulk.BulkWrite(None)
    writer.add(new(lead=prefecture, host=state))
    writer._prepare()
    tie = PartnershipFactory(india=state, japan=prefecture)
    writer.write()

    assert tie.delegations.count() == 1


def test_a_record_that_was_changed_since_refuses_all_and_is_named(mission):
    by = UserFactory(username="colleague")
    draft, other = again(mission), new()
    draft.record.title = "Mine"
    mission.title = "Theirs"
    records.save(mission, by=by)

    with pytest.raises(bulk.StaleRows) as refusal:
        write(other, draft)

    assert refusal.value.numbers == [3]
    assert "colleague changed" in str(refusal.value)
    assert list(Delegation.objects.values_list("title", flat=True)) == ["Theirs"]


def test_a_colleague_saves_while_an_import_is_made_ready(mission):
    writer = bulk.BulkWrite(None)
    writer.add(new("From the file"))
    writer._prepare()
    mission.title = "Meanwhile"
    records.save(mission)
    other = new("Theirs").record
    records.save(other)
    writer.write()

    given = Delegation.objects.order_by("pk").values_list("title", "reference_year")
    assert {title for title, _year in given} == {"Meanwhile", "Theirs", "From the file"}
    mine = Delegation.objects.get(title="From the file")
    assert mine.reference_number == other.reference_number + 1


def test_a_record_that_was_removed_since_refuses_all(mission):
    draft = again(mission)
    draft.record.title = "Mine"
    records.delete(mission, by=None)

    with pytest.raises(bulk.StaleRows, match="removed"):
        write(draft)


def test_an_entry_of_the_book_without_a_version_is_a_change_too(mission):
    writer = bulk.BulkWrite(None)
    draft = again(mission)
    draft.record.title = "Mine"
    writer.add(draft)
    records.note(mission, ChangeKind.CHANGED, by=None)

    with pytest.raises(bulk.StaleRows):
        writer.write()


def test_dates_and_statuses_want_a_reason_and_the_row_is_named(mission):
    draft = again(mission)
    draft.record.start = parse("2026")

    with pytest.raises(ValidationError, match="Row 2: Say why you change this: Start"):
        write(draft)

    draft = again(mission)
    draft.record.start = parse("2026")
    assert write(draft, reason="Put off").changed == 1


def test_what_is_wrong_with_a_draft_is_told_with_its_row(mission):
    wrong = new("Made; up")
    organisation = OrganisationFactory()
    twice = new(lead=organisation)
    twice.rows["parties"].append(DelegationParty(organisation=organisation))
    with pytest.raises(ValidationError) as refusal:
        write(wrong, twice)

    first, second = refusal.value.messages
    assert first.startswith("Row 2: The name contains a semicolon")
    assert second == "Row 3: This party is named already; change its role instead."
    assert Delegation.objects.count() == 1


def test_a_link_that_leads_nowhere_is_refused():
    draft = new()
    draft.record.parent_id = 987654

    assert [refusal.field for refusal in bulk.refusals([draft])[0]] == ["parent"]


def test_a_party_that_fewer_people_see_is_refused():
    hidden = OrganisationFactory(visibility=Visibility.OFFICE)
    tie = PartnershipFactory(india=StateGovernmentFactory(), japan=hidden, visibility="office")
    whole = again(tie)
    in_parts = bulk.parts_of(Partnership, [tie.pk], ["sectors"])[tie.pk]
    for draft in (whole, in_parts):
        assert bulk.refusals([draft]) == [[]]
        draft.record.visibility = Visibility.PUBLIC
        assert [refusal.field for refusal in bulk.refusals([draft])[0]] == ["visibility"]

    with pytest.raises(ValidationError, match="Row 2: The partnership would name parties"):
        write(whole)


def test_the_history_tells_the_file_and_the_book_each_row(mission):
    by = UserFactory(administrator=True)
    batch = ImportBatchFactory(file_name="visits.csv", file_sha256="ab" * 32)
    draft = again(mission)
    draft.record.title = "From the file"
    write(draft, new(), by=by, reason="As agreed", batch=batch)

    changed, made = ImportedRow.objects.order_by("number")
    revision = changed.change.revision
    assert revision.user == by
    assert revision.comment == f"As agreed (imported from visits.csv, SHA-256 {'ab' * 32})"
    assert [changed.number, changed.is_new, changed.record] == [2, False, mission]
    assert [made.number, made.is_new, made.record.title] == [3, True, "Made-up mission"]
    assert made.change.kind == ChangeKind.RECORDED


def test_what_is_done_at_the_end_is_done_or_undone_with_the_rest():
    def fail(written):
        raise ValueError(written.new)

    writer = bulk.BulkWrite(None)
    writer.add(new())
    with pytest.raises(ValueError, match="1"):
        writer.write(fail)

    assert not Delegation.objects.exists()
    assert not Change.objects.exists()


def test_rows_may_swap_what_none_may_say_twice(mission):
    other = OrganisationFactory()
    mission.parties.create(organisation=other, role=PartyRole.HOST)
    draft = again(mission)
    one, two = draft.rows["parties"]
    one.organisation_id, two.organisation_id = two.organisation_id, one.organisation_id
    write(draft)

    assert mission.parties.get(role=PartyRole.LEAD).organisation == other
