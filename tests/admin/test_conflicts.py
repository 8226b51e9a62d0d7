"""Two officers edit one record: the second is told, chooses, and loses nothing."""

import pytest

from partnerships.models import Delegation
from partnerships.services import records
from tests.admin.posting import admin_url, errors_of, post, shown
from tests.factories import (
    DelegationFactory,
    PrefectureGovernmentFactory,
    RegionFactory,
    SectorFactory,
    StateGovernmentFactory,
    StopFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ANNOUNCED = {"announced_by": "Made-up Ministry", "announced_on": "2026-03-02"}


@pytest.fixture
def delegation():
    """A delegation with a stop and a history."""
    record = DelegationFactory(lead=StateGovernmentFactory(), title="As first written")
    StopFactory(delegation=record, place="Nowhere")
    record.purpose = "To see"
    records.save(record)
    return Delegation.objects.get()


def url(delegation):
    return admin_url(Delegation, "change", delegation.pk)


def theirs(delegation, *relations, **values):
    """Somebody else saves first."""
    record = Delegation.objects.get(pk=delegation.pk)
    for name, value in values.items():
        setattr(record, name, value)
    user = UserFactory(username=f"kiran{record.version}")
    records.save(record, relations, by=user, reason="The release was corrected")


@pytest.fixture
def opened(administrator, delegation):
    """The form as the administrator opened it before others saved."""
    return shown(administrator, url(delegation))


def save(client, delegation, opened, **changed):
    values = {**opened, **changed}
    posted = {name: value for name, value in values.items() if value is not None}
    return client.post(url(delegation), posted)


def conflict(response):
    return response.context["conflict"]["merged"]


def again(client, delegation, response, **changed):
    """Save the form as it came back, as a browser does: boxes, rows and the panel's own."""
    values = _boxes(response)
    panel = response.context["conflict"]
    if panel:
        values |= {"merged_since": panel["since"], "both_changed": []}
        for clash in panel["merged"].clashes:
            values["both_changed"].append(clash.name)
            values[f"theirs-{clash.name}"] = clash.theirs
    return save(client, delegation, values, **changed)


def _boxes(response):
    forms = [response.context["adminform"].form]
    for rows in response.context["inline_admin_formsets"]:
        forms += [rows.formset.management_form, *rows.formset.forms]
    values = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, False, []):
                values[field.html_name] = "on" if value is True else value
    return values


def boxes(response):
    return response.context["adminform"].form


def rows(response, model="stop"):
    formsets = response.context["inline_admin_formsets"]
    return next(f.formset for f in formsets if f.formset.model._meta.model_name == model)


def test_what_only_they_changed_is_taken_over_and_told(administrator, delegation, opened):
    theirs(delegation, title="Their title")

    response = save(administrator, delegation, opened, purpose="My purpose")

    assert "while you were editing it" in errors_of(response)["__all__"][0]
    taken = conflict(response).taken
    assert [(t.label, t.before, t.after) for t in taken] == [
        ("Title", "As first written", "Their title")
    ]
    assert (boxes(response)["title"].value(), boxes(response)["purpose"].value()) == (
        "Their title",
        "My purpose",
    )
    assert Delegation.objects.get().purpose == "To see"


def test_the_form_that_came_back_saves_both(administrator, delegation, opened):
    theirs(delegation, title="Their title")
    response = save(administrator, delegation, opened, purpose="My purpose")

    assert again(administrator, delegation, response).status_code == 302

    stored = Delegation.objects.get()
    assert (stored.title, stored.purpose, stored.version) == ("Their title", "My purpose", 4)


def test_it_is_told_who_changed_it_when_and_why(administrator, delegation, opened):
    theirs(delegation, title="Their title")
    theirs(delegation, outcome="Seen")

    page = save(administrator, delegation, opened, purpose="My purpose").content.decode()

    assert page.index("kiran3: “The release was corrected”") < page.index("kiran2: “The release")


def test_the_same_box_changed_by_both_is_asked_about(administrator, delegation, opened):
    theirs(delegation, title="Their title")

    response = save(administrator, delegation, opened, title="My title")

    (clash,) = conflict(response).clashes
    assert (clash.name, clash.before, clash.their_words, clash.my_words) == (
        "title",
        "As first written",
        "Their title",
        "My title",
    )
    assert boxes(response)["title"].value() == "My title"


@pytest.mark.parametrize(("kept", "title"), [("mine", "My title"), ("theirs", "Their title")])
def test_the_answer_decides(administrator, delegation, opened, kept, title):
    theirs(delegation, title="Their title")
    response = save(administrator, delegation, opened, title="My title", outcome="Seen")

    answered = again(administrator, delegation, response, **{"keep-title": kept})

    assert answered.status_code == 302
    stored = Delegation.objects.get()
    assert (stored.title, stored.outcome) == (title, "Seen")


def test_without_an_answer_nothing_is_saved_and_all_is_kept(administrator, delegation, opened):
    theirs(delegation, title="Their title")
    response = save(administrator, delegation, opened, title="My title")

    unanswered = again(administrator, delegation, response)

    assert "choose what to keep" in errors_of(unanswered)["__all__"][0]
    assert [clash.my_words for clash in conflict(unanswered).clashes] == ["My title"]
    assert Delegation.objects.get().title == "Their title"


def test_a_third_save_meanwhile_is_told_again(administrator, delegation, opened):
    theirs(delegation, title="Their title")
    response = save(administrator, delegation, opened, title="My title")
    theirs(delegation, title="A third title")

    asked = again(administrator, delegation, response, **{"keep-title": "mine"})

    (clash,) = conflict(asked).clashes
    assert (clash.before, clash.their_words, clash.kept) == (
        "As first written",
        "A third title",
        "mine",
    )
    assert again(administrator, delegation, asked, **{"keep-title": "mine"}).status_code == 302
    assert Delegation.objects.get().title == "My title"


def test_the_same_change_by_both_is_no_clash(administrator, delegation, opened):
    theirs(delegation, title="Same title")

    response = save(administrator, delegation, opened, title="Same title", purpose="My purpose")

    assert (conflict(response).clashes, conflict(response).taken) == ([], [])


def test_dates_and_links_are_compared_as_they_read(administrator, delegation, opened):
    sector, other = SectorFactory(name_en="Zinc"), SectorFactory(name_en="Tin")
    theirs(delegation, lambda: delegation.sectors.add(sector))

    response = save(
        administrator, delegation, opened, sectors=[other.pk], start="2025-07", reason="Said so"
    )

    (clash,) = conflict(response).clashes
    assert (clash.label, clash.before, clash.their_words, clash.my_words) == (
        "Sectors",
        "",
        "Zinc",
        "Tin",
    )
    assert boxes(response)["start"].value() == "2025-07"
    assert boxes(response)["reason"].value() == "Said so"


def test_line_ends_as_browsers_post_them_are_no_change(administrator, delegation):
    theirs(delegation, purpose="One\nTwo")
    opened = shown(administrator, url(delegation))
    theirs(delegation, purpose="Theirs")

    response = save(administrator, delegation, {**opened, "purpose": "One\r\nTwo"}, title="Mine")

    assert conflict(response).clashes == []
    assert boxes(response)["purpose"].value() == "Theirs"


# Rows


def test_a_row_they_added_appears_and_mine_stays(administrator, delegation, opened):
    theirs(delegation, lambda: StopFactory(delegation=delegation, place="Theirs", order=2))
    mine = {"stops-TOTAL_FORMS": "2", "stops-1-place": "Mine", "stops-1-order": "3"}

    response = save(administrator, delegation, opened, **mine)

    assert conflict(response).added == [("Stops", "Theirs")]
    assert [row["place"].value() for row in rows(response).forms] == ["Nowhere", "Theirs", "Mine"]
    assert again(administrator, delegation, response).status_code == 302
    places = Delegation.objects.get().stops.order_by("order", "pk")
    assert [stop.place for stop in places] == ["Nowhere", "Theirs", "Mine"]


def test_a_row_changed_in_two_boxes_by_two_is_put_together(administrator, delegation, opened):
    theirs(delegation, lambda: delegation.stops.update(place="Theirs"))

    response = save(administrator, delegation, opened, **{"stops-0-purpose": "Mine"})

    assert [(t.row, t.before, t.after) for t in conflict(response).taken] == [
        ("Stops: Theirs", "Nowhere", "Theirs")
    ]
    again(administrator, delegation, response)
    stop = Delegation.objects.get().stops.get()
    assert (stop.place, stop.purpose) == ("Theirs", "Mine")


@pytest.mark.parametrize("kept", ["mine", "theirs"])
def test_one_box_of_a_row_changed_by_both_is_asked_about(administrator, delegation, opened, kept):
    theirs(delegation, lambda: delegation.stops.update(place="Theirs"))

    response = save(administrator, delegation, opened, **{"stops-0-place": "Mine"})

    (clash,) = conflict(response).clashes
    assert (clash.name, clash.their_words, clash.my_words) == ("stops-0-place", "Theirs", "Mine")
    again(administrator, delegation, response, **{"keep-stops-0-place": kept})
    assert Delegation.objects.get().stops.get().place == kept.capitalize()


def test_a_row_they_removed_and_i_left_alone_goes(administrator, delegation, opened):
    theirs(delegation, delegation.stops.all().delete)

    response = save(administrator, delegation, opened, purpose="Mine")

    assert conflict(response).removed == [("Stops", "Nowhere")]
    assert again(administrator, delegation, response).status_code == 302
    assert not Delegation.objects.get().stops.exists()


@pytest.mark.parametrize(("kept", "places"), [("mine", ["Mine"]), ("theirs", [])])
def test_a_row_they_removed_and_i_changed_is_asked_about(
    administrator, delegation, opened, kept, places
):
    theirs(delegation, delegation.stops.all().delete)

    response = save(administrator, delegation, opened, **{"stops-0-place": "Mine"})

    (clash,) = conflict(response).clashes
    assert (clash.their_words, "Mine" in clash.my_words) == ("removed", True)
    again(administrator, delegation, response, **{f"keep-{clash.name}": kept})
    assert [stop.place for stop in Delegation.objects.get().stops.all()] == places


@pytest.mark.parametrize(("kept", "places"), [("mine", []), ("theirs", ["Theirs"])])
def test_a_row_i_removed_and_they_changed_is_asked_about(
    administrator, delegation, opened, kept, places
):
    theirs(delegation, lambda: delegation.stops.update(place="Theirs"))

    response = save(administrator, delegation, opened, **{"stops-0-DELETE": "on"})

    (clash,) = conflict(response).clashes
    assert (clash.their_words, clash.my_words) == ("Theirs", "removed")
    again(administrator, delegation, response, **{f"keep-{clash.name}": kept})
    assert [stop.place for stop in Delegation.objects.get().stops.all()] == places


def test_the_same_party_added_by_both_is_refused_with_both_in_the_form(
    administrator, delegation, opened
):
    host = PrefectureGovernmentFactory()
    theirs(delegation, lambda: delegation.parties.create(organisation=host, role="host"))
    row = {"organisation": host.pk, "role": "observer", "headcount_basis": "exact"}
    mine = {"parties-TOTAL_FORMS": "2", **{f"parties-1-{k}": v for k, v in row.items()}}

    response = save(administrator, delegation, opened, **mine)

    assert [form["role"].value() for form in rows(response, "delegationparty").forms] == [
        "lead",
        "host",
        "observer",
    ]


# Where less is known


def test_without_history_every_difference_is_asked_about(administrator):
    delegation = DelegationFactory(lead=StateGovernmentFactory(), title="As first written")
    opened = shown(administrator, url(delegation))
    theirs(delegation, title="Their title")

    response = save(administrator, delegation, opened, purpose="Mine")

    assert [(c.label, c.before) for c in conflict(response).clashes] == [
        ("Title", ""),
        ("Purpose", ""),
    ]


def test_reference_data_is_told_side_by_side_too(administrator):
    region = RegionFactory(code="IN-XA")
    page = admin_url(type(region), "change", region.pk)
    opened = shown(administrator, page)
    post(administrator, page, name_ja="彼らの名")

    response = administrator.post(page, {**opened, "name_ja": "私の名"})

    (clash,) = response.context["conflict"]["merged"].clashes
    assert (clash.their_words, clash.my_words) == ("彼らの名", "私の名")


def test_a_record_removed_meanwhile_comes_back_as_a_new_form(administrator, delegation, opened):
    records.delete(Delegation.objects.get(), by=UserFactory(username="kiran"))

    response = save(administrator, delegation, opened, title="My title")

    assert "kiran removed this record" in errors_of(response)["__all__"][0]
    assert boxes(response)["title"].value() == "My title"
    assert [row["place"].value() for row in rows(response).forms] == ["Nowhere"]
    add = admin_url(Delegation, "add")
    assert f'action="{add}"' in response.content.decode()
    assert administrator.post(add, _boxes(response) | ANNOUNCED).status_code == 302
    stored = Delegation.objects.get()
    assert (stored.title, stored.stops.get().place) == ("My title", "Nowhere")


def test_a_form_of_a_record_that_never_was_is_not_found(administrator):
    assert administrator.post(admin_url(Delegation, "change", 999), {}).status_code == 404


@pytest.mark.parametrize("since", ["", "x", "9" * 40, "0"])
def test_hostile_values_of_the_panel_are_borne(administrator, delegation, opened, since):
    theirs(delegation, title="Their title")
    hostile = {
        "merged_since": since,
        "both_changed": ["title", "nonsense"],
        "stops-TOTAL_FORMS": since,
    }

    response = save(administrator, delegation, opened, **hostile, title="My title")

    assert response.status_code == 200
    assert Delegation.objects.get().title == "Their title"
