"""The archive that installs without a network, and the licences that it lists."""

import importlib.util
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def bundle():
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "deploy" / "bundle.py")
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def wheel(folder: Path, *about: str) -> Path:
    path = folder / "made_up-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("made_up-1.0.dist-info/METADATA", "\n".join(about))
    return path


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("License-Expression: MIT", "MIT"),
        ("Classifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("License: Apache 2.0", "Apache 2.0"),
        ("Summary: says nothing of it", "not stated"),
    ],
)
def test_a_licence_is_told_as_the_package_states_it(bundle, tmp_path, line, told):
    path = wheel(tmp_path, "Name: made-up", "Version: 1.0", "Home-page: https://a.example", line)

    assert bundle._licence(path) == f"made-up 1.0\n  {told}\n  https://a.example"


@pytest.mark.prove
def test_the_bundle_installs_where_there_is_no_network(bundle, tmp_path, full_size):
    if not full_size:
        pytest.skip("downloads and installs everything: at full size alone")
    archive = bundle.main(tmp_path / "dist")
    with tarfile.open(archive) as file:
        file.extractall(tmp_path, filter="data")
    site = tmp_path / archive.name.removesuffix(".tar.gz")
    (tmp_path / "empty").mkdir()
    alone = ["unshare", "--net"] if may_unshare() else []
    variables = {
        "PATH": "/usr/bin:/bin",
        "PYTHON": sys.executable,
        "PIP_INDEX_URL": (tmp_path / "empty").as_uri(),
        "PIP_CONFIG_FILE": "/dev/null",
        "SETUHASHI_VAR": str(tmp_path / "var"),
    }

    subprocess.run([*alone, "sh", site / "deploy" / "install.sh"], env=variables, check=True)
    manage = [*alone, site / ".venv/bin/python", "manage.py"]
    subprocess.run([*manage, "start", "--prepare-only"], cwd=site, env=variables, check=True)

    assert (tmp_path / "var" / "setuhashi.sqlite3").exists()
    (site / "manage.py").write_text("changed on the way")
    refused = subprocess.run(["sh", site / "deploy" / "install.sh"], check=False, env=variables)
    assert refused.returncode == 1


def may_unshare() -> bool:
    program = shutil.which("unshare")
    if program is None:
        return False
    return subprocess.run([program, "--net", "true"], check=False).returncode == 0
