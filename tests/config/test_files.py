"""Where attached files lie, how large and how many they may be: read from the environment."""

import pytest

from config.environment import Environment, SettingError
from config.files import file_storage, whole_number


def options(url, *, production=True) -> dict:
    return file_storage("SETUHASHI_FILES_URL", url, production=production)["OPTIONS"]


def test_without_a_setting_files_lie_on_the_local_disk():
    assert file_storage("X", "", production=True) == {"BACKEND": "config.storage.DurableStorage"}


def test_a_bucket_is_named_in_one_address():
    found = options("s3://key:se%2Fcret@s3.example:9000/files?region=ap-south-1")

    assert found["endpoint_url"] == "https://s3.example:9000"
    assert (found["bucket_name"], found["region_name"]) == ("files", "ap-south-1")
    assert (found["access_key"], found["secret_key"]) == ("key", "se/cret")
    assert found["querystring_auth"]
    assert "default_acl" not in found
    assert "access_key" not in options("s3://s3.example/files")


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.example/files",
        "s3://key:hidden@s3.example/",
        "s3://key:hidden@s3.example/a/b",
        "s3:///files",
        "s3://key:hidden@s3.example:99999/files",
        "s3://key:hidden@s3.example/files?public=1",
        "s3://key:hidden@s3.example/files?tls=0",
    ],
)
def test_what_is_not_understood_or_unsafe_is_refused_without_the_secret(url):
    with pytest.raises(SettingError, match="SETUHASHI_FILES_URL") as refused:
        options(url)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("text", ["0", "501", "ten", "-1", "1.5", "²"])
def test_a_limit_is_a_whole_number_within_bounds(monkeypatch, text):
    monkeypatch.setenv("SETUHASHI_FILE_MB", text)

    with pytest.raises(SettingError, match="from 1 to 500"):
        whole_number(Environment(), "SETUHASHI_FILE_MB", 20, most=500)
