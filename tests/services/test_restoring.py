"""Restoring gives back every relation of every kind of record."""

import pytest

from partnerships.models.base import Record
from partnerships.sections import SECTIONS
from partnerships.services import history, records
from tests import sections_world
from tests.factories import (
    AttachmentFactory,
    CitationFactory,
    FigureFactory,
    FollowUpFactory,
    NoteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KINDS = [section for section in SECTIONS if issubclass(section.model, Record)]


def cleared(record):
    """Take away every row and every link that the record can do without."""
    for name in history.row_names(record):
        getattr(record, name).all().delete()
    for link in record._meta.many_to_many:
        getattr(record, link.name).clear()


@pytest.mark.parametrize("section", KINDS, ids=lambda section: section.slug)
def test_restoring_gives_back_every_row_link_citation_and_figure(section):
    record = sections_world.make(section.slug)
    for factory in (CitationFactory, FigureFactory, FollowUpFactory, NoteFactory):
        factory(record=record)
    if hasattr(record, "attachments"):
        AttachmentFactory(record=record)
    record.language = "ja"
    records.save(record)
    before = history.snapshot(section.model.objects.get(pk=record.pk))
    assert all(before[name] for name in history.COMMON_ROWS if name in before)

    for link in record._meta.concrete_fields:
        if link.is_relation and link.null:
            setattr(record, link.name, None)
    records.save(record, [lambda: cleared(record)], reason="Cleared")
    assert history.snapshot(record) != before

    first, user = history.versions_of(record).last(), UserFactory(administrator=True)
    records.restore(record, first, by=user, expected_version=3, reason="Brought back")

    assert history.snapshot(section.model.objects.get(pk=record.pk)) == before
