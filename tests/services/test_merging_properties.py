"""Whatever hangs on two records: merging them loses nothing or does nothing, and can be undone."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, event, given, note, settings

from partnerships import models
from partnerships.models import MergedRecord
from partnerships.services.merging import MERGEABLE, merge, undo
from tests.merge_world import Left, World, everything, strokes

#: Examples of each kind here; `make prove` tries many more.
EXAMPLES = 6
#: Each example takes back by itself what it wrote.
UNHEALTHY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def check(model, drawing) -> None:
    """Merge in a world drawn at random, look for what is lost, undo, and leave no trace."""
    with transaction.atomic():
        _check(World(model), drawing)
        transaction.set_rollback(True)


def _check(world, drawing) -> None:
    model = world.model
    world.draw(drawing)
    kept, gone = (model.objects.get(pk=record.pk) for record in world.pair)
    before = everything()
    try:
        done = merge(
            kept,
            gone,
            by=world.by,
            expected_version=kept.version,
            expected_version_of_gone=gone.version,
        )
    except ValidationError as refusal:
        event("refused")
        note(str(refusal))
        assert everything() == before
        return
    event("merged")
    after = everything()
    assert Left(before, after, kept, gone).lost() == []
    assert (model, gone.pk) not in after
    assert MergedRecord.objects.target_of(model, key=gone.key) == kept.pk
    undo(done, by=world.by)
    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("model", MERGEABLE)
def test_merging_loses_nothing_and_is_undone_exactly(model):
    @settings(max_examples=EXAMPLES, suppress_health_check=UNHEALTHY)
    @given(strokes(12))
    def tried(drawing):
        check(model, drawing)

    tried()


@pytest.mark.django_db
def test_a_lost_row_is_noticed():
    """The check itself: a world in which something is taken away is not whole."""
    world = World(models.Delegation)
    world.pair[1].stops.create(place="Nowhere")
    before = everything()
    models.Stop.objects.all().delete()
    after = everything()
    assert Left(before, after, *world.pair).lost() != []
