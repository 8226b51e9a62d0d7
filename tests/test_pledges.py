"""Pledges: who sees them, what they must say, what is due."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from partnerships.models import Pledge
from tests import factories as make

pytestmark = pytest.mark.django_db
FAR_AHEAD = date(2999, 1, 1)


def seen_by(user) -> set:
    return set(Pledge.objects.visible_to(user))


@pytest.mark.parametrize(
    ("place", "factory"),
    [
        ("delegation", make.DelegationFactory),
        ("event", make.EventFactory),
        ("agreement", make.AgreementFactory),
    ],
)
def test_a_pledge_shows_only_to_those_who_see_the_record_it_was_made_in(place, factory):
    hidden = make.PledgeFactory(**{place: factory(for_office=True)})
    officials = make.PledgeFactory(**{place: factory(officials=True)})
    ahead = make.PledgeFactory(**{place: factory(public_from=FAR_AHEAD)})
    public = make.PledgeFactory(**{place: factory()})
    own = make.PledgeFactory(for_office=True, **{place: factory()})
    alone = make.PledgeFactory()

    assert seen_by(AnonymousUser()) == {public, alone}
    assert seen_by(make.UserFactory()) == {officials, public, alone}
    everything = {hidden, officials, ahead, public, own, alone}
    assert seen_by(make.UserFactory(administrator=True)) == everything


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"state": "kept"}, "Say what shows that it was kept."),
        ({"state": "dropped"}, "Say why it was dropped."),
    ],
)
def test_a_pledge_that_is_over_says_why(values, told):
    with pytest.raises(ValidationError, match=told):
        make.PledgeFactory.build(**values).validate_constraints()


def test_a_pledge_names_one_record_that_it_was_made_in():
    pledge = make.PledgeFactory(event=make.EventFactory(), made_by=make.OrganisationFactory())
    pledge.delegation = make.DelegationFactory()

    with pytest.raises(ValidationError, match="Name one record that it was made in"):
        pledge.full_clean()


def test_a_party_pledges_nothing_to_itself():
    party = make.OrganisationFactory()
    pledge = make.PledgeFactory(made_by=party)
    pledge.made_to = party

    with pytest.raises(ValidationError, match="to another party"):
        pledge.full_clean()


def test_a_pledge_is_numbered_by_the_year_it_was_made_in():
    visit = make.DelegationFactory(start="2024-12")

    assert make.PledgeFactory(delegation=visit).reference == "PLG-2024-0001"
    assert make.PledgeFactory(delegation=visit, made="2023").reference == "PLG-2023-0001"


def test_overdue_is_what_stands_and_whose_last_possible_day_is_over():
    over = make.PledgeFactory(due="2026-03")
    make.PledgeFactory(due="2026-04")
    make.PledgeFactory(due="2026")
    make.PledgeFactory(kept=True, due="2026-03")
    make.PledgeFactory()

    on = date(2026, 4, 1)

    assert list(Pledge.objects.overdue(on)) == [over]
    assert [one for one in Pledge.objects.all() if one.is_overdue(on)] == [over]
    assert not Pledge.objects.overdue(date(2026, 3, 31)).exists()
    assert Pledge.objects.due_within(on, date(2026, 4, 30)).get().due.file_form() == "2026-04"
