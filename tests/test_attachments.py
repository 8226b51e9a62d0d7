"""Files of records: seen as their record and their own level allow, and handed out safely."""

from datetime import date

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.test import Client

from partnerships.models import AccessEvent, Attachment
from partnerships.services import merging
from partnerships.services.files import keeping
from tests import factories as make
from tests.offices_world import member
from tests.test_detail_queries import QUERIES

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def taken(client, attachment) -> int:
    return client.get(attachment.get_absolute_url()).status_code


def test_a_file_is_handed_out_to_be_saved_and_never_shown(visitor):
    file = make.AttachmentFactory(name="覚書 समझौता.pdf", stored=b"%PDF-made-up")

    answer = visitor.get(file.get_absolute_url())

    assert b"".join(answer.streaming_content) == b"%PDF-made-up"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == "12"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%A6%9A")
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"].split("; ")
    assert sorted(policy) == ["default-src 'none'", "frame-ancestors 'none'", "sandbox"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Accept-Ranges"] == "none"


def test_who_takes_a_file_is_logged_and_who_asks_for_its_head_is_not(official):
    file = make.AttachmentFactory()

    head = official.head(file.get_absolute_url())
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(file.size))
    exports = AccessEvent.objects.filter(kind="export")
    assert not exports.exists()

    whole = official.get(file.get_absolute_url(), headers={"Range": "bytes=0-1"})
    assert whole.status_code == 200
    log = exports.get()
    assert (log.user, log.section, log.format, log.path, log.query) == (
        official.user, "attachments", "pdf", file.get_absolute_url(),
        f"record={file.record.reference}",
    )  # fmt: skip


def test_no_open_file_is_left(visitor, monkeypatch, tmp_path):
    (tmp_path / "made-up").write_bytes(b"%PDF")
    file = File((tmp_path / "made-up").open("rb"))
    monkeypatch.setattr(keeping, "opened", lambda _row: file)

    visitor.get(make.AttachmentFactory().get_absolute_url()).close()

    assert file.closed


def test_hidden_missing_and_lost_files_answer_alike(visitor, caplog):
    hidden = [
        make.AttachmentFactory(for_office=True),
        make.AttachmentFactory(visibility="officials"),
        make.AttachmentFactory(record=make.DelegationFactory(for_office=True)),
        make.AttachmentFactory(record=make.AgreementFactory(public_from=date(2999, 1, 1))),
        make.AttachmentFactory(stored=b""),
    ]
    asked = [file.get_absolute_url() for file in hidden] + [f"/attachments/{'0' * 32}/"]

    answers = [visitor.get(address) for address in asked]

    assert [answer.status_code for answer in answers] == [404] * 6
    pages = zip(answers, asked, strict=True)
    assert len({page.content.replace(at.encode(), b"") for page, at in pages}) == 1
    assert "has no file" in caplog.text


def test_a_file_follows_its_record_and_its_own_office():
    own, party = make.OfficeFactory(), make.OfficeFactory(regions=[make.StateFactory()])
    lead = make.OrganisationFactory(region=party.regions.get())
    record = make.DelegationFactory(lead=lead, office=own)
    levels = ("public", "officials", "parties", "office")
    files = [make.AttachmentFactory(record=record, office=own, visibility=one) for one in levels]
    readers = {
        "visitor": Client(),
        "official": signed_in(make.UserFactory()),
        "party": signed_in(member(party)),
        "owner": signed_in(member(own)),
        "administrator": signed_in(make.UserFactory(administrator=True)),
    }

    seen = {
        who: sum(taken(client, file) == 200 for file in files) for who, client in readers.items()
    }

    assert seen == {"visitor": 1, "official": 2, "party": 3, "owner": 4, "administrator": 4}


@pytest.mark.parametrize("factory", [make.AgreementFactory, make.DelegationFactory])
def test_the_page_lists_the_files_that_its_reader_may_take(visitor, official, factory):
    record = factory()
    make.AttachmentFactory(record=record, title="Signed memorandum", language="ja", size=1_300_000)
    make.AttachmentFactory(record=record, title="Inner programme", visibility="officials")
    make.AttachmentFactory(record=record, title="Private photograph", for_office=True)

    public = visitor.get(record.get_absolute_url()).content.decode()
    inner = official.get(record.get_absolute_url()).content.decode()

    assert "Signed memorandum" in public
    assert "PDF · 1.2\xa0MB · Japanese" in public
    assert "Inner programme" not in public
    assert "Inner programme" in inner
    assert "Private photograph" not in public + inner


def test_a_page_with_files_asks_as_often_as_one_without(visitor, django_assert_num_queries):
    record = make.AgreementFactory()
    visitor.get(record.get_absolute_url())
    for _number in range(3):
        make.AttachmentFactory(record=record)
        with django_assert_num_queries(QUERIES["agreements"]):
            visitor.get(record.get_absolute_url())


def test_a_file_taken_off_its_record_is_not_handed_out(visitor):
    file = make.AttachmentFactory()
    Attachment.objects.all().delete()

    assert taken(visitor, file) == 404
    assert default_storage.exists(file.stored_name)


def test_files_move_with_a_merged_mission_and_back_again(visitor):
    kept, gone = make.DelegationFactory(), make.DelegationFactory()
    by = make.UserFactory(administrator=True)
    files = [make.AttachmentFactory(record=record) for record in (kept, gone)]

    merged = merging.merge(
        kept, gone, by=by, expected_version=1, expected_version_of_gone=1, choices={}
    )
    assert set(kept.attachments.all()) == set(files)
    assert [taken(visitor, file) for file in files] == [200, 200]

    back = merging.undo(merged, by=by)
    assert back.attachments.get().token == files[1].token
    assert [taken(visitor, file) for file in files] == [200, 200]


def test_a_file_at_an_address_in_other_letters_or_longer_is_none(visitor):
    address = make.AttachmentFactory(token="ab" * 16).get_absolute_url()

    assert visitor.get(address.upper().replace("ATTACHMENTS", "attachments")).status_code == 404
    assert visitor.get(f"{address}..%2f").status_code == 404
    assert visitor.post(address).status_code in (403, 405)
