"""Making a sample: regions where there are none, then each kind in its order."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from django.conf import settings
from django.db.models import Model

from partnerships.choices import OrganisationKind
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Organisation,
    Partnership,
    Region,
    Sector,
    Source,
)
from partnerships.services import bulk, seeding
from partnerships.services.sample.drafts import Maker, World

#: So many are written in one transaction.
MOST_AT_ONCE = 5_000
#: Files of the seeds that every sample stands on.
GROUND = ("regions.csv", "region_aliases.csv", "sectors.csv")

Track = Callable[[Iterable[int], int, str], Iterable[int]]


def make(count: int, seed: int = 1, track: Track | None = None) -> dict[str, int]:
    """Write `count` made-up delegations, and what else belongs to so many; how many of each kind.

    Each is saved with its rows and history, like any record. In a database without regions, those
    of the seeds come first. `track` wraps the numbers of each kind, for a progress bar.
    """
    _lay_ground()
    world = _world()
    maker = Maker(world, Random(seed))  # noqa: S311 - no secret, and alike each time
    made = {}
    for model, number in _numbers(count).items():
        kind = _NAMES[model]
        numbers: Iterable[int] = range(number)
        _write(maker.kinds[kind], track(numbers, number, kind) if track else numbers)
        made[kind] = number
        _look_up(model, number, world)
    return made


_NAMES: dict[type[Model], str] = {
    Source: "sources",
    Organisation: "organisations",
    Partnership: "partnerships",
    Agreement: "agreements",
    Delegation: "delegations",
    Event: "events",
    ExchangeProgramme: "programmes",
}


def _numbers(count: int) -> dict[type[Model], int]:
    """How many of each kind belong to so many delegations, in the order of writing."""
    return {
        Source: 1 + count // 50,
        Organisation: 1 + count // 100,
        Partnership: min(1 + count // 100, 300),
        Agreement: 1 + count // 20,
        Delegation: count,
        Event: 1 + count // 5,
        ExchangeProgramme: 1 + count // 50,
    }


def _lay_ground() -> None:
    if Region.objects.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in GROUND:
            shutil.copy(settings.BASE_DIR / "seeds" / name, folder)
        seeding.load(Path(folder))


def _world() -> World:
    governments = Organisation.objects.filter(kind=OrganisationKind.REGIONAL_GOVERNMENT)
    found = governments.order_by("region__code").values_list("pk", "region_id", "region__code")
    return World(
        states=[(pk, region) for pk, region, code in found if code.startswith("IN-")],
        prefectures=[(pk, region) for pk, region, code in found if code.startswith("JP-")],
        sectors=list(Sector.objects.order_by("slug").values_list("pk", flat=True)),
    )


def _write(make_one: Callable[[int], bulk.Draft], numbers: Iterable[int]) -> None:
    writer, waiting = bulk.BulkWrite(None), 0
    for number in numbers:
        writer.add(make_one(number))
        waiting += 1
        if waiting == MOST_AT_ONCE:
            writer.write()
            writer, waiting = bulk.BulkWrite(None), 0
    writer.write()


def _look_up(model: type[Model], number: int, world: World) -> None:
    """Let what comes later name what was just written."""
    if model is Source:
        world.sources = _newest(Source, number)
    elif model is Organisation:
        world.bodies = _newest(Organisation, number)
    elif model is Partnership:
        newest = Partnership.objects.in_bulk(_newest(Partnership, number))
        for key in sorted(newest):
            state, prefecture = (
                newest[key].parties.order_by("side").values_list("organisation_id", flat=True)
            )
            world.ties.append((key, state, prefecture))


def _newest(model: type[Model], number: int) -> list[int]:
    keys = model._default_manager.order_by("-pk").values_list("pk", flat=True)[:number]
    return sorted(keys)
