"""Follow-ups and notes on the forms of records, the set before a departure, what is overdue."""

import pytest
from django.urls import reverse

from partnerships.models import Delegation
from tests.admin.posting import admin_url, post
from tests.factories import (
    DelegationFactory,
    FollowUpFactory,
    FollowUpTemplateFactory,
    NoteFactory,
    OfficeFactory,
    OrganisationFactory,
    PledgeFactory,
)

pytestmark = pytest.mark.django_db
FOLLOW_UPS = "partnerships-followup-content_type-object_id"
NOTES = "partnerships-note-content_type-object_id"


def form_of(record) -> str:
    return admin_url(type(record), "change", record.pk)


def test_a_follow_up_is_added_on_the_form_for_the_office_of_the_record(administrator):
    record = DelegationFactory(lead=OrganisationFactory(), office=OfficeFactory())
    row = {"TOTAL_FORMS": "1", "0-what": "Made-up call", "0-due": "2027-03"}
    row["0-visibility"] = "office"

    post(administrator, form_of(record), **{f"{FOLLOW_UPS}-{k}": v for k, v in row.items()})

    (added,) = record.follow_ups.all()
    assert (added.what, added.due.file_form()) == ("Made-up call", "2027-03")
    assert (added.office, added.visibility) == (record.office, "office")


def test_who_enters_the_day_did_it_and_who_takes_it_out_did_not(administrator):
    record = OrganisationFactory()
    row = FollowUpFactory(record=record)

    post(administrator, form_of(record), **{f"{FOLLOW_UPS}-0-done_on": "2026-04-01"})
    row.refresh_from_db()
    assert (str(row.done_on), row.done_by) == ("2026-04-01", administrator.user)

    post(administrator, form_of(record), **{f"{FOLLOW_UPS}-0-done_on": ""})
    row.refresh_from_db()
    assert (row.done_on, row.done_by) == (None, None)


def test_a_note_keeps_its_author_whoever_edits_it(administrator):
    record = OrganisationFactory()
    row = {"TOTAL_FORMS": "1", "0-text": "Made-up words", "0-visibility": "office"}
    post(administrator, form_of(record), **{f"{NOTES}-{k}": v for k, v in row.items()})
    record.notes.update(author=None)

    post(administrator, form_of(record), **{f"{NOTES}-0-text": "Other made-up words"})

    (note,) = record.notes.all()
    assert (note.text, note.author) == ("Other made-up words", None)


def test_the_set_is_shown_before_it_is_added(administrator):
    record = DelegationFactory(direction="india_to_japan", start="2026-12-20")
    FollowUpTemplateFactory(what="Made-up visas", direction="india_to_japan", days_before=30)
    address = reverse("admin:partnerships_delegation_add_set", args=[record.pk])
    assert address in administrator.get(form_of(record)).content.decode()

    page = administrator.get(address)
    assert "Made-up visas" in page.content.decode()
    assert "20 Nov 2026" in page.content.decode()
    assert not record.follow_ups.exists()

    told = administrator.post(address, {"expected_version": 1}, follow=True)
    assert "1 follow-up was added." in told.content.decode()
    assert record.follow_ups.get().what == "Made-up visas"


def test_a_set_for_a_start_that_is_not_known_says_so(administrator):
    record = DelegationFactory(direction="india_to_japan")
    FollowUpTemplateFactory(direction="india_to_japan")
    address = reverse("admin:partnerships_delegation_add_set", args=[record.pk])

    page = administrator.get(address).content.decode()

    assert "The start is not known to the day or month" in page


def test_a_stale_page_or_one_without_a_version_adds_no_set(administrator, staff):
    record = DelegationFactory(direction="india_to_japan")
    FollowUpTemplateFactory(direction="india_to_japan")
    address = reverse("admin:partnerships_delegation_add_set", args=[record.pk])
    Delegation.objects.update(version=2)

    for posted in ({"expected_version": 1}, {}):
        administrator.post(address, posted)
    assert staff.post(address, {"expected_version": 2}).status_code == 403

    assert not record.follow_ups.exists()


def test_the_first_page_tells_what_is_overdue(administrator, staff, today):
    PledgeFactory(text="Made-up late promise", due="2026-10", for_office=True)
    PledgeFactory(text="Made-up promise in time", due="2026-12")
    FollowUpFactory(what="Made-up late call", due="2026-10-31")
    FollowUpFactory(what="Made-up hidden call", due="2026-10-31", for_office=True)

    told = [
        [line["title"] for line in client.get("/admin/").context["overdue"]["lines"]]
        for client in (administrator, staff)
    ]

    assert told == [
        ["Made-up late promise", "Made-up late call", "Made-up hidden call"],
        ["Made-up late call"],
    ]


def test_of_many_overdue_the_longest_overdue_are_told_and_the_others_counted(administrator, today):
    for day in range(1, 8):
        PledgeFactory(text=f"Made-up promise {day}", due=f"2026-10-{day:02}")
        FollowUpFactory(what=f"Made-up call {day}", due=f"2026-10-{day:02}")

    told = administrator.get("/admin/").context["overdue"]

    assert [line["title"] for line in told["lines"]] == [
        *(f"Made-up promise {day}" for day in range(1, 5)),
        *(f"Made-up call {day}" for day in range(1, 5)),
    ]
    assert (told["more_pledges"], told["more_follow_ups"]) == (3, 3)


def test_hidden_papers_stay_off_the_form_and_survive_a_look(staff):
    record = OrganisationFactory()
    FollowUpFactory(record=record, what="Made-up secret", for_office=True)
    NoteFactory(record=record, text="Made-up secret", for_office=True)
    NoteFactory(record=record, text="Made-up open note")

    page = staff.get(form_of(record)).content.decode()

    assert "Made-up open note" in page
    assert "Made-up secret" not in page
