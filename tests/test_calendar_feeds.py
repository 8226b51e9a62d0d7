"""The calendar files: what they hold, and that calendar programs follow them."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from partnerships.choices import DelegationStatus
from partnerships.dates import parse
from partnerships.models import AccessEvent
from partnerships.services import records
from tests import factories as make

pytestmark = pytest.mark.django_db


def entries(response) -> dict[str, object]:
    """{UID: event} of an answer."""
    found = Calendar.from_ical(response.getvalue()).walk("VEVENT")
    return {str(event["UID"]): event for event in found}


def titles(response) -> set[str]:
    return {str(event["SUMMARY"]) for event in entries(response).values()}


def test_a_mission_is_an_all_day_event_that_ends_on_the_day_after(visitor, today):
    mission = make.DelegationFactory(title="Made-up mission", start="2026-11-05", end="2026-11-07")
    make.StopFactory(delegation=mission, place="Madeuppur")

    response = visitor.get("/calendar.ics")
    event = entries(response)[f"{mission.reference}@127.0.0.1"]

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 5), date(2026, 11, 8))
    assert (event["STATUS"], event["LOCATION"]) == ("TENTATIVE", "Madeuppur")
    assert event["URL"] == f"http://testserver/delegations/{mission.reference}/"
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].dt) == (
        mission.version,
        mission.updated_at.replace(microsecond=0),
    )


def test_only_what_stands_on_stated_days_is_in_it(visitor, today):
    make.DelegationFactory(title="On a day", start="2026-11-05")
    make.DelegationFactory(title="Of a month", start="2026-11")
    make.DelegationFactory(title="From a day into a month", start="2026-11-05", end="2026-12")
    make.EventFactory(title="Of a day", start="2026-11-06")
    make.EventFactory(title="Some day", start="unknown: later")
    make.EventFactory(title="Over for years", start="2020-11-06")
    make.AgreementFactory(title="Ends on a day", ends="2027-03-31")
    make.AgreementFactory(title="Ends in a month", ends="2027-03")
    old = make.AgreementFactory(title="Renewed", ends="2027-03-31")
    make.AgreementFactory(title="Renewal", supersedes=old)

    assert titles(visitor.get("/calendar.ics")) == {
        "On a day",
        "Of a day",
        "Term ends: Ends on a day",
    }


@pytest.mark.parametrize("status", [DelegationStatus.CANCELLED, DelegationStatus.POSTPONED])
def test_what_does_not_take_place_is_cancelled_in_the_file(visitor, today, status):
    make.DelegationFactory(title="Made-up mission", start="2026-11-05", status=status)

    (event,) = entries(visitor.get("/calendar.ics")).values()

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == f"{status.label}: Made-up mission"


def test_the_feed_is_the_publics_whoever_fetches_it_and_names_nobody(visitor, administrator, today):
    shown = make.DelegationFactory(title="Shown", start="2026-11-05")
    make.AttendanceFactory(delegation=shown, name="Printed Name")
    hidden = make.OrganisationFactory(name="Hidden body", for_office=True)
    make.DelegationPartyFactory(delegation=shown, organisation=hidden)
    make.DelegationFactory(title="Hidden", start="2026-11-05", officials=True)

    public = visitor.get("/calendar.ics")

    assert titles(public) == titles(administrator.get("/calendar.ics")) == {"Shown"}
    told = public.getvalue()
    assert b"Printed Name" not in told
    assert b"Hidden body" not in told


def test_who_is_signed_in_downloads_what_they_may_see_and_it_is_noted(visitor, official, today):
    make.DelegationFactory(title="For officials", start="2026-11-05", officials=True)
    make.DelegationFactory(title="For an office", start="2026-11-05", for_office=True)

    response = official.get("/calendar/download.ics")

    assert titles(response) == {"For officials"}
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    log = AccessEvent.objects.get(kind="export")
    assert (log.user, log.section, log.format, log.rows) == (official.user, "calendar", "ics", 1)
    assert visitor.get("/calendar/download.ics").status_code == 302


def test_a_wrong_address_is_refused_in_words(visitor):
    for query in ("state=IN-NOWHERE", "initiative=nowhere", "unheard-of=1"):
        response = visitor.get(f"/calendar.ics?{query}")

        assert response.status_code == 400
        assert response["Content-Type"].startswith("text/plain")


def test_a_hidden_initiative_is_answered_like_an_unknown_one(administrator):
    hidden = make.InitiativeFactory(for_office=True)

    told = administrator.get(f"/calendar.ics?initiative={hidden.slug}")
    expected = administrator.get(f"/calendar.ics?initiative={'x' * len(hidden.slug)}")

    assert (told.status_code, expected.status_code) == (400, 400)
    assert told.content.decode().replace(hidden.slug, "x" * len(hidden.slug)) == (
        expected.content.decode()
    )


def test_the_file_speaks_english_whatever_language_is_asked_for(visitor, today):
    make.DelegationFactory(title="視察", title_en="Study tour", start="2026-11-05")

    plain = visitor.get("/calendar.ics").getvalue()
    japanese = visitor.get("/calendar.ics", headers={"Accept-Language": "ja"})

    assert titles(visitor.get("/calendar.ics")) == {"Study tour"}
    assert japanese.getvalue() == plain


def test_an_unchanged_file_is_not_sent_again_and_one_that_lost_a_record_is(visitor, today):
    first = make.DelegationFactory(start="2026-11-05")
    make.DelegationFactory(start="2026-11-06")
    tag = visitor.get("/calendar.ics")["ETag"]

    assert visitor.get("/calendar.ics", headers={"If-None-Match": tag}).status_code == 304

    type(first).objects.filter(pk=first.pk).update(visibility="office")
    assert visitor.get("/calendar.ics", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("change", ["title", "party", "name", "day", "filter"])
def test_the_tag_of_a_file_changes_with_whatever_it_tells(visitor, today, monkeypatch, change):
    state, city = make.StateGovernmentFactory(), make.OrganisationFactory(kind="city")
    mission = make.DelegationFactory(start="2026-11-05", lead=state)
    tag = visitor.get("/calendar.ics")["ETag"]

    if change == "title":
        mission.title = "Another title"
        records.save(mission)
    elif change == "party":
        records.save(mission, [lambda: mission.parties.create(organisation=city)])
    elif change == "name":
        city.name = "Renamed City"
        records.save(city)
    elif change == "day":
        monkeypatch.setattr("config.middleware.current_date", lambda: date(2026, 11, 3))
    chosen = f"?state={state.region.code}" if change == "filter" else ""

    assert visitor.get(f"/calendar.ics{chosen}", headers={"If-None-Match": tag}).status_code == 200


def test_the_address_of_a_filter_is_offered_with_it(visitor, today):
    state = make.StateGovernmentFactory()
    make.DelegationFactory(title="Its own", start="2026-11-05", lead=state)
    make.DelegationFactory(title="Another", start="2026-11-05")

    page = visitor.get(f"/calendar/?state={state.region.code}")
    address = page.context["feed_url"].removeprefix("http://testserver")

    assert titles(visitor.get(address)) == {"Its own"}


@pytest.mark.parametrize(("is_public", "status"), [(True, 200), (False, 302)])
def test_a_closed_site_has_no_feed(visitor, settings, is_public, status):
    settings.SETUHASHI_PUBLIC = is_public

    assert visitor.get("/calendar.ics").status_code == status


# Real calendar programs: vdirsyncer subscribes, khal shows.

VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair site]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
KHAL = """
[calendars]
[[site]]
path = {folder}/calendar/
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


class Desk:
    """Calendar programs on somebody's desk, with a calendar of their own."""

    def __init__(self, folder: Path, url: str):
        self.folder, self.url = folder, url
        (folder / "calendar").mkdir()
        (folder / "vdirsyncer").write_text(VDIRSYNCER.format(folder=folder, url=url))
        (folder / "khal").write_text(KHAL.format(folder=folder))

    def run(self, program: str, *arguments: str) -> str:
        command = [str(Path(sys.executable).with_name(program)), "-c", str(self.folder / program)]
        own = {"HOME": str(self.folder), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [*command, *arguments],
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def follow(self) -> None:
        """Fetch what is subscribed to."""
        if not (self.folder / "status").exists():
            self.run("vdirsyncer", "discover")
        self.run("vdirsyncer", "sync")

    def take_in(self, content: bytes) -> None:
        """Import a downloaded file into the calendar."""
        file = self.folder / "downloaded.ics"
        file.write_bytes(content)
        self.run("khal", "import", "--batch", str(file))

    def shows(self) -> list[str]:
        """What the calendar shows: first day, last day, title."""
        line = "{start-date} {end-date} {cancelled}{title}"
        days = ("2026-11-01", "365d")
        told = self.run("khal", "list", "--once", "--day-format", "", "--format", line, *days)
        return [line for line in re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines() if line]


def move(mission, start, end, **values) -> None:
    mission.start, mission.end = parse(start), parse(end)
    for name, value in values.items():
        setattr(mission, name, value)
    records.save(mission, by=make.UserFactory(administrator=True), reason="Made-up reason")


@pytest.mark.django_db(transaction=True)
def test_a_program_that_subscribed_follows_every_change(live_server, today, tmp_path):
    moved = make.DelegationFactory(title="Moved", start="2026-11-05", end="2026-11-07")
    hidden = make.EventFactory(title="Hidden later", start="2026-11-20")
    desk = Desk(tmp_path, f"{live_server.url}/calendar.ics")

    desk.follow()
    assert desk.shows() == ["2026-11-05 2026-11-07 Moved", "2026-11-20 2026-11-20 Hidden later"]

    move(moved, "2026-12-10", "2026-12-12", title="Moved again")
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="office")
    make.AgreementFactory(title="Added", ends="2027-03-31")

    desk.follow()
    assert desk.shows() == [
        "2026-12-10 2026-12-12 Moved again",
        "2027-03-31 2027-03-31 Term ends: Added",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_in_again_changes_what_is_there_and_doubles_nothing(official, today, tmp_path):
    moved = make.DelegationFactory(title="Moved", start="2026-11-05", officials=True)
    called_off = make.DelegationFactory(title="Called off", start="2026-11-06")
    desk = Desk(tmp_path, "")

    desk.take_in(official.get("/calendar/download.ics").getvalue())
    move(moved, "2026-12-10", "2026-12-12")
    move(called_off, "2026-11-06", "", status=DelegationStatus.CANCELLED)
    desk.take_in(official.get("/calendar/download.ics").getvalue())

    assert desk.shows() == [
        "2026-11-06 2026-11-06 CANCELLED Cancelled: Called off",
        "2026-12-10 2026-12-12 Moved",
    ]


def test_one_meeting_to_come_is_a_file_from_its_page(visitor, official, today):
    mission = make.DelegationFactory(title="One mission", start="2026-11-05", officials=True)
    address = f"/delegations/{mission.reference}/calendar.ics"

    page = official.get(f"/ja{mission.get_absolute_url()}").content.decode()
    response = official.get(address)

    assert f'href="{address}"' in page
    assert list(entries(response)) == [f"{mission.reference}@127.0.0.1"]
    assert response["Content-Disposition"] == f'attachment; filename="{mission.reference}.ics"'
    assert response["Cache-Control"] == "private, no-store"
    log = AccessEvent.objects.get(kind="export")
    assert (log.section, log.format, log.rows) == ("delegations", "ics", 1)
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("start", "stage", "offered", "status"),
    [
        ("2026-11-02", "planned", True, 200),
        ("2026-11-01", "planned", False, 200),
        ("2026-11-05", "cancelled", False, 200),
        ("2026-12", "planned", False, 400),
        ("", "planned", False, 400),
    ],
)
def test_only_stated_days_are_a_file_and_only_those_to_come_are_offered(
    visitor, today, start, stage, offered, status
):
    event = make.EventFactory(start=start, stage=stage)
    address = f"/events/{event.reference}/calendar.ics"

    assert (address in visitor.get(event.get_absolute_url()).content.decode()) is offered
    response = visitor.get(address)
    assert response.status_code == status
    if status == 400:
        assert f"{event.reference}: its days are not known" in response.content.decode()
