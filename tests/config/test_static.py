"""Static files as they are collected: the style sheets of the pages become one."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

SHEETS = "source/partnerships/css"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    folder = tmp_path / SHEETS
    folder.mkdir(parents=True)
    (folder / "site.css").write_text('@import url("one.css");\n@import url("../two.css");\n')
    (folder / "one.css").write_text("p { margin: 0 }\n/*# sourceMappingURL=one.css.map */")
    (folder / "one.css.map").write_text("{}")
    (folder.parent / "two.css").write_text("b { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    storage = {"BACKEND": "config.static.BundledStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}


def served() -> str:
    """The sheet that a page is led to."""
    name = staticfiles_storage.stored_name("partnerships/css/site.css")
    with staticfiles_storage.open(name) as file:
        return file.read().decode()


def collect():
    call_command("collectstatic", interactive=False, verbosity=0)


def test_the_sheet_of_the_pages_holds_what_it_imports_in_that_order():
    collect()

    assert served() == "p { margin: 0 }\n\nb { color: red }\n"


def test_a_changed_part_changes_the_sheet_and_its_name(tmp_path):
    collect()
    before = staticfiles_storage.stored_name("partnerships/css/site.css")
    (tmp_path / SHEETS / "one.css").write_text("p { margin: 1rem }")

    collect()

    assert served() == "p { margin: 1rem }\nb { color: red }\n"
    assert staticfiles_storage.stored_name("partnerships/css/site.css") != before


def test_a_part_that_is_missing_stops_the_collecting(tmp_path):
    (tmp_path / SHEETS / "one.css").unlink()

    with pytest.raises(FileNotFoundError, match=r"imports partnerships/css/one\.css"):
        collect()
