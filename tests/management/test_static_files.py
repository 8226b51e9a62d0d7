"""Static files are collected when they changed, not at each start."""

import pytest

from partnerships.management import static_files


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "made-up.css").write_text("p { margin: 0 }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"


def test_the_first_start_collects_and_the_second_does_not(tmp_path):
    assert static_files.collect_if_changed() is True
    assert static_files.collect_if_changed() is False
    assert (tmp_path / "collected" / "made-up.css").read_text() == "p { margin: 0 }"


def test_a_changed_file_is_collected_again(tmp_path):
    static_files.collect_if_changed()
    (tmp_path / "source" / "made-up.css").write_text("p { margin: 1rem }")

    assert static_files.collect_if_changed() is True
    assert (tmp_path / "collected" / "made-up.css").read_text() == "p { margin: 1rem }"


def test_a_new_file_is_collected_too(tmp_path):
    static_files.collect_if_changed()
    (tmp_path / "source" / "another.css").write_text("")

    assert static_files.collect_if_changed() is True
