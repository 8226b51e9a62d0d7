"""Packs the site with all it needs into one archive that installs without a network.

Run by `make bundle`; `dist/` then holds the archive and its sum. The wheels are those of the
locked requirements for this platform and this Python, each held to its hash.
"""

import hashlib
import platform
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-pg.txt", "requirements-s3.txt")
SUMS, LICENCES = "SHA256SUMS", "LICENCES.txt"


def main(target: Path) -> Path:
    """Write the archive into the folder `target`, and its sum beside it; returns its path."""
    name = _name()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / name
        packed.mkdir()
        _copy_source(packed)
        _download_wheels(packed / "wheels")
        licences = "\n\n".join(_licence(path) for path in sorted((packed / "wheels").iterdir()))
        (packed / LICENCES).write_text(f"{licences}\n", encoding="utf-8")
        _write_sums(packed)
        archive = target / f"{name}.tar.gz"
        with tarfile.open(archive, "w:gz") as file:
            file.add(packed, name)
    total = f"{_sum_of(archive)}  {archive.name}\n"
    archive.with_name(f"{archive.name}.sha256").write_text(total, encoding="ascii")
    return archive


def _name() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    where = sysconfig.get_platform().replace("-", "_")
    revision = _git("rev-parse", "--short", "HEAD").decode().strip()
    return f"setuhashi-{project['version']}-{revision}-{python}-{where}"


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603, S607


def _copy_source(packed: Path) -> None:
    """What is committed, and nothing that lies about."""
    archive = packed / "source.tar"
    archive.write_bytes(_git("archive", "--format=tar", "HEAD"))
    with tarfile.open(archive) as file:
        file.extractall(packed, filter="data")
    archive.unlink()


def _download_wheels(folder: Path) -> None:
    locks = [word for lock in LOCKS for word in ("-r", str(ROOT / lock))]
    how = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    command = [sys.executable, "-m", "pip", "download", *how, "--dest", str(folder), *locks]
    subprocess.run(command, check=True)  # noqa: S603 - our own command


def _licence(wheel: Path) -> str:
    """Name, version, licence as the package's own metadata states it, and where it comes from."""
    with zipfile.ZipFile(wheel) as file:
        inside = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        about = HeaderParser().parsestr(file.read(inside).decode())
    return "\n".join(
        [f"{about['Name']} {about['Version']}", f"  {_stated(about)}", *_addresses(about)]
    )


def _stated(about: Message) -> str:
    if expression := about["License-Expression"]:
        return expression
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License :: ")
    ]
    if classified:
        return ", ".join(classified)
    return (about["License"] or "not stated").strip().splitlines()[0]


def _addresses(about: Message) -> list[str]:
    if about["Home-page"]:
        return [f"  {about['Home-page']}"]
    return [f"  {line.partition(', ')[2]}" for line in about.get_all("Project-URL", [])[:1]]


def _write_sums(packed: Path) -> None:
    files = sorted(path for path in packed.rglob("*") if path.is_file())
    lines = [f"{_sum_of(path)}  {path.relative_to(packed)}\n" for path in files]
    (packed / SUMS).write_text("".join(lines), encoding="utf-8")


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    made = main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
    size = made.stat().st_size / 1024 / 1024
    print(f"{made} ({size:.0f} MB), for Python {platform.python_version()} on this platform.")
