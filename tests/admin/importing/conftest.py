import pytest


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """The files of imports go to a folder of the test's own."""
    settings.SETUHASHI_VAR = tmp_path
