"""The first administrator."""

import stat
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.SETUHASHI_VAR = tmp_path
    settings.SETUHASHI_ADMIN_PASSWORD = ""


def created() -> str:
    out = StringIO()
    call_command("create_administrator", stdout=out)
    return out.getvalue()


def test_a_generated_password_is_shown_once_and_kept_for_its_owner_only(tmp_path, client):
    said = created()

    path = tmp_path / "admin_password"
    password = path.read_text().strip()
    assert f"Password, shown once: {password}\n" in said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert client.login(username="admin", password=password)


def test_the_second_start_says_and_changes_nothing(tmp_path, client):
    created()
    password = (tmp_path / "admin_password").read_text().strip()

    assert created() == ""
    assert client.login(username="admin", password=password)


def test_a_given_password_is_taken_and_written_nowhere(settings, tmp_path, client):
    settings.SETUHASHI_ADMIN_PASSWORD = "an invented pass phrase"

    said = created()

    assert client.login(username="admin", password="an invented pass phrase")
    assert "pass phrase" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_weak_given_password_is_refused_in_words(settings):
    settings.SETUHASHI_ADMIN_PASSWORD = "12345"

    with pytest.raises(CommandError, match="SETUHASHI_ADMIN_PASSWORD is not accepted"):
        created()
    assert not get_user_model().objects.exists()


def test_production_generates_none(settings, tmp_path):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="set SETUHASHI_ADMIN_PASSWORD"):
        created()
    assert list(tmp_path.iterdir()) == []
