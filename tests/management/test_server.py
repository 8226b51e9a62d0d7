"""Where and how the site is served."""

import socket

import pytest
from django.core.management import CommandError, call_command

from partnerships.management import server


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_busy_port_is_one_clear_sentence_before_anything_is_done(busy_port):
    with pytest.raises(CommandError) as refusal:
        call_command("start", port=busy_port)

    assert str(refusal.value) == (
        f"Port {busy_port} is in use by another program; "
        f"choose another one: make run PORT={busy_port + 1}"
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "８０００", ""])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(CommandError, match="is not a port; write a number from 1 to 65535"):
        call_command("start", f"--port={port}")


def test_sqlite_is_served_by_one_process_with_threads():
    line = server.command_line("127.0.0.1", 8000, "sqlite")

    assert line[line.index("--workers") + 1] == "1"
    assert int(line[line.index("--threads") + 1]) > 1
    assert line[line.index("--bind") + 1] == "127.0.0.1:8000"


def test_postgresql_is_served_by_several(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    line = server.command_line("::1", 8000, "postgresql")

    assert line[line.index("--workers") + 1] == "4"
    assert line[line.index("--bind") + 1] == "[::1]:8000"
