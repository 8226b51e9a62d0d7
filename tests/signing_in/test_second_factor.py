"""Two-factor sign-in: enforced for administrators and secretariats, on every way in."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.environment import SettingError
from config.signing_in import checked_two_factor
from partnerships.choices import OfficeRole
from partnerships.models import AccessEvent, RecoveryCode
from partnerships.services.signing_in import second_factor
from tests.factories import OfficeMemberFactory
from tests.signing_in.codes import code_of, phone_of, wrong

pytestmark = pytest.mark.django_db
PASSWORD = "an invented phrase"
CODE, SET_UP, SECURITY = "/sign-in/code/", "/account/security/set-up/", "/account/security/"


@pytest.fixture
def enforced(settings):
    settings.TWO_FACTOR_ENFORCED = True


@pytest.fixture
def secretary():
    user = get_user_model().objects.create_user("secretary", password=PASSWORD)
    OfficeMemberFactory(user=user, role=OfficeRole.SECRETARIAT)
    return user


@pytest.fixture
def reader():
    return get_user_model().objects.create_user("reader", password=PASSWORD)


def signed_in(user, door="/sign-in/") -> Client:
    """A client that gave name and password."""
    client = Client()
    client.post(door, {"username": user.username, "password": PASSWORD})
    return client


def asked_on(client, address="/delegations/") -> str:
    """Where the page leads instead; "" where it is shown."""
    return client.get(address).headers.get("Location", "")


def set_up(client) -> tuple[str, list[str]]:
    """Sets a phone up on the page; gives its key and the recovery codes."""
    client.get(SET_UP)
    key = client.session["second_factor_key"]
    page = client.post(SET_UP, {"code": code_of(key)})
    return key, page.context["codes"]


@pytest.mark.parametrize("door", ["/sign-in/", "/admin/login/"])
def test_a_secretariat_without_a_phone_reaches_only_its_set_up(enforced, secretary, door):
    client = signed_in(secretary, door)

    for address in ("/", "/delegations/", "/admin/", "/calendar.ics", SECURITY, "/ja/delegations/"):
        assert SET_UP in asked_on(client, address)
    assert client.get(SET_UP).status_code == 200
    assert client.post("/sign-out/").headers["Location"] == "/"


def test_an_administrator_is_asked_in_the_admin_too(enforced, administrator):
    assert asked_on(administrator, "/admin/partnerships/user/").startswith(SET_UP)


def test_who_only_reads_is_not_asked(enforced, reader):
    assert asked_on(signed_in(reader)) == ""


def test_who_becomes_a_secretariat_is_asked_with_the_next_page(enforced, reader):
    client = signed_in(reader)
    OfficeMemberFactory(user=reader, role=OfficeRole.SECRETARIAT)

    assert asked_on(client) == f"{SET_UP}?next=/delegations/"


def test_a_phone_is_set_up_and_recovery_codes_shown_once(enforced, secretary):
    client = signed_in(secretary)
    key, codes = set_up(client)

    assert asked_on(client) == ""
    assert len(codes) == len(set(codes)) == RecoveryCode.objects.count() == 10
    assert all(re.fullmatch(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", code) for code in codes)
    shown_again = client.get(SECURITY).content.decode()
    assert not [secret for secret in (*codes, key) if secret in shown_again]


def test_recovery_codes_are_kept_as_digests(enforced, secretary):
    _key, codes = set_up(signed_in(secretary))

    kept = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not kept & {*codes, *(code.replace("-", "") for code in codes)}


def test_a_wrong_first_code_sets_nothing_up(enforced, secretary):
    client = signed_in(secretary)
    client.get(SET_UP)
    page = client.post(SET_UP, {"code": wrong(client.session["second_factor_key"])})

    assert "does not hold" in page.content.decode()
    assert not TOTPDevice.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("door", ["/sign-in/", "/admin/login/"])
def test_after_the_password_the_code_is_asked_before_anything_else(reader, door):
    phone_of(reader)
    get_user_model().objects.update(is_staff=True)
    client = signed_in(reader, door)

    for address in ("/", "/admin/", "/calendar.ics", SET_UP, SECURITY):
        assert asked_on(client, address).startswith(CODE)
    assert client.post(SECURITY, {"do": "switch_off", "code": "1"}).headers["Location"] == (
        f"{CODE}?next=/"
    )


def test_a_right_code_leads_on_to_the_page_asked_for(reader):
    key = phone_of(reader)
    client = signed_in(reader)
    before = client.session.session_key

    answer = client.post(CODE, {"code": code_of(key), "next": "/delegations/"})

    assert answer.headers["Location"] == "/delegations/"
    assert asked_on(client) == ""
    assert client.session.session_key != before


def test_a_code_is_not_taken_twice(reader):
    key = phone_of(reader)
    code = code_of(key)
    signed_in(reader).post(CODE, {"code": code})

    second = signed_in(reader)
    second.post(CODE, {"code": code})

    assert asked_on(second).startswith(CODE)


def test_wrong_codes_make_the_right_one_wait(reader):
    key = phone_of(reader)
    client = signed_in(reader)
    client.post(CODE, {"code": wrong(key)})
    client.post(CODE, {"code": code_of(key)})

    assert asked_on(client).startswith(CODE)
    refused = AccessEvent.objects.filter(kind="sign_in_refused", reason="The code does not hold.")
    assert refused.count() == 2
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    client.post(CODE, {"code": code_of(key)})
    assert asked_on(client) == ""


def test_a_long_wait_is_told(reader):
    key = phone_of(reader)
    client = signed_in(reader)
    assert "Wait" not in client.post(CODE, {"code": wrong(key)}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=9)

    page = client.post(CODE, {"code": code_of(key)})
    assert "Wait 5 minutes before the next code of your phone." in page.content.decode()


def test_no_wrong_code_makes_the_right_one_wait_for_years(reader):
    key = phone_of(reader)
    TOTPDevice.objects.update(
        throttling_failure_count=60, throttling_failure_timestamp=timezone.now() - timedelta(days=1)
    )

    assert second_factor.accepts(reader, code_of(key))


@pytest.mark.parametrize("code", ["", "12345", "1_2345", "abcdef", "-00001", "９" * 41, "1e5", " "])
def test_what_is_no_code_is_refused_and_no_error(reader, code):
    phone_of(reader)
    client = signed_in(reader)

    assert client.post(CODE, {"code": code}).status_code == 200
    assert asked_on(client).startswith(CODE)


def test_a_recovery_code_signs_in_once_however_it_is_written(enforced, secretary):
    _key, codes = set_up(signed_in(secretary))
    client = signed_in(secretary)
    client.post(CODE, {"code": f" {codes[0].lower().replace('-', ' ')}"})
    assert asked_on(client) == ""

    again = signed_in(secretary)
    again.post(CODE, {"code": codes[0]})
    assert asked_on(again).startswith(CODE)


def test_nobody_signs_in_by_the_recovery_code_of_another(enforced, secretary, reader):
    _key, codes = set_up(signed_in(secretary))
    phone_of(reader)
    client = signed_in(reader)
    client.post(CODE, {"code": codes[0]})

    assert asked_on(client).startswith(CODE)


def test_setting_a_phone_up_ends_the_other_sessions(reader):
    elsewhere, here = signed_in(reader), signed_in(reader)
    set_up(here)

    assert here.get(SECURITY).status_code == 200
    assert asked_on(elsewhere, SECURITY).startswith("/sign-in/?")


def test_a_second_phone_is_not_set_up_beside_the_first(reader):
    client = signed_in(reader)
    key, _codes = set_up(client)

    assert asked_on(client, SET_UP) == SECURITY
    assert client.post(SET_UP, {"code": "1"}).headers["Location"] == SECURITY
    assert TOTPDevice.objects.get().key == key


@pytest.mark.parametrize("do", ["switch_off", "new_codes"])
def test_what_weakens_the_account_asks_for_a_code(reader, do):
    client = signed_in(reader)
    key, codes = set_up(client)
    client.post(SECURITY, {"do": do, "code": wrong(key)})
    assert TOTPDevice.objects.count() == 1
    assert RecoveryCode.objects.count() == 10

    client.post(SECURITY, {"do": do, "code": codes[0]})
    assert TOTPDevice.objects.exists() is (do == "new_codes")
    assert RecoveryCode.objects.count() == (10 if do == "new_codes" else 0)


def test_who_must_have_one_sets_up_another_phone_at_once(enforced, secretary):
    client = signed_in(secretary)
    _key, codes = set_up(client)
    client.post(SECURITY, {"do": "switch_off", "code": codes[0]})

    assert asked_on(client).startswith(SET_UP)


def test_all_other_sessions_are_ended_from_the_account_page(reader):
    elsewhere, here = signed_in(reader), signed_in(reader)
    here.post(SECURITY, {"do": "end_sessions"})

    assert asked_on(here, SECURITY) == ""
    assert asked_on(elsewhere, SECURITY).startswith("/sign-in/?")
    assert here.post(SECURITY, {"do": "anything"}).status_code == 400


def test_another_administrator_resets_it_and_the_log_tells(administrator, reader):
    client = signed_in(reader)
    set_up(client)
    form = f"/admin/partnerships/user/{reader.pk}/"
    assert "reset-second-factor" in administrator.get(f"{form}change/").content.decode()

    assert administrator.get(f"{form}reset-second-factor/").status_code == 200
    assert TOTPDevice.objects.exists()
    administrator.post(f"{form}reset-second-factor/")

    assert not TOTPDevice.objects.exists()
    assert asked_on(client, SECURITY).startswith("/sign-in/?")
    assert AccessEvent.objects.filter(reason="Second factor of reader reset.").count() == 1


def test_nobody_else_resets_it(staff, reader):
    phone_of(reader)
    staff.post(f"/admin/partnerships/user/{reader.pk}/reset-second-factor/")

    assert TOTPDevice.objects.exists()


def test_the_admin_shows_no_keys(administrator):
    assert administrator.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_a_command_lets_a_locked_out_administrator_in_again(enforced, secretary, capsys):
    phone_of(secretary)
    call_command("reset_second_factor", "secretary")

    assert "is reset" in capsys.readouterr().out
    assert asked_on(signed_in(secretary)).startswith(SET_UP)
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", "secretary")
    with pytest.raises(CommandError, match="no account 'nobody'"):
        call_command("reset_second_factor", "nobody")


def test_production_cannot_leave_it_off():
    assert checked_two_factor("SETUHASHI_TWO_FACTOR", "0", production=False) is False
    for given in ("0", "no", ""):
        with pytest.raises(SettingError, match="SETUHASHI_TWO_FACTOR is"):
            checked_two_factor("SETUHASHI_TWO_FACTOR", given, production=True)


@pytest.mark.parametrize("address", ["-1", "home", "a.b", "%"])
def test_what_is_no_address_is_no_fault(official, address):
    assert official.get(CODE, {"next": address}).status_code == 302
