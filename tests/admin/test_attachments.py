"""Files on the form of a record: attached, told, refused, taken off and brought back."""

from functools import partial

import pytest
from django.core.files.storage import InMemoryStorage

from partnerships.models import Agreement, Attachment, Delegation
from partnerships.models.attachments import FOLDER
from partnerships.services import history, records
from partnerships.services.restoring import OutOfReach
from tests.admin.posting import admin_url, errors_of, held, post, shown
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.factories import (
    AgreementFactory,
    AttachmentFactory,
    DelegationFactory,
    OfficeFactory,
    StateGovernmentFactory,
)
from tests.uploads import upload

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FILES = "partnerships-attachment-content_type-object_id"


def new_file(file, number=0, **values) -> dict:
    """A file as it is posted, the first of the record unless said otherwise."""
    values = {"visibility": "parties", "file": file, **values}
    row = {f"{FILES}-{number}-{name}": value for name, value in values.items()}
    return {f"{FILES}-TOTAL_FORMS": str(number + 1), **row}


@pytest.fixture
def stored(monkeypatch) -> list[str]:
    """The names of all that the test left in the storage."""
    written: list[str] = []
    save, delete = InMemoryStorage.save, InMemoryStorage.delete

    def kept(storage, name, content, max_length=None):
        written.append(save(storage, name, content, max_length))
        return written[-1]

    def gone(storage, name):
        written.remove(name)
        delete(storage, name)

    monkeypatch.setattr(InMemoryStorage, "save", kept)
    monkeypatch.setattr(InMemoryStorage, "delete", gone)
    return written


@pytest.mark.parametrize("kind", ["agreement", "delegation"])
def test_an_officer_attaches_a_file(kind, stored):
    state = StateGovernmentFactory()
    own = office_for(state)
    makers = {"agreement": AgreementFactory, "delegation": partial(DelegationFactory, lead=state)}
    record = makers[kind](office=own)
    client = officer_of(own)

    page = client.get(change_url(record)).content.decode()
    answer = post(client, change_url(record), **new_file(upload("覚書.pdf"), title="Memorandum"))

    assert 'enctype="multipart/form-data"' in page
    assert answer.status_code == 302, errors_of(answer)
    file = record.attachments.get()
    assert (file.name, file.kind, file.office, file.visibility) == (
        "覚書.pdf", "pdf", own, "parties",
    )  # fmt: skip
    assert stored == [file.stored_name] == [f"{FOLDER}/{file.token[:2]}/{file.token}"]
    assert history.versions_of(record).count() == 1
    again = client.get(change_url(record)).content.decode()
    assert f'<a href="{file.get_absolute_url()}">覚書.pdf</a>' in again
    assert "Memorandum · PDF" in again


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"file": upload("paper.html", b"<p>")}, "of a kind that is not kept"),
        ({"file": upload("paper.pdf", b"<script>")}, "does not hold what its name says"),
        ({"file": upload("paper.pdf", b"")}, "is empty"),
        ({"file": "", "title": "No file"}, "Choose a file."),
    ],
)
def test_a_bad_file_is_refused_at_its_box_and_nothing_is_kept(administrator, stored, changed, told):
    record = AgreementFactory()

    refused = post(administrator, change_url(record), **new_file(**{"file": "", **changed}))

    assert told in errors_of(refused)[f"{FILES}-0-file"][0]
    assert stored == []


def test_a_refused_form_keeps_no_file_and_says_so(administrator, stored):
    record = AgreementFactory()
    row = new_file(upload("paper.pdf"))

    refused = post(administrator, change_url(record), title="", **row)

    assert (
        "A form that comes back keeps no file: choose “paper.pdf” again."
        in refused.content.decode()
    )
    assert stored == []


def test_a_stale_save_leaves_no_file(administrator, stored, monkeypatch):
    record = AgreementFactory()
    posted = {**shown(administrator, change_url(record)), **new_file(upload("paper.pdf"))}

    def stale(*_values, **_options):
        raise records.StaleVersion("Made-up reason")

    monkeypatch.setattr(records, "save", stale)
    answer = administrator.post(change_url(record), posted)

    assert answer.status_code == 200
    assert stored == []
    assert not Attachment.objects.exists()


def test_a_storage_that_fails_is_told_and_nothing_is_saved(administrator, monkeypatch):
    record = AgreementFactory()

    def full(*_values, **_options):
        raise OSError("No space left on device")

    monkeypatch.setattr(InMemoryStorage, "save", full)
    row = new_file(upload("paper.pdf"))
    answer = post(administrator, change_url(record), title="Another title", **row)

    assert "could not be stored" in answer.content.decode()
    assert Agreement.objects.get().title == record.title
    assert not Attachment.objects.exists()


def test_the_same_file_twice_is_told_by_the_name_that_the_writer_sees(administrator):
    record = AgreementFactory()
    AttachmentFactory(record=record, title="The signed one")

    refused = post(administrator, change_url(record), **new_file(upload("copy.pdf"), number=1))

    assert errors_of(refused)[f"{FILES}-1-file"] == [
        "The same file is attached already, as “The signed one”."
    ]


def test_too_many_files_are_refused(administrator, settings):
    settings.SETUHASHI_FILES_PER_RECORD = 1
    record = AgreementFactory()
    AttachmentFactory(record=record)

    refused = post(administrator, change_url(record), **new_file(upload("2.pdf"), number=1))

    assert errors_of(refused) == {FILES: ["A record has at most 1 files; these are 2."]}


def test_the_files_of_another_office_are_hidden_or_shown_and_stay_as_they_are():
    state = StateGovernmentFactory()
    own, other = office_for(state), OfficeFactory()
    record = DelegationFactory(lead=state, office=own)
    AttachmentFactory(record=record, office=other, title="Shown paper", visibility="parties")
    AttachmentFactory(record=record, office=other, title="Hidden paper", for_office=True)
    client = officer_of(own)
    row = {f"{FILES}-0-DELETE": "on", f"{FILES}-0-title": "Taken over"}

    page = client.get(change_url(record)).content.decode()
    answer = post(client, change_url(record), purpose="Made-up", **row)
    same = post(client, change_url(record), **new_file(upload(), number=1))

    assert "Shown paper" in page
    assert "Hidden paper" not in page + same.content.decode()
    assert "This row is another office's; it stays as it is." in str(errors_of(answer).values())
    assert list(record.attachments.values_list("title", flat=True)) == [
        "Shown paper", "Hidden paper",
    ]  # fmt: skip


def test_a_file_that_was_taken_off_comes_back_with_the_earlier_state(administrator, visitor):
    record = AgreementFactory()
    row = new_file(upload("paper.pdf"), visibility="public")
    post(administrator, change_url(record), **row)
    file = record.attachments.get()
    with_it = history.versions_of(record).first()

    post(administrator, change_url(record), **{f"{FILES}-0-DELETE": "on"})
    gone = visitor.get(file.get_absolute_url())
    record.refresh_from_db()
    records.restore(record, with_it, by=None, expected_version=record.version)
    back = visitor.get(file.get_absolute_url())

    assert (gone.status_code, back.status_code) == (404, 200)
    assert b"".join(back.streaming_content) == upload().read()


def test_the_history_names_a_file_to_those_who_see_it(administrator, visitor, official):
    record = AgreementFactory()
    post(
        administrator, change_url(record), **new_file(upload("secret.pdf"), visibility="officials")
    )
    post(administrator, change_url(record), **{f"{FILES}-0-title": "Renamed secret"})
    address = f"{record.get_absolute_url()}history/"

    assert "ecret" in official.get(address).content.decode()
    assert "ecret" not in visitor.get(address).content.decode()


def test_a_new_record_may_have_a_file(administrator):
    add = admin_url(Delegation, "add")
    state = StateGovernmentFactory()
    rows = {"parties-0-organisation": state.pk, "parties-0-role": "sender"}

    answer = post(
        administrator, add, title="Mission", direction="india_to_japan",
        **rows, **new_file(upload()),
    )  # fmt: skip

    assert answer.status_code == 302, errors_of(answer)
    assert Delegation.objects.get().attachments.get().name == "paper.pdf"


def test_what_others_attached_meanwhile_is_told_as_far_as_it_is_seen():
    state = StateGovernmentFactory()
    own = office_for(state)
    record = DelegationFactory(lead=state, office=own)
    client = officer_of(own)
    posted = shown(client, change_url(record))
    AttachmentFactory(record=record, office=own, title="Seen paper", visibility="parties")
    AttachmentFactory(record=record, office=OfficeFactory(), title="Hidden paper", for_office=True)
    Delegation.objects.update(version=2)

    refused = client.post(change_url(record), {**posted, "purpose": "Made-up"})
    again = client.post(change_url(record), held(refused))

    page = refused.content.decode()
    assert "Seen paper" in page
    assert "Hidden paper" not in page
    assert again.status_code == 302, errors_of(again)
    assert record.attachments.count() == 2


def test_the_page_that_asks_before_a_removal_names_no_hidden_file():
    state = StateGovernmentFactory()
    own = office_for(state)
    record = DelegationFactory(lead=state, office=own)
    AttachmentFactory(record=record, office=own, title="Seen paper", visibility="parties")
    AttachmentFactory(record=record, office=OfficeFactory(), title="Hidden paper", for_office=True)

    page = officer_of(own).get(admin_url(Delegation, "delete", record.pk)).content.decode()

    assert "Seen paper" in page
    assert "Hidden paper" not in page


def test_an_officer_brings_no_hidden_file_of_others_back():
    state = StateGovernmentFactory()
    own = office_for(state)
    record = DelegationFactory(lead=state, office=own)
    hidden = AttachmentFactory.build(record=record, office=OfficeFactory(), for_office=True)
    records.save(record, [hidden.save])
    with_it = history.versions_of(record).first()
    records.save(record, [lambda: record.attachments.all().delete()])

    with pytest.raises(OutOfReach):
        records.restore(record, with_it, by=officer_of(own).user, expected_version=record.version)
    assert not record.attachments.exists()
