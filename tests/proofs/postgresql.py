"""A PostgreSQL server of its own for a proof."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest


@dataclass
class Server:
    """A PostgreSQL server of one proof alone, its files in `data`."""

    binaries: Path
    data: Path
    port: int

    def run(self, program, *arguments):
        """One of PostgreSQL's programs, which refuse to be run by root."""
        command = [str(self.binaries / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd=self.data.parent, check=True, stdout=subprocess.DEVNULL)

    def create(self):
        """A new server that runs, with an empty database; its folder becomes the server's own."""
        if os.geteuid() == 0:
            shutil.chown(self.data.parent, "postgres")
        how = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        self.run("initdb", "-D", self.data, "--no-sync", *how)
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "setuhashi")

    def start(self):
        # Nothing here has to outlive a power cut.
        told = f"-h 127.0.0.1 -p {self.port} -k {self.data.parent} -c fsync=off"
        log = f"{self.data}.log"
        self.run("pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", log, "-o", told)

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-s", "-m", "immediate", "-D", self.data)

    def ask(self, query):
        """The first value of the first row."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(query).fetchone()[0]

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/setuhashi"


def server_binaries() -> Path:
    found = Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup")
    newest = max(found, key=lambda path: int(path.parts[-3]), default=None)
    if newest is None:
        reason = "the server programs of PostgreSQL are not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return newest.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server():
    """A server with an empty database, gone at the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="proof-"))
    made = Server(server_binaries(), folder / "data", free_port())
    try:
        made.create()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)
