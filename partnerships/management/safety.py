"""What a production site refuses to start with, of the place where it keeps its state."""

import stat
from pathlib import Path

from django.core.management.base import CommandError

MOUNTS = Path("/proc/self/mounts")
#: File systems over a network: their locks do not keep writers of SQLite apart.
NETWORKED = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs",
    "fuse.glusterfs", "fuse.s3fs", "fuse.rclone",
}  # fmt: skip


def refuse_open_folder(var: Path) -> None:
    """Raise CommandError where others of the machine may look into the folder of all state."""
    if stat.S_IMODE(var.stat().st_mode) & stat.S_IRWXO:
        raise CommandError(
            f"SETUHASHI_VAR is open to everybody on this machine; run: chmod o-rwx {var}"
        )


def refuse_network(database: str) -> None:
    """Raise CommandError where the SQLite file lies on a file system of the network."""
    kind = _kind_of(Path(database).resolve())
    if kind in NETWORKED:
        raise CommandError(
            f"DATABASE_URL names a SQLite file on {kind}, where locks do not hold; put it on a "
            "local disk, or keep the records in PostgreSQL."
        )


def _kind_of(path: Path) -> str:
    """The type of the file system that holds the path, "" where the machine does not tell."""
    if not MOUNTS.exists():
        return ""
    mounts = [line.split(" ") for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    holding = [
        (len(point), kind)
        for _device, point, kind, *_rest in mounts
        if path.is_relative_to(point.replace("\\040", " "))
    ]
    return max(holding, default=(0, ""))[1]
