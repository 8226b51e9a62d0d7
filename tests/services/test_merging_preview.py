"""What a merge's preview names: what moves, as far as its reader may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.services.merging import plan
from partnerships.services.merging.preview import groups
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return factories.OrganisationFactory(), factories.OrganisationFactory(name="Twin")


def told(two, user) -> dict:
    drawn = plan(*two, user)
    return {group.label: (group.moved, group.folded) for group in groups(drawn, user)}


def test_rows_links_and_what_both_say_are_named_by_relation(two):
    kept, gone = two
    admin = factories.UserFactory(administrator=True)
    mission = factories.DelegationFactory(lead=kept)
    mission.parties.create(organisation=gone, role="lead")
    factories.OrganisationFactory(name="Member", parent=gone)
    factories.FigureFactory(record=gone, what="jobs")
    assert told(two, admin) == {
        "Delegations: parties": ([], [f"{mission}: Twin"]),
        "Figures": (["jobs:"], []),
        "Organisations: member of": (["Member"], []),
    }


def test_hidden_rows_and_rows_of_hidden_records_are_neither_named_nor_counted(two):
    _kept, gone = two
    factories.DelegationFactory(lead=gone, for_office=True)
    factories.OrganisationFactory(parent=gone, for_parties=True)
    factories.FigureFactory(record=gone, for_office=True)
    hidden = factories.SourceFactory(for_parties=True)
    factories.CitationFactory(record=gone, source=hidden)
    assert told(two, AnonymousUser()) == {}


def test_links_of_hidden_records_are_not_named():
    kept, gone = factories.DelegationFactory(), factories.DelegationFactory()
    factories.EventFactory(delegations=[gone], for_office=True)
    shown = factories.EventFactory(delegations=[gone])
    gone.initiatives.add(factories.InitiativeFactory(for_office=True))
    assert told((kept, gone), AnonymousUser()) == {"Events: delegations": ([str(shown)], [])}
