"""The stored files of a site, wherever its storage keeps them, into a backup and back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage

from partnerships.management.backups.manifest import BLOCK, Manifest

#: Where a backup keeps them.
FOLDER = "files"


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all stored files, in order; none where the storage has no folder yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from names(storage, f"{folder}{name}/")


def copy_out(storage: Storage, backup: Path) -> list[str]:
    """Copy every stored file into the backup; returns the names of the new parts.

    One that is removed meanwhile is left out: no record needed it any more.
    """
    return [f"{FOLDER}/{name}" for name in names(storage) if _copied(storage, name, backup)]


def _copied(storage, name, backup) -> bool:
    target = backup / FOLDER / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with storage.open(name) as source:
            target.touch(mode=0o600)
            with target.open("wb") as file:
                shutil.copyfileobj(source, file, BLOCK)
    except FileNotFoundError:
        return False
    return True


def bring_in(storage: Storage, backup: Path, manifest: Manifest) -> int:
    """Store what the backup holds and the storage has not, or has otherwise; how many that were."""
    brought = 0
    for part in manifest.parts:
        name = part.name.removeprefix(f"{FOLDER}/")
        if name == part.name or _is_same(storage, name, backup / part.name):
            continue
        storage.delete(name)
        with (backup / part.name).open("rb") as file:
            storage.save(name, File(file))
        brought += 1
    return brought


def _is_same(storage, name, path: Path) -> bool:
    if not storage.exists(name) or storage.size(name) != path.stat().st_size:
        return False
    with storage.open(name) as file, path.open("rb") as other:
        while block := other.read(BLOCK):
            if file.read(len(block)) != block:
                return False
    return True


def remove_others(storage: Storage, manifest: Manifest) -> int:
    """Remove what is stored and the backup does not hold; returns how many that were."""
    held = {part.name.removeprefix(f"{FOLDER}/") for part in manifest.parts}
    others = [name for name in names(storage) if name not in held]
    for name in others:
        storage.delete(name)
    return len(others)
