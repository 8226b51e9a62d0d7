"""A partnership is named after its parties: nobody may read there what is hidden from them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from partnerships.choices import Country, PartnershipKind, Standing, Visibility
from partnerships.models import Organisation, Partnership
from partnerships.services import records
from tests.factories import OrganisationFactory, PartnershipFactory, UserFactory
from tests.factories.organisations import StateGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def state():
    return StateGovernmentFactory(visibility=Visibility.PUBLIC)


def tie_of(*organisations, **values):
    """A partnership saved as the admin does, without a title of its own."""
    tie = Partnership(kind=PartnershipKind.MOU, standing=Standing.IN_FORCE, **values)
    sides = (Country.INDIA, Country.JAPAN)

    def add_parties():
        for side, organisation in zip(sides, organisations, strict=True):
            tie.parties.create(side=side, organisation=organisation)

    records.save(tie, [add_parties])
    return tie


@pytest.mark.parametrize(
    ("tie", "party"),
    [
        ("public", "officials"),
        ("public", "office"),
        ("officials", "parties"),
        ("parties", "parties"),
        ("parties", "office"),
    ],
)
def test_a_partnership_is_not_seen_by_more_than_its_parties_are(state, tie, party):
    hidden = OrganisationFactory(name="Kakuu Hidden Guild", country="JP", visibility=party)

    with pytest.raises(ValidationError) as refusal:
        tie_of(state, hidden, visibility=tie)

    assert "Kakuu Hidden Guild" in refusal.value.message_dict["visibility"][0]
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("level", ["public", "officials", "office"])
def test_a_partnership_as_hidden_as_its_party_is_saved_and_named_after_it(state, level):
    hidden = OrganisationFactory(name="Kakuu Guild", country="JP", visibility=level)

    tie = tie_of(state, hidden, visibility=level)

    assert tie.title.endswith("– Kakuu Guild")
    assert tie.slug.endswith("kakuu-guild")


def test_a_party_shown_later_than_its_partnership_is_refused(state):
    soon = localdate() + timedelta(days=9)
    later = OrganisationFactory(country="JP", visibility="public", public_from=soon)

    with pytest.raises(ValidationError, match=later.name):
        tie_of(state, later, visibility="public")
    assert tie_of(state, later, visibility="public", public_from=soon).slug


def test_opening_a_partnership_of_a_hidden_party_is_refused(state):
    hidden = OrganisationFactory(country="JP", visibility="office")
    tie = tie_of(state, hidden, visibility="office")

    tie.visibility = Visibility.PUBLIC
    with pytest.raises(ValidationError, match=hidden.name):
        records.save(tie)
    assert Partnership.objects.get().visibility == Visibility.OFFICE


def test_hiding_a_party_of_an_open_partnership_is_refused(state):
    tie = PartnershipFactory(title="Kakuu Open Tie", visibility="public", india=state)

    state.visibility = Visibility.OFFICIALS
    with pytest.raises(ValidationError) as refusal:
        records.save(state, by=UserFactory(administrator=True))

    assert tie.title in refusal.value.message_dict["visibility"][0]
    assert Organisation.objects.get(pk=state.pk).visibility == Visibility.PUBLIC
