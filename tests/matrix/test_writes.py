"""Writes outside one's right, through every door of the admin: refused, noted, nothing saved."""

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from reversion.models import Version

from partnerships.choices import OfficeRole, Visibility
from partnerships.models import Citation, Delegation, Source
from partnerships.models.access import AccessEvent, AccessKind
from partnerships.models.sources import record_models
from partnerships.sections import section_of
from partnerships.services import records
from partnerships.services.ownership import OUTSIDE_RIGHT
from tests import factories, sections_world
from tests.admin.importing.files import exported, step, upload
from tests.matrix.doors import CHANGED, Writing, doors_of, owners_doors
from tests.matrix.world import BY_MODEL
from tests.offices_world import member, regions_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: What the house notes of the asking itself.
NOTED = {"AccessEvent", "ImportBatch", "SignInTry"}


def client_of(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def stored() -> dict:
    """Every row of every table, but for what is noted of the asking."""
    models = [
        m for m in apps.get_app_config("partnerships").get_models() if m.__name__ not in NOTED
    ]
    return {model: sorted(model._base_manager.values_list()) for model in [*models, Version]}


class World:
    """A record that another office owns, seen by all who sign in, or `hidden` but from it."""

    def __init__(self, model, level=Visibility.OFFICIALS):
        slug = section_of(model).slug
        self.owner = factories.OfficeFactory()
        self.record, other = sections_world.make(slug), sections_world.make(slug)
        for one in (self.record, other):
            one.office = self.owner
            records.save(one)
        if model is Source:  # nothing needs it, so that it can be removed
            Citation.objects.all().delete()
        if model is Delegation:
            factories.FollowUpTemplateFactory(direction=self.record.direction)
        records.save(self.record, [lambda: factories.NoteFactory(record=self.record)])
        regions = regions_of(self.record)
        self.party = factories.OfficeFactory(regions=regions)
        self.elsewhere = factories.OfficeFactory(regions=[factories.RegionFactory()])
        self.people = {
            "visitor": None,
            "official": factories.UserFactory(),
            "officer of another prefecture": member(self.elsewhere),
            "reader in its party's office": member(self.party, OfficeRole.OFFICIAL),
            "whole side": member(factories.OfficeFactory(side="JP"), OfficeRole.LEAD),
        }
        self.editor = member(self.party)
        self.administrator = client_of(factories.UserFactory(administrator=True))
        for one in (self.record, other):
            one.refresh_from_db()
            type(one).objects.filter(pk=one.pk).update(visibility=level)
            one.refresh_from_db()
        self.writing = Writing(self.record, other, self.party, self.administrator)


def refuse(client, door, writing, before) -> None:
    """Post through the door: it is refused, and nothing is saved.

    A list answers 200 with what there is to choose, and a form with what is not for who asks.
    """
    address, values = door(writing)
    response = client.post(address, values)
    assert stored() == before, f"{door.__name__}: {response.status_code}"
    assert response.status_code in (200, 302, 403, 404), door.__name__
    if f"/{writing.record.pk}/" in address and response.status_code == 200:
        form = response.context["adminform"].form
        assert OUTSIDE_RIGHT in {e.code for e in form.errors.as_data()["__all__"]}, door.__name__


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_nobody_writes_what_they_may_not_edit_through_any_door(model):
    world = World(model)
    clients = [client_of(user) for user in world.people.values()]
    before, noted = stored(), AccessEvent.objects.filter(kind=AccessKind.REFUSAL).count()
    for client in clients:
        for door in doors_of(model):
            refuse(client, door, world.writing, before)
    assert AccessEvent.objects.filter(kind=AccessKind.REFUSAL).count() > noted


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_party_neither_takes_nor_removes_what_is_another_office_s(model):
    world = World(model)
    client = client_of(world.editor)
    before = stored()
    for door in owners_doors(model):
        refuse(client, door, world.writing, before)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_each_door_is_open_to_an_administrator(model):
    """The counterpart: what is refused above is a request that writes."""
    world = World(model)
    before = stored()
    for door in dict.fromkeys([*doors_of(model), *owners_doors(model)]):
        address, values = door(world.writing)
        with transaction.atomic():
            world.administrator.post(address, values)
            assert stored() != before, door.__name__
            transaction.set_rollback(True)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_hidden_record_answers_each_door_as_one_that_is_not_there(model):
    world = World(model, Visibility.OFFICE)
    client = client_of(world.editor)
    before = stored()
    for door in doors_of(model):
        refuse(client, door, world.writing, before)


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_no_file_writes_what_its_importer_may_not_edit(model):
    world, section = World(model), section_of(model)
    text = exported(world.administrator, section.slug)
    name = sections_world.name_of(world.record) if model.__name__ != "Pledge" else world.record.text
    BY_MODEL[model](office=world.elsewhere)  # so that a file of changes is taken from them at all
    client = client_of(world.people["officer of another prefecture"])
    before = stored()

    batch = upload(client, text.replace(name, CHANGED), section.slug, policy="update")
    step(client, batch, "apply")

    assert stored() == before
