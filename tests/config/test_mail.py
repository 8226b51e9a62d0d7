"""Where mail goes, who sends it, and by which address the site is found in it."""

from pathlib import Path

import pytest

from config.environment import SettingError
from config.mail import checked_address, checked_sender, mail_settings

VAR = Path("/nonexistent/var")


def settings_for(url, *, production=False):
    return mail_settings("SETUHASHI_EMAIL_URL", url, production=production, var=VAR)


def test_a_server_is_read_out_of_one_address():
    found = settings_for("submission://us%40er:pass%2Fword@mail.example", production=True)

    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("us@er", "pass/word")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["EMAIL_TIMEOUT"] == 30


def test_plain_smtp_and_implicit_tls_are_asked_for():
    assert settings_for("smtp://localhost")["EMAIL_PORT"] == 25
    assert settings_for("submission://mail.example:465?ssl=True")["EMAIL_USE_SSL"] is True


def test_without_an_address_mails_are_files_locally_and_nothing_in_production():
    local, production = settings_for(""), settings_for("", production=True)

    assert local["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert local["EMAIL_FILE_PATH"] == str(VAR / "mail")
    assert production["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "memory://", "smtp://mail.example:99999"],
)
def test_another_address_is_refused_by_name_without_repeating_a_password(url):
    with pytest.raises(SettingError, match="SETUHASHI_EMAIL_URL is not understood"):
        settings_for(url)


def test_production_sends_no_password_in_the_clear():
    with pytest.raises(SettingError, match="in the clear") as refusal:
        settings_for("smtp://user:hidden-word@mail.example", production=True)

    assert "hidden-word" not in str(refusal.value)
    assert settings_for("smtp://mail.example", production=True)["EMAIL_HOST"] == "mail.example"


def test_the_sender_is_an_address_with_or_without_a_name():
    for sender in ("setuhashi@office.example", "Setuhashi <setuhashi@office.example>"):
        assert checked_sender("it", sender) == sender
    with pytest.raises(SettingError, match="SETUHASHI_EMAIL_FROM is 'nobody'"):
        checked_sender("SETUHASHI_EMAIL_FROM", "nobody")


@pytest.mark.parametrize(
    "address",
    ["setuhashi.example", "https://", "https://a.example/", "https://a.example?x", "ftp://a.example",
     "https://user@a.example", "https://a.example:99999", "http://a.example"],
)  # fmt: skip
def test_the_address_of_the_site_is_a_scheme_and_a_host(address):
    with pytest.raises(SettingError, match="SETUHASHI_ADDRESS is"):
        checked_address("SETUHASHI_ADDRESS", address, production=True)


def test_locally_the_site_may_be_reached_without_https():
    address = "http://127.0.0.1:8000"
    assert checked_address("SETUHASHI_ADDRESS", address, production=False) == address
