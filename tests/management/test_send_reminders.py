"""The command that mails reminders, against a real SMTP server."""

import io
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from partnerships.models import Reminder, User
from partnerships.services import reminding
from tests.conftest import TODAY
from tests.factories import (
    DelegationFactory,
    FollowUpFactory,
    OfficeFactory,
    OfficeMemberFactory,
    UserFactory,
)
from tests.mail_server import Mailbox, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    command = "partnerships.management.commands.send_reminders.timezone.localdate"
    monkeypatch.setattr(command, lambda *_args: TODAY)


def through(port):
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=10,
        SETUHASHI_ADDRESS="https://setuhashi.example",
    )


@pytest.fixture
def mailbox():
    """A server that takes everything, and the settings that lead to it."""
    box = Mailbox()
    with serving(box) as port, through(port):
        yield box


def owner(name, **values):
    """A user with one thing to do that is overdue."""
    user = UserFactory(username=name, email=f"{name}@office.invalid", **values)
    FollowUpFactory(what=f"Thing of {name}", due="2026-10", person=user)
    return user


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("send_reminders", *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def sent() -> list[str]:
    rows = Reminder.objects.filter(sent_at__isnull=False).select_related("user")
    return sorted(row.user.username for row in rows)


@pytest.mark.parametrize(
    "address", ["made up@@office", "aki@office..invalid", "aki\n@office.invalid"]
)
def test_an_address_that_is_none_keeps_no_other_mail_back(mailbox, address):
    owner("aki")
    owner("bina")
    User.objects.filter(username="aki").update(email=address)

    with pytest.raises(CommandError, match="1 not sent"):
        run()

    assert sent() == ["bina"]
    assert Reminder.objects.get(user__username="aki").failure


def test_each_owner_gets_one_mail_with_what_is_theirs(mailbox):
    owner("aki")
    owner("bina")

    told = run()

    assert mailbox.recipients() == ["aki@office.invalid", "bina@office.invalid"]
    for addresses, mail in mailbox.mails:
        name = addresses[0].partition("@")[0]
        text = mail.get_content()
        assert f"Thing of {name}" in text
        assert text.count("Thing of") == 1
        assert "https://setuhashi.example/delegations/DEL-" in text
        assert mail["Auto-Submitted"] == "auto-generated"
    assert told.splitlines()[-1] == "Reminders: 2 sent."


def test_run_twice_it_sends_one_mail_and_says_so(mailbox):
    owner("aki")

    run()
    again = run()

    assert len(mailbox.mails) == 1
    assert again == "Reminders: 1 sent before.\n"


def test_the_next_day_is_told_anew(mailbox, monkeypatch):
    owner("aki")
    run()
    monkeypatch.setattr(
        "partnerships.management.commands.send_reminders.timezone.localdate",
        lambda *_args: TODAY + timedelta(days=1),
    )
    run()

    assert len(mailbox.mails) == 2


def test_nothing_to_say_sends_no_mail_and_notes_nothing(mailbox):
    UserFactory(email="idle@office.invalid")

    assert run() == "Reminders: 1 nothing to say.\n"
    assert mailbox.mails == []
    assert not Reminder.objects.exists()


def test_who_has_no_address_or_may_not_sign_in_is_not_written_to(mailbox):
    owner("gone", is_active=False)
    FollowUpFactory(due="2026-10", person=UserFactory(email=""))

    assert run() == "Reminders: nobody to remind.\n"
    assert mailbox.mails == []


def test_the_mail_is_in_the_language_of_its_reader(mailbox):
    owner("aki", language="ja")
    owner("bina", language="hi")
    owner("carl", language="other")

    run()

    texts = {addresses[0][:4]: mail.get_content() for addresses, mail in mailbox.mails}
    assert "2026年11月2日" in texts["aki@"]
    assert "/ja/delegations/DEL-" in texts["aki@"]
    assert "अक्टूबर 2026" in texts["bina"]
    assert "/hi/delegations/DEL-" in texts["bina"]
    assert "2 Nov 2026" in texts["carl"]


def test_one_of_three_refused_leaves_that_one_unsent_and_fails(mailbox):
    mailbox.refused = {"bina"}
    for name in ("aki", "bina", "carl"):
        owner(name)

    with pytest.raises(CommandError, match="1 not sent"):
        run()

    assert mailbox.recipients() == ["aki@office.invalid", "carl@office.invalid"]
    assert sent() == ["aki", "carl"]
    assert Reminder.objects.get(user__username="bina").failure == "550 No such mailbox"

    mailbox.refused = set()
    run()
    assert sent() == ["aki", "bina", "carl"]
    assert len(mailbox.mails) == 3


def test_a_mail_whose_content_is_refused_is_not_noted_as_sent(mailbox):
    mailbox.full = True
    owner("aki")
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("send_reminders", stdout=out, stderr=out)

    assert sent() == []
    assert "aki: not sent (452 Mailbox full)" in out.getvalue()


def test_a_server_that_is_not_there_leaves_all_unsent_and_says_so():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    for name in ("aki", "bina"):
        owner(name)
    UserFactory(email="idle@office.invalid")
    out = io.StringIO()

    with through(port), pytest.raises(CommandError, match="2 not sent"):
        call_command("send_reminders", stdout=out, stderr=out)

    assert sent() == []
    assert "aki: not sent" in out.getvalue()
    assert "bina: not sent" in out.getvalue()
    assert "idle" not in out.getvalue()


def test_a_crash_after_the_server_accepted_is_the_one_way_to_a_second_copy(mailbox, monkeypatch):
    owner("aki")

    def crash(*_args, **_options):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "_note_sent", crash)
        with pytest.raises(SystemExit):
            run()
    assert sent() == []
    assert run() == "Reminders: 1 left to another run.\n"

    long_ago = timezone.now() - reminding.GIVEN_UP_AFTER - timedelta(minutes=1)
    Reminder.objects.update(begun_at=long_ago)
    run()

    first, second = (mail for _addresses, mail in mailbox.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert sent() == ["aki"]


def test_a_dry_run_prints_the_mails_and_writes_nothing(mailbox):
    owner("aki")

    told = run("--dry-run")

    assert "To: aki@office.invalid" in told
    assert "Thing of aki" in told
    assert mailbox.mails == []
    assert not Reminder.objects.exists()


@override_settings(SENDS_MAIL=False)
def test_without_a_mail_server_it_says_which_setting_is_missing():
    with pytest.raises(CommandError, match="SETUHASHI_EMAIL_URL is missing"):
        run()


def test_changes_are_told_once_from_the_mail_before(mailbox):
    user = owner("aki")
    run()
    since, until = reminding.window(user, timezone.now())
    first = Reminder.objects.get()

    assert since == first.changes_until
    assert since <= until
    other = UserFactory()
    assert reminding.window(other, until)[0] == until - reminding.SETTLED_AFTER - timedelta(days=7)


def test_titles_with_line_breaks_in_them_do_not_reach_the_head_of_a_mail(mailbox):
    office = OfficeFactory()
    user = OfficeMemberFactory(office=office, user=owner("aki")).user
    DelegationFactory(title="Bcc: all@office.invalid", start="2026-09", office=office)

    run()

    ((addresses, mail),) = mailbox.mails
    assert addresses == [user.email]
    assert mail["Bcc"] is None


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_mail_to_each(mailbox):
    names = [f"owner-{number}" for number in range(4)]
    for name in names:
        owner(name)
    start = Barrier(2)

    def work(_number):
        start.wait()
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))

    assert mailbox.recipients() == [f"{name}@office.invalid" for name in names]
    assert sent() == names
