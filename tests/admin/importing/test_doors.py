"""Who may come to an import, in which state what may be done, and what a lost file leads to."""

import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Delegation, ImportBatch
from partnerships.services.importing import running
from tests.admin.importing.files import address, body, in_error, made, page, row, step, upload
from tests.factories import DelegationFactory, ImportedRowFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
POSTED = ["sheet", "names", "again", "conflicts", "leave_errors", "compare", "apply", "discard"]
READ = ["page", "progress", "errors", "undo"]


@pytest.fixture
def another(db) -> Client:
    """A second administrator."""
    client = Client()
    client.user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


@pytest.mark.parametrize("name", [*READ, *POSTED])
def test_anothers_import_is_answered_like_one_that_is_not_there(staff, administrator, name):
    batch = made(administrator.user, rows=[row(2)])
    missing = address(batch, name).replace(str(batch.token), "00000000-0000-4000-8000-000000000000")

    for where in (address(batch, name), missing):
        assert staff.get(where).status_code == 404
        assert staff.post(where).status_code == 404
    assert ImportBatch.objects.get().state == "planned"


@pytest.mark.parametrize("name", [*READ, *POSTED])
def test_visitors_and_officials_are_sent_to_sign_in(visitor, official, administrator, name):
    batch = made(administrator.user, rows=[row(2)])

    for client in (visitor, official):
        assert client.post(address(batch, name))["Location"].startswith("/admin/login/")


def test_the_list_holds_ones_own_and_for_administrators_all(staff, administrator):
    made(staff.user, file_name="own.csv")
    made(administrator.user, file_name="another.csv")

    def files(client):
        found = client.get("/admin/partnerships/importbatch/").context["cl"].result_list
        return [batch.file_name for batch in found]

    assert files(staff) == ["own.csv"]
    assert files(administrator) == ["another.csv", "own.csv"]


@pytest.mark.parametrize("name", [name for name in POSTED if name != "discard"])
def test_an_administrator_looks_at_anothers_import_but_does_not_decide_on_it(
    administrator, another, name
):
    batch = made(administrator.user, rows=[row(2), in_error(3)])

    shown = page(another, batch)

    assert "Whoever uploaded the file decides on it" in body(shown)
    assert address(batch, name) not in body(shown)
    assert step(another, batch, name).status_code == 403


@pytest.mark.parametrize("name", POSTED)
def test_what_changes_an_import_is_posted(administrator, name):
    batch = made(administrator.user, rows=[row(2)])

    assert administrator.get(address(batch, name)).status_code == 405


@pytest.mark.parametrize("state", ["applied", "undone", "applying", "planning"])
@pytest.mark.parametrize("name", POSTED)
def test_nothing_is_decided_or_begun_in_the_wrong_state(administrator, state, name):
    batch = made(administrator.user, state, rows=[row(2), in_error(3)], day_order="day_first")
    posted = {"name-0": "out", "days": "day_first", "all": "mine", "left_out": "1", "sheet": ""}

    shown = step(administrator, batch, name, **posted)

    assert shown.status_code == 200
    assert [str(one) for one in shown.context["messages"]] != []
    stored = ImportBatch.objects.get()
    assert (stored.state, stored.answers, stored.day_order) == (state, {}, "day_first")
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("state", ["planned", "planning", "undone", "refused"])
def test_only_what_was_applied_is_undone(administrator, state):
    batch = made(administrator.user, state, rows=[row(2)])

    for name, more in (("undo", ()), ("undo_row", (2,))):
        shown = step(administrator, batch, name, *more)
        assert "Only what was applied can be undone." in body(shown)
    assert administrator.get(address(batch, "undo")).status_code == 302


def test_an_import_without_its_file_says_so_and_leads_to_a_new_upload(administrator):
    batch = made(administrator.user, rows=[row(2)])
    shutil.rmtree(running.folder_of(batch))

    shown = page(administrator, batch)

    assert "The file is kept no longer" in body(shown)
    assert shown.context["upload_url"] in body(shown)
    for name in ("compare", "apply", "errors"):
        told = step(administrator, batch, name)
        assert told.status_code == 200
        assert ImportBatch.objects.get().state != "applied"


def test_an_import_is_thrown_away_with_its_file(administrator):
    for state in ("planned", "refused", "failed"):
        batch = made(administrator.user, state)

        step(administrator, batch, "discard")

        assert not ImportBatch.objects.exists()
        assert not running.folder_of(batch).exists()


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_a_refused_file_tells_why_and_can_be_thrown_away(administrator, state):
    batch = made(administrator.user, state, failure="The file is a made-up riddle.")

    text = body(page(administrator, batch))

    assert "The file is a made-up riddle." in text
    assert address(batch, "discard") in text


def test_what_it_wrote_is_listed_as_far_as_it_is_seen(administrator, another):
    batch = made(administrator.user, "applied", applied_at=timezone.now())
    seen = DelegationFactory(title="Seen one")
    ImportedRowFactory(batch=batch, number=2, record=seen)
    ImportedRowFactory(batch=batch, number=3, record=DelegationFactory(), is_new=False)
    Delegation.objects.exclude(pk=seen.pk).delete()

    shown = page(another, batch)

    text = body(shown)
    assert "Seen one" in text
    assert "not there any more" in text
    assert [line["row"].number for line in shown.context["lines"]] == [2, 3]


def test_old_files_go_with_the_next_upload_and_what_was_written_stays_in_the_book(administrator):
    batches = [made(administrator.user, state) for state in ("planned", "applied", "planned")]
    old = timezone.now() - timedelta(days=31)
    ImportBatch.objects.filter(pk__in=[one.pk for one in batches[:2]]).update(created_at=old)
    ImportBatch.objects.filter(pk=batches[1].pk).update(applied_at=old)

    upload(administrator, "x")

    kept = set(ImportBatch.objects.values_list("pk", flat=True))
    assert {one.pk for one in batches} & kept == {batches[1].pk, batches[2].pk}
    assert [running.folder_of(one).exists() for one in batches] == [False, False, True]


@pytest.mark.parametrize("name", [name for name in POSTED if name != "discard"])
def test_whose_rights_were_withdrawn_decides_on_nothing(administrator, name):
    batch = made(administrator.user, rows=[row(2)])
    administrator.user.is_superuser = False
    administrator.user.save()

    assert page(administrator, batch).status_code == 200
    assert step(administrator, batch, name).status_code == 403
    assert ImportBatch.objects.get().state == "planned"


@pytest.mark.parametrize(
    ("section", "policy", "status"), [("states", "create", 403), ("nowhere", "update", 404)]
)
def test_an_import_for_what_nobody_may_do_is_not_begun(administrator, section, policy, status):
    batch = made(administrator.user, section="delegations")
    ImportBatch.objects.update(section=section, policy=policy)

    assert administrator.post(address(batch, "apply")).status_code == status
