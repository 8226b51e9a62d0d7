"""Proof: of several processes that send reminders at once, each owner gets one mail."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.mail_server import Mailbox, serving
from tests.proofs.sites import migrated, run

pytestmark = pytest.mark.prove

OWNERS = """
import django, sys
django.setup()
from partnerships.dates import parse
from partnerships.models import Delegation, FollowUp, User
from partnerships.services import records
mission = Delegation(title="Made-up mission", direction="japan_to_india", visibility="public")
records.save(mission)
for number in range(int(sys.argv[1])):
    user = User.objects.create(username=f"owner-{number}", email=f"owner-{number}@office.invalid")
    task = FollowUp(record=mission, what="Made-up thing", person=user, visibility="officials")
    task.due = parse("2020")
    task.save()
"""


def test_processes_that_run_at_once_send_one_mail_to_each(tmp_path, full_size):
    owners, processes = (40, 6) if full_size else (6, 2)
    mailbox = Mailbox()
    with serving(mailbox) as port:
        variables = migrated(tmp_path, SETUHASHI_EMAIL_URL=f"smtp://127.0.0.1:{port}")
        run(variables, "-c", OWNERS, str(owners))
        command = [sys.executable, "manage.py", "send_reminders", "--verbosity=0"]
        begun = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=variables)
            for _ in range(processes)
        ]
        assert [process.wait() for process in begun] == [0] * processes

    assert mailbox.recipients() == sorted(f"owner-{n}@office.invalid" for n in range(owners))
