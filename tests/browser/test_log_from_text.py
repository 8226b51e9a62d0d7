"""Three real visits logged from pasted text, with the presses and clicks beside the plain form's.

The texts tell the facts of the seed records in other words than the releases they come from.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from partnerships.models import (
    Citation,
    Delegation,
    Event,
    Initiative,
    Organisation,
    Pledge,
    Region,
    Sector,
    Source,
)
from tests import seeded
from tests.browser.keyboard import Counted, sign_in
from tests.services.drafting.conftest import NAMED

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
TEXTS = Path(__file__).parent / "texts"
MOST = 40


@dataclass
class Case:
    """What is to be recorded of a text; people are (name, title, leads), stops (place, region)."""

    text: str
    url: str
    published: str
    publisher: str
    level: str
    kind: str
    title: str
    choice: tuple[str, str]
    state: tuple[str, str]
    dates: tuple[str, str]
    headcount: tuple[int, str]
    parties: dict[str, str]
    people: list[tuple[str, str, bool]]
    sectors: list[str]
    initiatives: list[str]
    stops: list[tuple[str, str]]
    facts: set[str]

    @classmethod
    def of(cls, text: str) -> "Case":
        told = tomllib.loads((TEXTS / f"{text}.toml").read_text("utf-8"))
        for name in ("choice", "state", "dates", "headcount"):
            told[name] = tuple(told[name])
        for name in ("people", "stops"):
            told[name] = list(map(tuple, told[name]))
        return cls(text, **told | {"facts": set(told["facts"])})

    @property
    def model(self):
        return {"delegation": Delegation, "event": Event}[self.kind]


CASES = [Case.of(text) for text in ("survey_group", "toyama_mission", "sixteen_governors")]


@pytest.fixture
def names(transactional_db):
    """What is on record by name: regions, organisations, people; no visit and no meeting."""
    seeded.load(*NAMED)
    of_cases = Source.objects.filter(url__in=[case.url for case in CASES])
    Citation.objects.filter(source__in=of_cases).delete()
    of_cases.delete()


def log_from_text(page, case) -> Counted:
    """From the first page of the admin to the message after saving."""
    hands = Counted(page)
    page.goto("/admin/")
    hands.go(click=".start__text")
    expect(page.locator("#id_text")).to_be_focused()
    hands.paste((TEXTS / f"{case.text}.txt").read_text("utf-8"))
    hands.press("Tab")
    hands.paste(case.url)
    hands.press("Tab")
    hands.type(case.published)
    hands.go(press="Enter")
    expect(page.locator("input[name=take-kind]").first).to_be_focused()
    hands.go(press="Enter")
    expect(page.locator("#id_title")).to_be_focused()
    hands.go(press="Enter")
    expect(page.locator(".messagelist")).to_contain_text("was added")
    return hands


def log_by_hand(page, case) -> Counted:
    """The same in the plain forms, with one citation of the whole instead of one a fact."""
    hands = Counted(page)
    page.goto("/admin/partnerships/source/add/")
    expect(page.locator("#id_title")).to_be_focused()
    hands.type(case.title)
    if case.publisher:
        hands.fill("#id_publisher", case.publisher)
    hands.pick("#id_level", case.level)
    hands.fill("#id_published", case.published)
    hands.click("#id_url")
    hands.paste(case.url)
    hands.go(click="input[name=_save]")
    page.goto(f"/admin/partnerships/{case.kind}/add/")
    expect(page.locator("#id_title")).to_be_focused()
    hands.type(case.title)
    hands.pick(f"#id_{case.choice[0]}", case.choice[1])
    hands.pick(f"#id_{case.state[0]}", case.state[1])
    for name, date in zip(("start", "end"), case.dates, strict=True):
        if date:
            hands.fill(f"#id_{name}", date)
    number, words = case.headcount
    hands.fill("#id_headcount_number", str(number))
    hands.fill("#id_headcount_text", words)
    fill_rows(hands, case)
    for name, chosen in (("sectors", case.sectors), ("initiatives", case.initiatives)):
        for slug in chosen:
            hands.complete(name, shown_as(name, slug))
    hands.complete("partnerships-citation-content_type-object_id-0-source", case.title)
    hands.go(click="input[name=_save]")
    expect(page.locator(".messagelist")).to_contain_text("was added")
    return hands


def fill_rows(hands, case) -> None:
    for number, (party, role) in enumerate(case.parties.items()):
        add_row(hands, "parties", number)
        hands.complete(f"parties-{number}-organisation", shown_as("organisation", party))
        if role not in ("lead", "host") or case.kind == "event":
            hands.pick(f"#id_parties-{number}-role", role)
    for number, (name, title, leads) in enumerate(case.people):
        add_row(hands, "attendances", number)
        hands.complete(f"attendances-{number}-person", name)
        hands.fill(f"#id_attendances-{number}-title", title)
        if leads:
            hands.click(f"#id_attendances-{number}-leads")
    for number, (place, region) in enumerate(case.stops):
        add_row(hands, "stops", number)
        if place:
            hands.fill(f"#id_stops-{number}-place", place)
        if region:
            hands.complete(f"stops-{number}-region", shown_as("region", region))


def add_row(hands, relation, number) -> None:
    """Rows that the form does not offer are added by its button."""
    if not hands.page.locator(f"#id_{relation}-TOTAL_FORMS[value='{number + 1}']").count():
        row = hands.page.locator(f"#{relation}-{number}:not(.empty-form)")
        if not row.count():
            hands.click(f"#{relation}-group .add-row a")
            row.wait_for()


def shown_as(name, key) -> str:
    match name:
        case "sectors":
            return Sector.objects.get(slug=key).name_en
        case "initiatives":
            return str(Initiative.objects.get(slug=key))
        case "region":
            return Region.objects.get(code=key).name_en
    if "-" in key and key[:2].isupper():
        return Region.objects.get(code=key).name_en
    return Organisation.objects.get(slug=key).name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_real_case_is_logged_from_its_text_in_few_steps(page, administrator, names, case):
    sign_in(page, administrator)
    hands = log_from_text(page, case)
    check(case, case.model.objects.get())
    Pledge.objects.all().delete()
    case.model.objects.all().delete()
    Citation.objects.all().delete()
    Source.objects.filter(title=case.title).delete()

    by_hand = log_by_hand(page, case)

    print(f"\n{case.text}: {hands.count} from the text, {by_hand.count} in the plain forms")  # noqa: T201 - the figures
    assert hands.count <= MOST < by_hand.count


def check(case, logged) -> None:
    """What was saved is what the text tells, each fact with its source."""
    assert logged.title == case.title
    assert getattr(logged, case.choice[0]) == case.choice[1]
    assert getattr(logged, case.state[0]) == case.state[1]
    assert (logged.start.file_form(), logged.end.file_form()) == case.dates
    assert (logged.headcount.number, logged.headcount.text) == case.headcount
    parties = logged.parties.select_related("organisation__region")
    assert {identifier(row.organisation): row.role for row in parties} == case.parties
    people = [(row.person.name, row.title, row.leads) for row in logged.attendances.all()]
    assert sorted(people) == sorted(case.people)
    assert set(logged.sectors.values_list("slug", flat=True)) >= set(case.sectors)
    assert list(logged.initiatives.values_list("slug", flat=True)) == case.initiatives
    if case.stops:
        stops = [(row.place, row.region.code if row.region else "") for row in logged.stops.all()]
        assert stops == case.stops
    source = Source.objects.get(url=case.url)
    assert (source.level, source.publisher) == (case.level, case.publisher)
    citations = list(logged.citations.all())
    assert {row.field for row in citations} >= case.facts
    assert {row.source for row in citations} == {source}
    assert all(row.value_as_stated for row in citations)


def identifier(organisation) -> str:
    government = organisation.kind == "regional_government"
    return organisation.region.code if government else organisation.slug


def test_the_pages_work_without_script_on_a_phone(chromium, live_server, administrator):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    sign_in(page, administrator)
    page.goto("/admin/log-from-text/")
    page.locator("#id_text").fill("Nothing of note. " + "a" * 200)
    page.locator("input[name=_read]").click()
    expect(page.locator(".read__words")).to_contain_text("Nothing of note.")
    page.get_by_label("A delegation").check()
    page.locator("input[name=_fill]").click()

    expect(page.locator(".form-note")).to_contain_text("The text does not tell")
    context.close()
