"""A site of its own for a proof: its variables, its database, its server."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from partnerships.management.server import command_line


def variables_of(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a site that keeps all its state in `folder`; SQLite unless `more` says."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "SETUHASHI_"))}
    return {
        **kept,
        "SETUHASHI_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        **more,
    }


def run(variables: dict[str, str], *arguments: str) -> None:
    """Run Python in the site; a failure raises."""
    subprocess.run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=variables, check=True)


def migrated(folder: Path, **more: str) -> dict[str, str]:
    """`variables_of` a site whose database is ready."""
    variables = variables_of(folder, **more)
    run(variables, "manage.py", "migrate", "--verbosity=0")
    return variables


@contextmanager
def serving(environment, application="config.wsgi:application", vendor="sqlite"):
    """The site behind the server of `make run`; gives its port and its master's process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*command_line("127.0.0.1", port, vendor)]
    command[command.index("config.wsgi:application")] = application
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port)
            yield port, server.pid
        finally:
            server.terminate()


def _wait_for(port):
    for _ in range(200):
        try:
            with answer(port, "/healthz") as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def workers_of(master: int) -> list[int]:
    """The processes that answer, by their ids."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text()
    return [int(child) for child in children.split()]


@contextmanager
def answer(port, path):
    """The response to GET, still to be read."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("GET", path)
        with closing(connection.getresponse()) as response:
            yield response
