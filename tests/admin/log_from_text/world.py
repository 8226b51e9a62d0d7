"""A made-up release, what is taken to be found in it, and the steps from it to a saved record."""

from django.urls import reverse

from partnerships.services.drafting import Draft
from tests.admin.posting import admin_url, held
from tests.factories import (
    InitiativeFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
)
from tests.factories.drafts import Words

PAGE = "https://pref.nowhere.jp/release/1"
TEXT = (
    "Made-up survey group visits Eastland\n"
    "A group of Northland visited Eastland on 28 July 2025. The 3 members were led by "
    "Nobody Real, Adviser. Orchards were seen under the Plan. Northland will open a desk."
)


class World:
    """What is on record, and what the rules are taken to find in the text."""

    def __init__(self):
        self.state = StateGovernmentFactory()
        self.prefecture = PrefectureGovernmentFactory()
        self.sector = SectorFactory()
        self.initiative = InitiativeFactory()
        self.draft = self.drafted()

    def drafted(self, **changed):
        words = Words(TEXT)
        day = words.date("28 July 2025", "28 July 2025")
        found = {
            "language": "en",
            "kind": words.choice("visited", "delegation"),
            "direction": words.choice("Northland visited", "india_to_japan"),
            "status": words.choice("visited", "completed"),
            "title": words.mention("Made-up survey group visits Eastland"),
            "period": day,
            "dates": (day,),
            "regions": (
                words.region("Northland", self.state),
                words.region("Eastland", self.prefecture),
            ),
            "headcounts": (words.headcount("3 members", 3),),
            "people": (words.person("Nobody Real, Adviser", "Nobody Real", "Adviser"),),
            "sectors": (words.sector("Orchards", self.sector),),
            "initiatives": (words.initiative("Plan", self.initiative),),
            "pledges": (words.pledge("Northland will open a desk.", "Northland"),),
        }
        return Draft(**{**found, **changed})


def paste(client, **typed):
    """The page of proposals for a pasted text."""
    values = {"text": TEXT, "url": PAGE, "published": "2025-07-30", **typed}
    return client.post(reverse("admin:log_from_text"), {**values, "_read": "Read it"})


def ticked(page) -> dict:
    """What the page of proposals posts as it is drawn."""
    taken = page.context["taken"]
    shown = {field.html_name: field.value() or "" for field in taken}
    return {**dict(page.context["carried"]), **shown, taken["seen"].html_name: taken.stamp}


def take(client, page, **changed):
    """Go on to the add form, with some of what is ticked changed."""
    values = {**ticked(page), **{f"take-{name}": value for name, value in changed.items()}}
    return client.post(reverse("admin:log_from_text"), {**values, "_fill": "Fill in"})


def save(client, page, **changed):
    address = admin_url(page.context["opts"].model, "add")
    return client.post(address, {**held(page), **changed})
