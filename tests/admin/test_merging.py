"""Merging in the admin: three steps, an old address that leads on, and the way back."""

import pytest

from partnerships.models import Event, MergedRecord, Organisation
from partnerships.services.records import StaleVersion
from tests import factories
from tests.admin.posting import admin_url

pytestmark = pytest.mark.django_db

MERGE = admin_url(Organisation, "merge")


@pytest.fixture
def body():
    return factories.OrganisationFactory(name="Made-up Chamber")


@pytest.fixture
def twin():
    return factories.OrganisationFactory(name="Made-up Chambers", website="https://x.example")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def both(kept, gone, **values):
    return {
        "kept": kept.pk,
        "gone": gone.pk,
        "step": "merge",
        "version_of_kept": kept.version,
        "version_of_gone": gone.version,
        **values,
    }


def test_step_one_offers_look_alikes_and_any_other_by_its_key(administrator, body, twin):
    page = text(administrator.get(MERGE, {"record": body.pk}))
    assert "Made-up Chambers" in page
    other = factories.OrganisationFactory(slug="quite-another")
    found = administrator.get(MERGE, {"record": body.pk, "with": "Quite-Another"})
    assert found.url == f"{MERGE}?kept={body.pk}&gone={other.pk}"
    none = text(administrator.get(MERGE, {"record": body.pk, "with": "nobody"}))
    assert "“nobody” is no other record of this kind." in none


def test_the_action_takes_exactly_two(administrator, body, twin):
    chosen = {"action": "merge_two", "_selected_action": [body.pk, twin.pk]}
    url = admin_url(Organisation, "changelist")
    assert administrator.post(url, chosen).url == f"{MERGE}?kept={body.pk}&gone={twin.pk}"
    chosen["_selected_action"] = [body.pk]
    assert "Choose exactly two" in text(administrator.post(url, chosen, follow=True))
    events = administrator.get(admin_url(Event, "changelist")).content.decode()
    assert "merge_two" not in events


def test_step_two_offers_what_differs_with_what_is_kept_unless_chosen(administrator, body, twin):
    page = text(administrator.get(MERGE, {"kept": body.pk, "gone": twin.pk}))
    assert "<strong>Made-up Chamber</strong> stays." in page
    assert f"{MERGE}?kept={twin.pk}&gone={body.pk}".replace("&", "&amp;") in page
    assert 'name="fact-name" value="kept" aria-describedby="fact-name" checked' in page
    assert 'name="fact-website" value="gone" aria-describedby="fact-website" checked' in page


def test_step_three_names_what_moves_and_writes_nothing(administrator, body, twin):
    mission = factories.DelegationFactory(lead=twin, title="Mission")
    step = {"kept": body.pk, "gone": twin.pk, "fact-name": "gone"}
    page = text(administrator.post(MERGE, step))
    assert "Delegations: parties: 1 moves" in page
    assert f"{mission}: Made-up Chambers" in page
    assert "<dd>Made-up Chambers</dd>" in page
    assert Organisation.objects.count() == 2


def test_the_merge_is_done_as_chosen(administrator, body, twin):
    answer = administrator.post(MERGE, both(body, twin, **{"fact-name": "gone", "reason": "One"}))
    assert answer.url == admin_url(Organisation, "change", body.pk)
    body.refresh_from_db()
    assert (body.name, body.other_names) == ("Made-up Chambers", "Made-up Chamber")
    merge = MergedRecord.objects.get()
    assert (merge.key, merge.target, merge.by) == (twin.slug, body, administrator.user)


def test_what_would_be_lost_is_told_and_nothing_is_done(administrator, body, twin):
    mission = factories.DelegationFactory(lead=body, host=twin)
    page = text(administrator.post(MERGE, {"kept": body.pk, "gone": twin.pk}))
    assert "cannot both stand, and they differ: role." in page
    assert mission.reference in page
    assert "Merge the two" not in page
    assert "cannot both stand" in text(administrator.post(MERGE, both(body, twin)))
    assert MergedRecord.objects.count() == 0


def test_one_that_was_changed_meanwhile_is_not_merged(administrator, body, twin):
    stale = both(body, twin, version_of_gone="9")
    page = text(administrator.post(MERGE, stale, follow=True))
    assert "was changed while you were editing it" in page
    assert MergedRecord.objects.count() == 0


@pytest.mark.parametrize("character", ["staff", "official", "visitor"])
def test_who_may_not_edit_both_does_not_merge(character, request, body, twin):
    client = request.getfixturevalue(character)
    assert client.post(MERGE, both(body, twin)).status_code in (302, 403)
    assert MergedRecord.objects.count() == 0


def test_hostile_addresses_are_answered(administrator, body):
    for query in ({}, {"record": "x"}, {"kept": body.pk}, {"kept": body.pk, "gone": "9" * 30}):
        assert administrator.get(MERGE, query).status_code == 404
    assert administrator.get(admin_url(Event, "merge"), {"record": 1}).status_code == 404
    same = text(administrator.get(MERGE, {"kept": body.pk, "gone": body.pk}))
    assert "cannot be merged into itself" in same


@pytest.mark.parametrize("factory", [factories.DelegationFactory, factories.SourceFactory])
def test_the_old_addresses_lead_to_the_record_that_stands(administrator, visitor, factory):
    kept, gone = factory(), factory()
    model = type(kept)
    page, form = gone.get_absolute_url(), admin_url(model, "change", gone.pk)
    administrator.post(admin_url(model, "merge"), both(kept, gone))
    answer = visitor.get(f"{page}?x=1")
    assert (answer.status_code, answer.url) == (302, f"{kept.get_absolute_url()}?x=1")
    history = visitor.get(f"{page}history/")
    assert (history.status_code, history.url) == (302, f"{kept.get_absolute_url()}history/")
    assert administrator.get(form).url == admin_url(model, "change", kept.pk)
    model.objects.filter(pk=kept.pk).update(visibility="office")
    assert visitor.get(page).status_code == 404


def test_a_merge_is_undone_from_the_book_of_merges(administrator, body, twin):
    mission = factories.DelegationFactory(lead=twin)
    administrator.post(MERGE, both(body, twin))
    merge = MergedRecord.objects.get()
    undo = admin_url(MergedRecord, "undo", merge.pk)
    assert undo in administrator.get(admin_url(MergedRecord, "changelist")).content.decode()
    assert "will be there again" in text(administrator.get(undo))
    assert Organisation.objects.count() == 1
    assert administrator.post(undo).url == admin_url(Organisation, "change", twin.pk)
    assert mission.parties.get().organisation == twin
    assert administrator.get(undo).status_code == 404


def test_a_merge_that_cannot_be_undone_says_why(administrator, body, twin):
    administrator.post(MERGE, both(body, twin))
    Organisation.objects.filter(pk=body.pk).update(version=9)
    undo = admin_url(MergedRecord, "undo", MergedRecord.objects.get().pk)
    page = text(administrator.post(undo, follow=True))
    assert "The merge cannot be taken back: “Made-up Chamber” was changed since." in page


def test_an_undoing_that_another_save_overtakes_says_so(administrator, body, twin, monkeypatch):
    def overtaken(*_merge, **_options):
        raise StaleVersion("Made-up colleague was faster.")

    administrator.post(MERGE, both(body, twin))
    undo = admin_url(MergedRecord, "undo", MergedRecord.objects.get().pk)
    monkeypatch.setattr("partnerships.services.merging.undo", overtaken)
    assert "Made-up colleague was faster." in text(administrator.post(undo, follow=True))


@pytest.mark.parametrize("character", ["staff", "visitor"])
def test_the_book_of_merges_is_for_administrators(character, request):
    merge = factories.MergedRecordFactory()
    client = request.getfixturevalue(character)
    for url in (admin_url(MergedRecord, "changelist"), admin_url(MergedRecord, "undo", merge.pk)):
        assert client.post(url).status_code in (302, 403)
    assert MergedRecord.objects.exists()


def test_the_form_leads_to_the_merge(administrator, body, twin):
    page = administrator.get(admin_url(Organisation, "change", body.pk)).content.decode()
    assert f"{MERGE}?record={body.pk}" in page
    url = f"{admin_url(Organisation, 'look_alikes')}?record={body.pk}"
    piece = administrator.post(url, {"name": body.name}).content.decode()
    assert f"{MERGE}?kept={body.pk}&amp;gone={twin.pk}" in piece
    event = factories.EventFactory()
    page = administrator.get(admin_url(Event, "change", event.pk)).content.decode()
    assert "/event/merge/" not in page


@pytest.mark.parametrize(
    "factory", [factories.DelegationFactory, factories.SourceFactory, factories.PersonFactory]
)
def test_each_kind_passes_all_steps(administrator, factory):
    kept, gone = factory(), factory()
    model = type(kept)
    url, two = admin_url(model, "merge"), {"kept": kept.pk, "gone": gone.pk}
    assert administrator.get(url, {"record": kept.pk}).status_code == 200
    assert administrator.get(url, two).status_code == 200
    assert administrator.post(url, two).status_code == 200
    assert administrator.post(url, both(kept, gone)).status_code == 302
    assert list(model.objects.all()) == [kept]
