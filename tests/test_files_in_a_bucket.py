"""Files in a bucket of a real server that speaks S3: stored, handed out, listed, never public."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from config.files import file_storage
from partnerships.models import Attachment
from partnerships.services.files import keeping
from tests.factories import AttachmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"


@pytest.fixture(scope="module")
def server():
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    yield running.get_host_and_port()
    running.stop()


@pytest.fixture
def bucket(server, settings):
    """A bucket of its own, which the site keeps its files in."""
    host, port = server
    own = boto3.resource(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="made",
        aws_secret_access_key="up",
        region_name="ap-south-1",
    ).Bucket("made-up-files")
    own.create(CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    url = f"s3://made:up@{host}:{port}/made-up-files?region=ap-south-1&tls=0"
    chosen = file_storage("SETUHASHI_FILES_URL", url, production=False)
    settings.STORAGES = {**settings.STORAGES, "default": chosen}
    yield own
    own.objects.all().delete()
    own.delete()


def test_a_file_is_kept_private_and_handed_out_by_the_site(bucket, visitor):
    file = AttachmentFactory(stored=b"%PDF-in-a-bucket")

    answer = visitor.get(file.get_absolute_url())

    assert b"".join(answer.streaming_content) == b"%PDF-in-a-bucket"
    assert answer["Content-Length"] == "16"
    (kept,) = bucket.objects.all()
    assert kept.key == file.stored_name
    grants = kept.Acl().grants
    assert EVERYBODY not in [grant["Grantee"].get("URI") for grant in grants]


def test_lost_files_and_orphans_are_found(bucket, visitor):
    lost = AttachmentFactory(stored=b"")
    AttachmentFactory()
    orphan = "attachments/0a/0a000000000000000000000000000000"
    default_storage.save(orphan, ContentFile(b"made up"))

    later = default_storage.get_modified_time(orphan) + 2 * keeping.SETTLED_AFTER

    assert [file.name for file in keeping.orphans(later)] == [orphan]
    assert keeping.missing() == [lost]
    assert visitor.get(lost.get_absolute_url()).status_code == 404


def test_a_failed_save_takes_its_file_out_of_the_bucket(bucket):
    file = Attachment(name="made-up.pdf")

    def save():
        with keeping.kept([(file, ContentFile(b"%PDF"))]):
            assert [one.key for one in bucket.objects.all()] == [file.stored_name]
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the test's own
        save()
    assert not list(bucket.objects.all())


def test_a_server_that_is_away_is_told_and_nothing_is_saved(settings):
    chosen = file_storage("X", "s3://made:up@127.0.0.1:9/away?tls=0", production=False)
    settings.STORAGES = {**settings.STORAGES, "default": chosen}
    file = Attachment(name="made-up.pdf")

    with (
        pytest.raises(Exception, match="could not be stored"),
        keeping.kept([(file, ContentFile(b"%PDF"))]),
    ):
        pytest.fail("nothing may be saved")
