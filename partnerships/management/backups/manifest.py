"""What a backup says of itself, and whether it is what it says."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "manifest.json"
WHAT = "setuhashi backup"
FORMAT = 1
BLOCK = 1024 * 1024


class BackupRefused(Exception):
    """A backup cannot be made or restored; the message is one sentence for an operator."""


@dataclass(frozen=True)
class Part:
    """One file of a backup, its name as a path inside it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """One object is what one backup holds: its database, the stored files, a sum of each."""

    made_at: str
    release: str
    #: "sqlite" or "postgresql", as Django names them, and the version of its server or library.
    kind: str
    version: str
    #: As `app.name`, those that had run.
    migrations: list[str]
    #: Rows of each table.
    counts: dict[str, int]
    parts: list[Part] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write it as the last file of a backup, with a sum of its own."""
        said = {"what": WHAT, "format": FORMAT, **asdict(self)}
        path = folder / FILE
        path.touch(mode=0o600)
        text = json.dumps(said | {"sha256": _sum_of(said)}, indent=1, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises BackupRefused where there is none that can be believed."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError:
        raise BackupRefused(f"{folder} is no backup: it holds no {FILE}.") from None
    except ValueError:
        raise BackupRefused(f"{folder / FILE} is damaged: it cannot be read.") from None
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise BackupRefused(f"{folder} is no backup of Setuhashi.")
    if said.get("format") != FORMAT:
        raise BackupRefused(
            f"{folder} was made by a newer release: its format is {said.get('format')!r}, and this "
            f"release reads {FORMAT}."
        )
    if said.pop("sha256", "") != _sum_of(said):
        raise BackupRefused(f"{folder / FILE} is damaged: it does not match its own sum.")
    parts = [Part(**part) for part in said["parts"]]
    facts = {key: value for key, value in said.items() if key not in ("what", "format")}
    return Manifest(**facts | {"parts": parts})


def checked(folder: Path) -> Manifest:
    """The manifest, once every part of the backup is there and as it was written.

    Raises BackupRefused naming the first part that is missing or damaged.
    """
    manifest = read(folder)
    for part in manifest.parts:
        path = folder / part.name
        if not path.is_file():
            raise BackupRefused(f"The backup is not whole: {part.name} is missing in {folder}.")
        if (path.stat().st_size, sum_of_file(path)) != (part.size, part.sha256):
            raise BackupRefused(f"The backup is damaged: {part.name} is not as it was written.")
    return manifest


def part_of(folder: Path, name: str) -> Part:
    """What the manifest says of a file that was just written."""
    path = folder / name
    return Part(name, path.stat().st_size, sum_of_file(path))


def sum_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum_of(said: dict) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
