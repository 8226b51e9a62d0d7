"""Anonymising a person: no row, no search, no state of the history gives the name back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from reversion.models import Revision, Version

from partnerships.models import Person
from partnerships.quantities import Quantity
from partnerships.services import history, records, seeding
from partnerships.services.anonymising import anonymise, named_in, printed_elsewhere
from tests import factories as make
from tests.services.seeds import filled

pytestmark = pytest.mark.django_db
NAMES = ("Hanako Nobody", "架空花子", "Nobody Hanako", "Hanako Former")


@pytest.fixture
def user():
    return make.UserFactory(administrator=True, username="administrator")


@pytest.fixture
def person(user):
    """Somebody with an earlier name, a post, a source and a remark, all in the history."""
    record = Person(name="Hanako Former", visibility="public")
    records.save(record, by=user, reason="Met Hanako Former")
    record.name, record.name_local, record.other_names = NAMES[0], NAMES[1], NAMES[2]
    record.remark = "Speaks of Hanako Nobody"
    rows = [
        lambda: make.HoldingFactory(person=record, held_from="2020"),
        lambda: make.CitationFactory(record=record, value_as_stated="Hanako Nobody"),
    ]
    records.save(record, rows, by=user, reason="Hanako Nobody, as printed")
    return record


@pytest.fixture
def mission(person, user):
    """A mission that the person led, printed on it, and quoted by its source."""
    record = make.DelegationFactory(
        completed=True, start="2024-05", headcount=Quantity(7), title="Mission"
    )

    def rows():
        row = record.attendances.create(
            person=person, name="H. Nobody", title="Governor", leads=True, order=3
        )
        make.CitationFactory(
            record=record, field="attendances", row=row.pk, value_as_stated="Hanako Nobody came"
        )
        record.attendances.create(name="Nobody Hanako", title="Printed only")
        record.attendances.create(name="Somebody Else")

    records.save(record, [rows], by=user, reason="The list came")
    return record


def done(person, user, **options):
    person.refresh_from_db()
    anonymise(person, by=user, expected_version=person.version, **options)


def everything() -> str:
    """All that the database holds of records, rows, history and logs, as one text."""
    models = [*make.__dict__.values()]
    factories = [getattr(factory, "_meta", None) for factory in models]
    found = {meta.model for meta in factories if meta and getattr(meta, "model", None)}
    found |= {Version, Revision, LogEntry}
    return "\n".join(serialize("json", model.objects.all()) for model in found)


def test_no_row_and_no_state_of_the_history_holds_a_name(person, mission, user):
    LogEntry.objects.create(
        user=user, action_flag=2, content_type_id=1, object_id="1",
        object_repr="Mission", change_message='Added person "Hanako Nobody".',
    )  # fmt: skip
    for name in (*NAMES, "H. Nobody"):
        assert name in everything().replace("\\\\", "\\")
    done(person, user, also_printed=True)

    left = everything()
    assert [name for name in (*NAMES, "H. Nobody", "hanako") if name in left] == []
    assert "Somebody Else" in left


def test_places_titles_and_head_counts_stay(person, mission, user):
    before = list(mission.attendances.values("pk", "order", "title", "leads", "organisation"))
    done(person, user)

    mission.refresh_from_db()
    assert (
        list(mission.attendances.values("pk", "order", "title", "leads", "organisation")) == before
    )
    assert mission.headcount.number == 7
    assert mission.attendances.filter(person=person, name="").count() == 1
    assert [str(row) for row in mission.attendances.order_by("pk")] == [
        "Person anonymised", "Nobody Hanako", "Somebody Else",
    ]  # fmt: skip


def test_a_signature_keeps_the_office_and_loses_the_name(person, user):
    signature = make.SignatureFactory(person=person, name="Hanako Nobody", title="Governor")
    done(person, user)

    signature.refresh_from_db()
    assert (signature.name, signature.title) == ("", "Governor")
    assert signature.person == person


def test_the_old_address_and_the_old_words_find_nobody(visitor, person, mission, user):
    old = person.get_absolute_url()
    assert visitor.get(old).status_code == 200
    done(person, user)

    person.refresh_from_db()
    assert visitor.get(old).status_code == 404
    assert visitor.get(person.get_absolute_url()).context["page_title"] == "Person anonymised"
    for name in NAMES:
        assert not Person.objects.all().matching(name, user)


def test_an_earlier_state_brings_back_no_name(person, mission, user):
    done(person, user)
    person.refresh_from_db()
    first = history.versions_of(person).last()
    records.restore(person, first, by=user, expected_version=person.version, reason="Back")

    person.refresh_from_db()
    assert person.is_anonymised
    assert person.name == "Person anonymised"
    assert not person.holdings.exists()
    earlier = history.versions_of(mission).last()
    mission.refresh_from_db()
    records.restore(mission, earlier, by=user, expected_version=mission.version, reason="Back")
    assert "H. Nobody" not in [row.name for row in mission.attendances.all()]


def test_an_edit_begun_before_does_not_write_the_name_back(person, mission, user):
    opened = mission.version
    done(person, user)

    with pytest.raises(records.StaleVersion):
        records.save(mission, by=user, expected_version=opened)


def test_who_prints_the_name_without_a_link_is_told_and_taken_along_only_when_asked(
    person, mission, user
):
    assert [row.name for row in printed_elsewhere(person, user)] == ["Nobody Hanako"]
    done(person, user)

    assert mission.attendances.filter(name="Nobody Hanako").exists()


def test_records_whose_texts_name_the_person_are_told(person, user):
    told = make.DelegationFactory(purpose="To meet Hanako Nobody")
    make.DelegationFactory(purpose="To meet somebody")

    hidden = make.DelegationFactory(purpose="To meet Hanako Nobody", for_office=True)
    make.AttendanceFactory(name="Hanako Nobody", delegation=hidden)

    official = make.UserFactory()
    assert named_in(person, official) == [told]
    assert printed_elsewhere(person, official) == []
    assert set(named_in(person, user)) == {told, hidden}


def test_the_reasons_of_others_stay_whole(person, user):
    other = make.DelegationFactory(title="Mission")
    other.purpose = "To see"
    records.save(other, by=user, reason="Asked by Hanako Nobody on the telephone")
    done(person, user)

    assert history.last_change(other).comment == "Asked by Person anonymised on the telephone"


def test_it_is_done_once_and_not_over_a_newer_change(person, user):
    with pytest.raises(records.StaleVersion):
        anonymise(person, by=user, expected_version=77)
    person = Person.objects.get(pk=person.pk)
    assert person.name == "Hanako Nobody"
    done(person, user)

    with pytest.raises(ValidationError, match="already"):
        done(person, user)


def test_a_later_load_of_the_seeds_brings_nobody_back(tmp_path, user):
    seeds = filled(tmp_path)
    seeds.write("people", {"slug": "hanako-nobody", "name": "Hanako Nobody"})
    seeding.load(seeds.folder)
    done(Person.objects.get(slug="hanako-nobody"), user)

    report = seeding.load(seeds.folder)

    assert not report.refused
    assert Person.objects.get().is_anonymised
    assert Person.objects.get().name == "Person anonymised"
