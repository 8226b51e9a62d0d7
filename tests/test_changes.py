"""The list of changes and the history of a record: who changed what, as far as one may know."""

import csv
import io
import json

import pytest
from django.urls import reverse

from partnerships.models import Change, Delegation
from partnerships.sections import SECTIONS
from partnerships.sections.changes import CHANGES
from partnerships.services import records
from tests import sections_world
from tests.admin.posting import queries_of
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    PartnershipFactory,
    PledgeFactory,
    PrefectureGovernmentFactory,
    SourceFactory,
    StateGovernmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

RECORDS = [section for section in SECTIONS if section.slug not in ("states", "prefectures")]
each_kind = pytest.mark.parametrize("section", RECORDS, ids=lambda section: section.slug)


def save(record, *relations, by=None, **values):
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, relations, by=by, reason="Corrected")
    return record


@pytest.fixture
def mission():
    """A public delegation of Gujarat to Hyogo, saved once with a history."""
    gujarat, hyogo = StateGovernmentFactory(), PrefectureGovernmentFactory()
    record = DelegationFactory(lead=gujarat, host=hyogo, title="Made-up mission")
    return save(record, purpose="To see")


def lines(client, **query):
    table = client.get("/changes/", query).context["table"]
    return [table.lines[row.record.pk] for row in table.page.object_list]


def told(client, **query):
    return [(line.title, line.what.summary()) for line in lines(client, **query)]


def history(client, record):
    return client.get(f"{record.get_absolute_url()}history/")


def exported(client, **query) -> list[dict]:
    response = client.get("/changes/", {"_export": "json", **query})
    return json.loads(b"".join(response.streaming_content))


# What is told


def test_a_line_says_what_was_changed_between_which_regions(visitor, mission):
    save(mission, title="Another mission", by=UserFactory())

    line = lines(visitor)[0]
    regions = [str(row.organisation.region) for row in mission.parties.order_by("pk")]
    assert line.between == " – ".join(regions)
    assert (line.title, line.what.summary()) == ("Another mission", ["Title"])
    page = visitor.get("/changes/").content.decode()
    assert "<del>Made-up</del>" in page or "<del>Made-up mission</del>" in page


def test_who_and_why_are_for_those_who_sign_in(visitor, official, mission):
    save(mission, title="Another mission", by=UserFactory(username="kiran"))

    for url in ("/changes/", f"{mission.get_absolute_url()}history/"):
        open_page, signed_in = (client.get(url).content.decode() for client in (visitor, official))
        assert ("kiran" in signed_in, "Corrected" in signed_in) == (True, True)
        assert ("kiran" in open_page, "Corrected" in open_page) == (False, False)
        assert "An official" in open_page


def test_the_history_of_a_record_shows_each_save_before_and_after(visitor, mission):
    save(mission, title="Another mission")

    page = history(visitor, mission)
    assert [entry.words for entry in page.context["entries"]] == ["Changed", "Changed"]
    assert "<ins>Another mission</ins>" in page.content.decode()


@each_kind
def test_every_record_leads_to_its_history(visitor, section):
    record = sections_world.make(section.slug)
    url = reverse(f"{section.slug}_history", args=[record.key])

    assert f'href="{url}"' in visitor.get(record.get_absolute_url()).content.decode()
    assert visitor.get(url).status_code == 200


def test_a_key_in_other_letters_is_sent_on(visitor, mission):
    response = visitor.get(f"/delegations/{mission.reference.lower()}/history/")
    assert response.url == f"{mission.get_absolute_url()}history/"


# Who is told


@pytest.mark.parametrize("level", ["officials", "parties", "office"])
def test_a_hidden_record_has_no_history_and_no_line(visitor, mission, level):
    save(mission, visibility=level)

    assert history(visitor, mission).status_code == 404
    assert lines(visitor) == []
    assert exported(visitor) == []


def test_the_history_counts_what_it_shows(visitor, mission):
    body = OrganisationFactory(visibility="public")
    save(mission, lambda: mission.parties.create(organisation=body))
    assert history(visitor, mission).context["page"].paginator.count == 2
    save(body, visibility="office")

    page = history(visitor, mission)
    assert page.context["page"].paginator.count == len(page.context["entries"]) == 1


def test_a_history_that_is_too_long_says_so(visitor, mission, monkeypatch):
    monkeypatch.setattr("partnerships.services.book.MOST", 1)
    save(mission, title="Another mission")

    page = history(visitor, mission)
    assert len(page.context["entries"]) == 1
    assert "Of more than 1 changes the newest 1 are gone through here" in page.content.decode()


def test_a_name_that_is_hidden_stands_nowhere(visitor, official, mission):
    body = OrganisationFactory(name="Canary Bureau", visibility="office")
    source = SourceFactory(title="Canary release", visibility="office")

    def add():
        mission.parties.create(organisation=body)
        mission.citations.create(source=source)

    save(mission, add, title="Another mission")
    save(mission, mission.parties.filter(organisation=body).delete)

    for client in (visitor, official):
        for url in ("/changes/", f"{mission.get_absolute_url()}history/"):
            assert "canary" not in client.get(url).content.decode().casefold()
        assert "canary" not in json.dumps(exported(client)).casefold()
        assert len(lines(client)) == 2


def test_a_region_of_a_hidden_party_is_not_between(visitor, mission):
    hidden = StateGovernmentFactory(visibility="office")
    save(mission, lambda: mission.parties.create(organisation=hidden), outcome="Seen")

    assert str(hidden.region) not in lines(visitor)[0].between
    assert hidden.region not in lines(visitor)[0].regions


def test_a_region_of_a_hidden_party_to_a_pledge_is_not_between(visitor, administrator):
    hidden = StateGovernmentFactory(visibility="office")
    save(PledgeFactory(made_by=hidden), text="Another made-up promise")

    assert hidden.region in lines(administrator)[0].regions
    assert hidden.region not in lines(visitor)[0].regions
    assert str(hidden.region) not in lines(visitor)[0].between


def test_a_removed_record_is_told_to_administrators_alone(visitor, administrator, mission):
    records.delete(Delegation.objects.get(), by=UserFactory())

    assert lines(visitor) == []
    assert lines(administrator)[0].title == "a removed record"
    assert administrator.get("/changes/", {"_export": "csv"}).status_code == 200


# Filters


def test_days_filter_by_the_day_of_the_change(visitor, mission):
    from datetime import UTC, datetime

    first = Change.objects.get()
    first.revision.date_created = datetime(2026, 1, 31, 12, tzinfo=UTC)
    first.revision.save()
    save(mission, title="Another mission")

    assert len(lines(visitor)) == 2
    assert len(lines(visitor, **{"from": "2026-01", "to": "2026-01-31"})) == 1
    assert len(lines(visitor, to="2026-01-30")) == 0
    assert len(lines(visitor, **{"from": "2026-02-01"})) == 1


def test_regions_kinds_partnerships_words_and_users_filter(official, mission):
    kiran = UserFactory(username="kiran")
    tie = PartnershipFactory(
        india=StateGovernmentFactory(), japan=PrefectureGovernmentFactory(), title="Made-up tie"
    )
    save(tie, summary="About", by=kiran)
    save(mission, lambda: mission.partnerships.set([tie]), partnerships_chosen=True)
    other = save(OrganisationFactory(name="Elsewhere"), name="Elsewhere Hall")
    state = mission.parties.order_by("pk").first().organisation.region.code

    assert {title for title, _what in told(official, state=state)} == {"Made-up mission"}
    assert told(official, kind="organisation") == [("Elsewhere Hall", [])]
    assert {t for t, _w in told(official, partnership=tie.slug)} == {
        "Made-up mission",
        "Made-up tie",
    }
    assert told(official, q="elsewhere hall") == [(str(other), [])]
    assert told(official, user="kiran") == [("Made-up tie", [])]


def test_visitors_cannot_ask_by_name(visitor, mission):
    save(mission, title="Another mission", by=UserFactory(username="kiran"))

    page = visitor.get("/changes/", {"user": "kiran"})
    assert "This list has no filter “user”" in page.content.decode()
    assert visitor.get("/changes/", {"user": "kiran", "_export": "csv"}).status_code == 400


@pytest.mark.parametrize(
    "query", [{"from": "03/04/2025"}, {"kind": "nonsense"}, {"state": "XX"}, {"sort": "nonsense"}]
)
def test_bad_values_are_named_and_give_no_file(visitor, mission, query):
    assert visitor.get("/changes/", query).status_code == 200
    refused = visitor.get("/changes/", {**query, "_export": "csv"})
    assert refused.status_code == 400
    assert "“" in refused.content.decode()


def test_the_list_sorts_both_ways(visitor, mission):
    save(mission, title="Another mission")

    numbers = [line.entry.change.number for line in lines(visitor, sort="at")]
    assert numbers == [line.entry.change.number for line in reversed(lines(visitor))] == [2, 3]


# Files


def test_the_headers_of_the_file_stay_as_they_are():
    assert " ".join(CHANGES.sheet.headers) == (
        "ref url changed_at kind title change what before_and_after region_codes between "
        "changed_by reason"
    )


def test_the_file_holds_what_the_list_shows(official, mission):
    save(mission, title="Another mission", by=UserFactory(username="kiran"))

    newest = exported(official)[0]
    assert (newest["ref"], newest["change"]) == (mission.reference, "changed")
    assert newest["what"] == ["Title"]
    assert newest["before_and_after"] == ["Title: Made-up mission → Another mission"]
    assert (newest["changed_by"], newest["reason"]) == ("kiran", "Corrected")
    assert newest["url"].endswith(mission.get_absolute_url())


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_every_form_of_file_is_given(official, mission, form):
    response = official.get("/changes/", {"_export": form})

    assert response.status_code == 200
    assert response["X-Total-Rows"] == "1"
    body = b"".join(response.streaming_content)
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
        assert row["ref"] == mission.reference


# How much is asked


@pytest.mark.any_database
@pytest.mark.parametrize("character", ["visitor", "official", "administrator"])
def test_the_pages_ask_as_much_for_many_changes_as_for_few(request, character, mission):
    client = request.getfixturevalue(character)
    save(mission, title="Title 0")
    client.get("/changes/")  # loads what the process keeps
    asked = []
    for more in (1, 2, 30):
        for number in range(more):
            save(mission, title=f"Title {more} {number}", by=UserFactory())
        asked.append(
            (
                queries_of(client, "/changes/"),
                queries_of(client, f"{mission.get_absolute_url()}history/"),
            )
        )
    expected = {"visitor": (9, 5), "official": (11, 7), "administrator": (10, 6)}
    assert asked == [expected[character]] * 3


# Every list by the day of the last change


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_every_list_filters_by_the_day_of_the_last_change(visitor, section):
    record = sections_world.make(section.slug)
    day = "2024-02-10"
    section.model.objects.update(updated_at="2020-01-01T12:00:00Z")
    section.model.objects.filter(pk=record.pk).update(updated_at=f"{day}T12:00:00Z")

    def found(**query):
        page = visitor.get(section.list_url(), query)
        return [row.record.pk for row in page.context["table"].page.object_list]

    assert found(changed_from=day, changed_to=day) == [record.pk]
    assert record.pk not in found(changed_from="2024-02-11")
    assert record.pk not in found(changed_to="2024-02-09")


def test_the_filter_offers_nobody_whose_changes_are_hidden(official, administrator, mission):
    save(mission, title="Another mission", by=UserFactory(username="kiran"))
    save(DelegationFactory(for_office=True), title="Made up", by=UserFactory(username="hidden-one"))

    for client, told in ((official, False), (administrator, True)):
        page = client.get("/changes/").content.decode()
        assert 'value="kiran"' in page
        assert ('value="hidden-one"' in page) is told
