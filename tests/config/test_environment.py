"""Settings from the environment: safe defaults locally, refusals with a reason in production."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from config.environment import (
    Environment,
    SettingError,
    checked_hosts,
    checked_origins,
    checked_proxies,
    checked_secret,
    checked_time_zone,
    kept_secret,
)

PRODUCTION = {
    "SETUHASHI_ENV": "production",
    "SETUHASHI_SECRET_KEY": "an-invented-key-that-is-used-for-nothing-but-this-test-0123456789",
    "SETUHASHI_HOSTS": "setuhashi.example",
    "SETUHASHI_TRUSTED_ORIGINS": "https://setuhashi.example",
    "SETUHASHI_PUBLIC": "1",
    "DATABASE_URL": "sqlite:////nonexistent/never-opened.sqlite3",
}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("SETUHASHI_", "DATABASE_")):
            monkeypatch.delenv(name)


def manage(*arguments, **variables):
    """Run manage.py in a process of its own, with these variables only."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_needs_to_be_set_locally():
    environment = Environment()

    assert not environment.is_production
    assert environment.text("SETUHASHI_SECRET_KEY", local="x") == "x"
    assert environment.yes("SETUHASHI_PUBLIC", local=True) is True


def test_an_unknown_mode_is_refused(monkeypatch):
    monkeypatch.setenv("SETUHASHI_ENV", "prod")

    with pytest.raises(SettingError, match="SETUHASHI_ENV is 'prod'; it must be"):
        Environment()


@pytest.mark.parametrize("given", [None, "", "  "])
def test_production_names_what_is_missing(monkeypatch, given):
    monkeypatch.setenv("SETUHASHI_ENV", "production")
    if given is not None:
        monkeypatch.setenv("SETUHASHI_HOSTS", given)

    with pytest.raises(SettingError, match="SETUHASHI_HOSTS is missing"):
        Environment().words("SETUHASHI_HOSTS", local=["localhost"])


def test_words_are_parted_by_commas_and_trimmed(monkeypatch):
    monkeypatch.setenv("SETUHASHI_HOSTS", "a.example, b.example,")

    assert Environment().words("SETUHASHI_HOSTS", local=[]) == ["a.example", "b.example"]


@pytest.mark.parametrize(("given", "meant"), [("1", True), ("0", False), ("no", False)])
def test_yes_and_no_are_understood(monkeypatch, given, meant):
    monkeypatch.setenv("SETUHASHI_PUBLIC", given)

    assert Environment().yes("SETUHASHI_PUBLIC", local=not meant) is meant


def test_what_is_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("SETUHASHI_PUBLIC", "perhaps")

    with pytest.raises(SettingError, match="SETUHASHI_PUBLIC is 'perhaps'; it must be 1 or 0"):
        Environment().yes("SETUHASHI_PUBLIC", local=True)


@pytest.mark.parametrize("host", ["*", "*.example", ".example", "https://a.example", "a b", "a:80"])
def test_a_host_list_that_lets_anything_in_is_refused(host):
    with pytest.raises(SettingError, match="SETUHASHI_HOSTS holds"):
        checked_hosts("SETUHASHI_HOSTS", ["setuhashi.example", host])


def test_names_and_addresses_are_hosts():
    hosts = ["setuhashi.example", "127.0.0.1", "[::1]", "xn--n8jubz39q.example"]

    assert checked_hosts("SETUHASHI_HOSTS", hosts) == hosts


def test_everybody_is_no_proxy_in_production():
    with pytest.raises(SettingError, match="FORWARDED_ALLOW_IPS holds"):
        checked_proxies("FORWARDED_ALLOW_IPS", "127.0.0.1, *", production=True)
    assert checked_proxies("it", "127.0.0.1, ::1", production=True) == {"127.0.0.1", "::1"}
    assert checked_proxies("it", "*", production=False) == {"*"}


@pytest.mark.parametrize("origin", ["setuhashi.example", "http://a.example", "https://a.example/"])
def test_an_origin_is_https_and_a_host(origin):
    with pytest.raises(SettingError, match="SETUHASHI_TRUSTED_ORIGINS holds"):
        checked_origins("SETUHASHI_TRUSTED_ORIGINS", [origin])


@pytest.mark.parametrize("secret", ["short", "a" * 60, "django-insecure-" + "abcdefgh" * 8])
def test_a_weak_secret_is_refused(secret):
    with pytest.raises(SettingError, match="SETUHASHI_SECRET_KEY is too weak"):
        checked_secret("SETUHASHI_SECRET_KEY", secret)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "asia"])
def test_an_unknown_time_zone_is_refused(zone):
    with pytest.raises(SettingError, match="SETUHASHI_TIME_ZONE is"):
        checked_time_zone("SETUHASHI_TIME_ZONE", zone)


def test_the_local_secret_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / "secret_key"

    first = kept_secret(path)

    assert kept_secret(path) == first == checked_secret("it", first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_second_process_takes_the_secret_of_the_first(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"
    path.write_text("of the first process", encoding="ascii")
    answers = iter([False])
    monkeypatch.setattr(type(path), "exists", lambda self: next(answers))

    assert kept_secret(path) == "of the first process"


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"SETUHASHI_ENV"}))
def test_the_start_stops_with_one_sentence_that_names_the_setting(name, tmp_path):
    variables = PRODUCTION | {"SETUHASHI_VAR": str(tmp_path)}
    del variables[name]

    run = manage("check", **variables)

    assert run.returncode == 1
    assert run.stderr == (
        f"Setuhashi does not start: {name} is missing; SETUHASHI_ENV=production requires it.\n"
    )


def test_a_complete_production_passes_the_deployment_checks(tmp_path):
    run = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        **PRODUCTION | {"SETUHASHI_VAR": str(tmp_path)},
    )

    assert run.returncode == 0, run.stderr


def test_commands_work_without_any_variable():
    run = manage("check")

    assert run.returncode == 0, run.stderr
