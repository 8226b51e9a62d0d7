"""How the site is served: one gunicorn, told what suits the database."""

import errno
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, not a file of ours


def refuse_busy(host: str, port: int) -> None:
    """Raise CommandError with one sentence when nothing can listen on the address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is in use by another program; "
                    f"choose another one: make run PORT={port + 1}"
                ) from None
            raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}.") from None


def command_line(host: str, port: int, vendor: str) -> list[str]:
    """The gunicorn command. SQLite, which has one writer, gets one process with threads."""
    workers = 1 if vendor == "sqlite" else min(2 * (os.cpu_count() or 1), 8)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", "8"]
    command += ["--no-control-socket", "--log-level", "warning", "--limit-request-line", "8190"]
    if SHARED_MEMORY.is_dir():
        # The heartbeat file on a slow disk would make a busy worker look dead.
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    return command


def become_server(host: str, port: int, vendor: str) -> None:
    """Replace this process by the server; does not return."""
    os.chdir(settings.BASE_DIR)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, command_line(host, port, vendor))  # noqa: S606 - no shell wanted
