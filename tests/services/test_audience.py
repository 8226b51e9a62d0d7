"""Who sees a record, in words: the offices that see it, as far as the reader may know."""

from datetime import date

import pytest

from partnerships.choices import OfficeRole, Visibility
from partnerships.models import Office
from partnerships.sections import SECTIONS
from partnerships.services.audience import accounts_of, audience_of, full_badge, offices_of
from tests import factories, offices_world, sections_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)
KEPT = [s.slug for s in SECTIONS if s.slug not in ("states", "prefectures")]


def told(record, reader) -> str:
    return full_badge(audience_of(record, reader, TODAY))["text"]


@pytest.mark.parametrize("slug", KEPT)
@pytest.mark.parametrize("level", ["parties", "office"])
def test_the_offices_named_are_those_whose_members_see_the_record(slug, level):
    record = sections_world.make(slug)
    record.office, record.filed_by = factories.OfficeFactory(), factories.OfficeFactory()
    record.visibility = level
    record.save()
    people = offices_world.characters(record)
    seeing = {
        membership.office
        for user in people.values()
        if user.pk and not user.is_superuser and user.is_active
        for membership in user.memberships.select_related("office")
        if type(record).objects.visible_to(user).filter(pk=record.pk).exists()
    }

    named = offices_of(record, people["administrator"]).filter(members__isnull=False)
    assert set(named) == seeing


def test_an_office_that_sees_it_through_a_hidden_initiative_is_not_named():
    region = factories.RegionFactory()
    own = factories.OfficeFactory(name="Made-up Own Office", regions=[region])
    delegation = factories.DelegationFactory(visibility="parties", office=own)
    hidden = factories.InitiativeFactory(visibility="office")
    delegation.initiatives.add(hidden)
    factories.OfficeFactory(name="Made-up Secret Secretariat", initiatives=[hidden])

    officer = offices_world.member(own)

    assert told(delegation, officer) == "Parties: Made-up Own Office"
    administrator = factories.UserFactory(administrator=True)
    assert "Made-up Secret Secretariat" in told(delegation, administrator)


def test_an_office_that_sees_it_through_a_hidden_party_is_not_named():
    own = factories.OfficeFactory(name="Made-up Own Office")
    delegation = factories.DelegationFactory(visibility="parties", office=own)
    hidden = factories.OrganisationFactory(visibility="office", region=factories.RegionFactory())
    factories.DelegationPartyFactory(delegation=delegation, organisation=hidden)
    factories.OfficeFactory(name="Made-up Secret Office", regions=[hidden.region])

    assert told(delegation, offices_world.member(own)) == "Parties: Made-up Own Office"


def test_a_day_ahead_is_told_with_those_who_see_it_until_then():
    office = factories.OfficeFactory(name="Made-up Own Office")
    record = factories.SourceFactory(office=office, public_from=date(2026, 12, 3))

    text = told(record, offices_world.member(office))

    assert text == "Public from 3 Dec 2026; until then: Made-up Own Office"
    record.public_from = TODAY
    assert told(record, offices_world.member(office)) == "Public"


def test_many_offices_are_named_up_to_six_and_counted():
    region = factories.RegionFactory()
    for number in range(8):
        factories.OfficeFactory(name=f"Made-up Office {number}", regions=[region])
    record = factories.OrganisationFactory(visibility="parties", region=region)

    text = told(record, factories.UserFactory(administrator=True))

    assert text.endswith("Made-up Office 5 and 2 more offices")


def test_accounts_are_counted_once_and_disabled_ones_are_not():
    first, second = factories.OfficeFactory(), factories.OfficeFactory()
    both = offices_world.member(first)
    factories.OfficeMemberFactory(office=second, user=both, role=OfficeRole.OFFICIAL)
    disabled = factories.UserFactory(is_active=False)
    factories.OfficeMemberFactory(office=second, user=disabled)

    assert accounts_of(Office.objects.filter(pk__in=[first.pk, second.pk])) == 1


def test_what_is_open_to_all_is_told_without_a_query(django_assert_num_queries):
    record = factories.SourceFactory(visibility=Visibility.PUBLIC)
    reader = factories.UserFactory()

    with django_assert_num_queries(0):
        assert told(record, reader) == "Public"
