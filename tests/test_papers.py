"""Follow-ups and notes: seen as their record and their own level allow, and never by visitors."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from partnerships.models import FollowUp, Note
from partnerships.services import history, records
from tests import factories as make

pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("factory", [make.FollowUpFactory, make.NoteFactory])
TODAY = date(2026, 4, 1)


def seen_by(user, factory) -> set:
    return set(factory._meta.model.objects.visible_to(user))


@each_kind
def test_a_paper_shows_as_its_record_and_its_own_level_allow(factory):
    shown = factory()
    hidden = [
        factory(for_office=True),
        factory(record=make.DelegationFactory(for_office=True)),
        factory(record=make.EventFactory(public_from=date(2999, 1, 1))),
        factory(record=make.PledgeFactory(delegation=make.DelegationFactory(for_parties=True))),
    ]

    assert seen_by(AnonymousUser(), factory) == set()
    assert seen_by(make.UserFactory(), factory) == {shown}
    assert seen_by(make.UserFactory(administrator=True), factory) == {shown, *hidden}
    assert seen_by(make.UserFactory(administrator=True, is_active=False), factory) == set()


@each_kind
def test_a_paper_is_never_public(factory):
    with pytest.raises(IntegrityError):
        factory(visibility="public")


@each_kind
def test_a_paper_is_part_of_its_records_history_and_goes_with_it(factory):
    record = make.OrganisationFactory()
    records.save(record, [lambda: factory(record=record)])
    first = history.versions_of(record).first()
    model = factory._meta.model
    records.save(record, [lambda: model.objects.all().delete()])

    records.restore(record, first, by=None, expected_version=3)
    assert model.objects.get().record == record

    records.delete(record, by=None)
    assert not model.objects.exists()


def test_overdue_is_what_is_not_done_and_certainly_late():
    late = make.FollowUpFactory(due="2026-03")
    make.FollowUpFactory(due="2026-03", done_on=TODAY)
    make.FollowUpFactory(due="2026-04")
    make.FollowUpFactory()

    assert list(FollowUp.objects.overdue(TODAY)) == [late]
    assert [one for one in FollowUp.objects.all() if one.is_overdue(TODAY)] == [late]


def test_a_long_note_is_named_by_its_beginning():
    assert str(Note(text="word " * 40)) == ("word " * 16)[:79] + "…"
