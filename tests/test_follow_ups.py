"""The list of follow-ups, and papers on pages: for those who sign in, as far as they may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.exported import rows_of, text_of

pytestmark = pytest.mark.django_db
HEADER = (
    "ref,url,record_type,record,what,due,due_precision,due_text,office,person,done_on,done_by,"
    "visibility"
)


def shown(client, query="") -> list[str]:
    page = client.get(f"/follow-ups/?{query}")
    assert page.status_code == 200
    assert page.context["notices"] == []
    return [row.record.what for row in page.context["table"].page.object_list]


def test_a_visitor_is_asked_to_sign_in(visitor):
    make.FollowUpFactory()

    for address in ("/follow-ups/", "/follow-ups/?_export=csv"):
        answer = visitor.get(address)
        assert answer.status_code == 302
        assert "/sign-in/?next=/follow-ups/" in answer["Location"]


def test_the_list_shows_what_the_reader_may_see_the_soonest_first(official, administrator):
    make.FollowUpFactory(what="unknown")
    make.FollowUpFactory(what="later", due="2027")
    make.FollowUpFactory(what="sooner", due="2026", record=make.PledgeFactory())
    make.FollowUpFactory(what="hidden", for_office=True)
    make.FollowUpFactory(what="below", record=make.EventFactory(for_office=True))

    assert shown(official) == ["sooner", "later", "unknown"]
    assert {*shown(administrator)} == {"sooner", "later", "unknown", "hidden", "below"}


def test_the_navigation_leads_there_for_those_who_sign_in(visitor, official):
    def urls(client):
        return [item["url"] for item in client.get("/").context["account_links"]]

    assert urls(official) == ["/follow-ups/", "/account/security/"]
    assert urls(visitor) == []


def test_the_filters_find_office_person_state_words_and_period(official, today):
    office, person = make.OfficeFactory(), make.UserFactory()
    make.FollowUpFactory(what="Late café call", due="2026-10", office=office)
    make.FollowUpFactory(what="Done", due="2026-10", done_on="2026-10-01", person=person)
    make.FollowUpFactory(what="Ahead", due="2027-03")

    assert shown(official, f"office={office.name}") == ["Late café call"]
    assert shown(official, f"person={person.username}") == ["Done"]
    assert shown(official, "overdue=yes") == ["Late café call"]
    assert {*shown(official, "overdue=no")} == {"Done", "Ahead"}
    assert shown(official, "status=done") == ["Done"]
    assert shown(official, "status=to_do") == ["Late café call", "Ahead"]
    assert shown(official, "from=2027") == ["Ahead"]
    assert shown(official, "q=cafe+call") == ["Late café call"]


def test_hidden_follow_ups_offer_no_choice(official):
    office, person = make.OfficeFactory(), make.UserFactory()
    make.FollowUpFactory(for_office=True, office=office, person=person)

    form = official.get("/follow-ups/").context["filter"].form

    assert form.fields["office"].choices == []
    assert form.fields["person"].choices == []


def test_the_file_names_the_record_and_nothing_hidden(official):
    visit = make.DelegationFactory(title="Made-up mission")
    make.FollowUpFactory(record=visit, what="Call", due="2026-03")
    make.FollowUpFactory(record=visit, what="Secret", for_office=True)

    text = text_of(official, "/follow-ups/?_export=csv&bom=0")
    (row,) = rows_of(official, "/follow-ups/?_export=csv")

    assert text.split("\r\n")[0].replace('"', "") == HEADER
    assert (row["ref"], row["what"], row["due"]) == (visit.reference, "Call", "2026-03")
    assert row["url"] == f"http://testserver{visit.get_absolute_url()}"


@pytest.mark.any_database
def test_the_list_asks_as_often_for_fifty_as_for_one(administrator):
    asked = {}
    for number in (1, 2, 47):
        for _ in range(number):
            make.FollowUpFactory(office=make.OfficeFactory(), person=make.UserFactory())
        administrator.get("/follow-ups/")
        with CaptureQueriesContext(connection) as queries:
            administrator.get("/follow-ups/?per_page=200")
        asked[number] = len(queries)

    assert len({*asked.values()}) == 1


@pytest.mark.parametrize("name", ["what", "due", "office", "person", "done_on"])
def test_every_sort_works_both_ways(official, name):
    make.FollowUpFactory.create_batch(3, due="2026", office=make.OfficeFactory())

    for sign in ("", "-"):
        assert len(shown(official, f"sort={sign}{name}")) == 3


# On the pages of records


def page_of(client, record) -> str:
    return client.get(record.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "factory", [make.DelegationFactory, make.OrganisationFactory, make.SourceFactory]
)
def test_a_page_shows_papers_to_those_who_may_see_them(
    visitor, official, administrator, today, factory
):
    record = factory()
    make.FollowUpFactory(record=record, what="Open call", due="2026-10")
    make.NoteFactory(record=record, text="Open note")
    make.NoteFactory(record=record, text="Secret note", for_office=True)

    pages = [page_of(client, record) for client in (visitor, official, administrator)]

    assert ["Open call" in page for page in pages] == [False, True, True]
    assert ["1 follow-up is overdue." in page for page in pages] == [False, True, True]
    assert ["Open note" in page for page in pages] == [False, True, True]
    assert ["Secret note" in page for page in pages] == [False, False, True]


def test_notes_are_in_no_file(administrator):
    visit = make.DelegationFactory()
    make.NoteFactory(record=visit, text="Secret note")

    assert "Secret note" not in text_of(administrator, "/delegations/?_export=csv")
