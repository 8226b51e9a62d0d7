"""Tests that share a world dear to make are run by one process."""

import pytest


@pytest.mark.any_database
@pytest.mark.xdist_group("one process")
def test_the_processes_that_run_the_tests_know_their_groups(request):
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("these tests are not shared out in groups")
    assert request.node.nodeid.endswith("@one process")
