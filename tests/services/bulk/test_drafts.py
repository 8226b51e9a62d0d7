"""Drafts: stored records loaded many at once, in the form that saves compare."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Delegation
from partnerships.models.sources import record_models
from partnerships.services import bulk, history
from tests.merge_world import FACTORIES

pytestmark = pytest.mark.django_db


def test_a_draft_is_the_record_with_its_links_and_rows(mission):
    draft = bulk.drafts(Delegation, [mission.pk])[mission.pk]

    assert draft.before == draft.snapshot() == history.snapshot(mission)
    assert [row.name for row in draft.rows["attendances"]] == ["Printed Name"]
    assert draft.links["sectors"] == [mission.sectors.get().pk]
    assert not draft.is_new


def test_of_a_record_that_is_gone_there_is_no_draft(mission):
    assert list(bulk.drafts(Delegation, [mission.pk + 1, mission.pk])) == [mission.pk]


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_every_kind_is_drafted_in_the_same_number_of_queries_however_many(model):
    keys = [FACTORIES[model]().pk for _one in range(3)]
    bulk.drafts(model, keys)  # what Django asks once and keeps
    counted = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bulk.drafts(model, some)
        counted.append(len(queries))

    assert (
        counted[0]
        == counted[1]
        == 1 + len(model._meta.many_to_many) + len(history.row_names(model))
    )


def test_a_blank_draft_has_every_link_and_relation_empty():
    draft = bulk.blank(Delegation)

    assert draft.is_new
    assert draft.links == {"sectors": [], "initiatives": [], "partnerships": []}
    assert set(draft.rows) == set(history.row_names(Delegation))
    assert not any(draft.rows.values())
