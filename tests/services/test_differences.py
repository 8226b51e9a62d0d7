"""Two states of a record side by side, in words."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.choices import PartyRole
from partnerships.dates import parse
from partnerships.models import Change, Delegation
from partnerships.quantities import Quantity
from partnerships.services import book, records
from partnerships.services.differences import ADDED, REMOVED, SAME, pieces
from tests.factories import (
    FigureFactory,
    OrganisationFactory,
    SectorFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def told(mission, user=None):
    """What the last change of the mission was, as `user` or an administrator is told."""
    user = user or UserFactory(is_superuser=True)
    changes = Change.objects.visible_to(user).of(mission).for_list(user)[:1]
    entries = book.entries(changes, user, in_full=user.is_superuser)
    return entries[0].what if entries else None


def facts(what) -> dict:
    return {fact.label: (fact.before, fact.after) for fact in what.facts}


def rows(what) -> list:
    return [(row.label, row.name, row.what) for row in what.rows]


def change(mission, *relations, **values):
    for name, value in values.items():
        setattr(mission, name, value)
    by = UserFactory(administrator=True)
    records.save(mission, relations, by=by, reason="Corrected")


def test_dates_choices_and_numbers_read_as_on_a_page(mission):
    change(mission, start=parse("2025-12"), status="confirmed", headcount=Quantity(70, "about"))

    assert facts(told(mission)) == {
        "Start": ("Jul 2025", "Dec 2025"),
        "Head-count": ("", "about 70"),
        "Status": ("Planned", "Confirmed"),
    }


def test_the_same_date_in_other_words_shows_the_words(mission):
    change(mission, start=parse("July 2025"))

    before, after = facts(told(mission))["Start"]
    assert (before.split(" · ")[-1], after.split(" · ")[-1]) == ("2025-07", "July 2025")


def test_links_are_named(mission):
    old = str(mission.sectors.get())
    change(mission, lambda: mission.sectors.add(SectorFactory(name_en="Zinc")))

    assert facts(told(mission)) == {"Sectors": (old, f"{old}, Zinc")}


def test_rows_are_named_by_what_they_are_about(mission):
    party, body = mission.parties.get(), OrganisationFactory(name="Made-up Bureau")

    def rearrange():
        mission.stops.all().delete()
        mission.parties.create(organisation=body, role=PartyRole.HOST)
        mission.parties.filter(pk=party.pk).update(role=PartyRole.SENDER)

    change(mission, rearrange)

    what = told(mission)
    assert rows(what) == [
        ("Parties", str(party.organisation), "changed"),
        ("Parties", "Made-up Bureau", "added"),
        ("Stops", "Nowhere", "removed"),
    ]
    assert facts(what.rows[0]) == {"Role": ("Lead", "Sender")}


def test_citations_and_figures_are_rows_too(mission):
    source = SourceFactory(title="Made-up release")

    def cite():
        mission.citations.all().delete()
        mission.citations.create(source=source, field="start", value_as_stated="in July")
        FigureFactory(record=mission, source=source, what="firms", value=3)

    change(mission, cite)

    what = told(mission)
    assert [(label, did) for label, _name, did in rows(what)] == [
        ("Citations", "removed"),
        ("Citations", "added"),
        ("Figures", "added"),
    ]
    assert facts(what.rows[1])["Fact"] == ("", "Start")


def test_a_party_that_was_removed_since_is_told_as_such(mission):
    body = OrganisationFactory()
    change(mission, lambda: mission.parties.create(organisation=body))
    change(mission, mission.parties.filter(organisation=body).delete)
    records.delete(body, by=UserFactory())

    assert rows(told(mission)) == [("Parties", "Party", "removed")]


def test_the_words_of_a_long_text_are_marked():
    before = "The governor met the trade delegation in the morning and left on the next day."
    after = before.replace("morning", "afternoon")

    assert [(piece.sign, piece.text) for piece in pieces(before, after)] == [
        (SAME, "The governor met the trade delegation in the "),
        (REMOVED, "morning"),
        (ADDED, "afternoon"),
        (SAME, " and left on the next day."),
    ]


def test_japanese_is_compared_by_characters():
    before, after = (
        "知事は朝に訪問団と会談した。" * 6,
        "知事は夕に訪問団と会談した。" + "知事は朝に訪問団と会談した。" * 5,
    )
    marked = [(piece.sign, piece.text) for piece in pieces(before, after)]
    assert (REMOVED, "朝") in marked
    assert (ADDED, "夕") in marked


def test_pieces_give_back_both_texts():
    before, after = "one two three four five " * 20, "one 2 three four 5 six " * 20
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.sign != ADDED) == before
    assert "".join(piece.text for piece in found if piece.sign != REMOVED) == after


# What a reader is not told


@pytest.fixture
def opened(mission):
    Delegation.objects.update(visibility="public")
    change(mission, visibility="public", purpose="To see")
    return mission


@pytest.mark.parametrize("level", ["officials", "parties", "office"])
def test_a_visitor_reads_nothing_of_hidden_rows_and_what_cites_them(opened, level):
    body = OrganisationFactory(name="Hidden Bureau", visibility=level)

    def add():
        row = opened.parties.create(organisation=body)
        opened.citations.create(source=SourceFactory(), field="parties", row=row.pk)
        opened.citations.create(source=SourceFactory(visibility=level))
        FigureFactory(record=opened, visibility=level)

    change(opened, add, outcome="Seen")

    what = told(opened, AnonymousUser())
    assert (list(facts(what)), what.rows) == (["Outcome"], ())


def test_a_row_that_became_hidden_is_hidden_in_earlier_states_too(opened):
    change(opened, lambda: FigureFactory(record=opened, visibility="public"), outcome="Seen")
    assert rows(told(opened, AnonymousUser()))
    opened.figures.update(visibility="office")

    assert not told(opened, AnonymousUser()).rows


def test_a_row_that_moves_behind_a_hidden_name_is_not_told(opened):
    hidden = OrganisationFactory(visibility="office")
    change(opened, lambda: opened.parties.update(organisation=hidden), outcome="Seen")

    what = told(opened, AnonymousUser())
    assert (list(facts(what)), what.rows) == (["Outcome"], ())


def test_a_change_of_nothing_but_hidden_rows_is_not_entered_for_others(opened):
    hidden = OrganisationFactory(visibility="office")
    change(opened, lambda: opened.parties.create(organisation=hidden))

    latest = Change.objects.of(opened).first()
    assert latest.told_to == "office"
    assert latest not in Change.objects.visible_to(AnonymousUser())
    assert latest not in Change.objects.visible_to(UserFactory())


def test_what_a_record_was_while_hidden_stays_hidden(mission):
    change(mission, title="Secret plan")
    change(mission, visibility="public", title="Open plan")
    change(mission, title="Opener plan")

    user = AnonymousUser()
    changes = Change.objects.visible_to(user).of(mission).for_list(user)
    latest, opening = book.entries(changes, user)
    assert facts(latest.what) == {"Title": ("Open plan", "Opener plan")}
    assert (opening.what, opening.words) == (None, "Made visible")


def test_changes_made_before_the_day_it_is_shown_stay_hidden(mission):
    change(mission, visibility="public", public_from=date(2999, 1, 1))
    assert Change.objects.of(mission).first().visibility == "parties"
    change(mission, public_from=None)

    assert [c.number for c in Change.objects.visible_to(AnonymousUser()).of(mission)] == [3]


def test_the_changes_of_a_removed_record_are_an_administrators(opened):
    records.delete(opened, by=UserFactory(), reason="Entered twice")

    kinds = list(Change.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["recorded", "changed", "removed"]
    assert not Change.objects.visible_to(AnonymousUser()).exists()
