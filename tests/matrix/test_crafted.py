"""Crafted requests of an officer: what names a hidden record is answered as what names none."""

import pytest
from django.urls import reverse

from partnerships.models import Agreement, Delegation, ExchangeProgramme, Pledge, Target
from partnerships.models.access import AccessEvent, AccessKind
from partnerships.models.sources import record_models
from tests import factories as make
from tests.admin.posting import admin_url, errors_of, post, shown
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.matrix.world import BY_MODEL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MISSING = 987654
NOTES, FOLLOW_UPS, CITATIONS = (
    f"partnerships-{kind}-content_type-object_id" for kind in ("note", "followup", "citation")
)


@pytest.fixture
def state():
    return make.StateGovernmentFactory()


@pytest.fixture
def own(state):
    return office_for(state)


@pytest.fixture
def client(own):
    return officer_of(own)


def refusals() -> int:
    return AccessEvent.objects.filter(kind=AccessKind.REFUSAL).count()


def test_a_new_row_or_link_to_a_hidden_record_is_refused_as_to_a_missing_one(client, own, state):
    record = make.DelegationFactory(lead=state, office=own)
    boxes = {
        "parties-1-organisation": make.OrganisationFactory,
        "stops-0-host": make.OrganisationFactory,
        "attendances-0-person": make.PersonFactory,
        f"{CITATIONS}-0-source": make.SourceFactory,
        "parent": make.DelegationFactory,
        "partnerships": make.PartnershipFactory,
        "initiatives": make.InitiativeFactory,
    }
    rows = {"parties": 2, "stops": 1, "attendances": 1, CITATIONS: 1}
    counts = {f"{prefix}-TOTAL_FORMS": str(number) for prefix, number in rows.items()}
    hidden = {name: made(for_office=True).pk for name, made in boxes.items()}

    told = [
        errors_of(post(client, change_url(record), **counts, **named))
        for named in (dict.fromkeys(boxes, MISSING), hidden)
    ]

    assert set(boxes) <= set(told[0])
    numbers = {str(key) for key in hidden.values()}
    assert [_blank(one, {str(MISSING)}) for one in told[:1]] == [_blank(told[1], numbers)]
    assert refusals() == 2


def _blank(errors, numbers) -> dict:
    """The sentences without the number that was asked for."""
    return {
        name: [" ".join("#" if word.strip("“”.,") in numbers else word for word in told.split())]
        for name, sentences in errors.items()
        for told in [" ".join(sentences)]
    }


@pytest.mark.parametrize("kind", [NOTES, FOLLOW_UPS])
def test_a_new_row_is_given_to_no_other_office(client, own, state, kind):
    record = make.DelegationFactory(lead=state, office=own)
    text = {"text": "Made up"} if kind == NOTES else {"what": "Made up"}
    row = {**text, "office": make.OfficeFactory().pk, "visibility": "office"}
    posted = {f"{kind}-0-{name}": value for name, value in row.items()}

    answer = post(client, change_url(record), **{f"{kind}-TOTAL_FORMS": "1"}, **posted)

    assert answer.context["errors"]
    assert (record.notes.count(), record.follow_ups.count(), refusals()) == (0, 0, 1)


@pytest.mark.parametrize("model", [Delegation, ExchangeProgramme])
def test_nobody_makes_themselves_a_party_of_another_office_s_record(
    client, own, state, administrator, model
):
    record = BY_MODEL[model](office=make.OfficeFactory())
    form = {**shown(administrator, change_url(record)), "reason": "So"}
    number = int(form["parties-TOTAL_FORMS"])
    mine = {f"parties-{number}-organisation": state.pk, f"parties-{number}-role": "lead"}
    more = {"parties-TOTAL_FORMS": str(number + 1)}

    answer = client.post(change_url(record), {**form, **more, **mine})

    assert answer.status_code == 403
    assert not record.parties.filter(organisation=state).exists()
    assert refusals() == 1


def test_a_party_does_not_take_itself_and_the_record_out_of_its_reach(client, state):
    record = make.DelegationFactory(lead=state, host=make.PrefectureGovernmentFactory())
    place = _row_of(client, record, "parties", state)

    answer = post(client, change_url(record), **{f"{place}-DELETE": "on"}, reason="So")

    assert answer.context["errors"]
    assert record.parties.count() == 2
    assert refusals() == 1


def test_a_pledge_does_not_leave_who_edits_it_either(client, state):
    record = make.PledgeFactory(made_by=state, office=make.OfficeFactory())

    answer = post(client, change_url(record), made_by=make.StateGovernmentFactory().pk, reason="So")

    assert answer.context["errors"]
    assert Pledge.objects.get().made_by == state


def _row_of(client, record, prefix, organisation) -> str:
    drawn, key = shown(client, change_url(record)).items(), organisation.pk
    ends = [name for name, held in drawn if name.endswith("-organisation") and held == key]
    return next(name for name in ends if name.startswith(prefix)).removesuffix("-organisation")


def test_the_address_of_an_empty_form_names_nothing_hidden(client):
    hidden = {
        kind: BY_MODEL[kind](for_office=True, **{_text_of(kind): "Hidden from them"})
        for kind in record_models()
    }
    for model in (Agreement, Delegation, Pledge, Target):  # those with most links
        links = [f for f in (*model._meta.fields, *model._meta.many_to_many) if f.is_relation]
        asked = {f.name: hidden[f.related_model].pk for f in links if f.related_model in hidden}

        page = client.get(admin_url(model, "add"), asked)

        assert page.status_code == 200
        assert "Hidden from them" not in page.content.decode(), model


def _text_of(kind) -> str:
    names = {field.name for field in kind._meta.fields}
    return next(name for name in ("title", "name", "text") if name in names)


def test_an_action_on_hidden_records_is_answered_as_on_missing_ones(client, own, state):
    make.DelegationFactory(lead=state, office=own)
    hidden = make.DelegationFactory(for_office=True, office=make.OfficeFactory())
    page = reverse("admin:partnerships_delegation_changelist")
    names = [
        name for name, _label in client.get(page).context["action_form"].fields["action"].choices
    ]
    tried = ["delete_selected", "merge_two", names[-1]]  # the last opens or closes several
    assert set(tried) <= set(names)

    for name in tried:
        answers = []
        for key in (MISSING, hidden.pk):
            answer = client.post(page, {"action": name, "_selected_action": [key]}, follow=True)
            told = [str(message) for message in answer.context["messages"]]
            answers.append(
                (answer.status_code, answer.redirect_chain, told, answer.templates[0].name)
            )
        assert answers[0] == answers[1], name
    assert hidden.title not in answer.content.decode()
