"""The command that loads the seeds: what it prints, how it ends."""

import io

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Delegation, Region
from tests.factories import DelegationFactory
from tests.services.seeds import DELEGATION, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeds(tmp_path):
    return filled(tmp_path)


def run(seeds, *arguments, **options) -> str:
    out = io.StringIO()
    call_command("load_seeds", str(seeds.folder), *arguments, stdout=out, **options)
    return out.getvalue()


def test_it_counts_each_file_in_the_order_of_loading(seeds):
    assert run(seeds).splitlines() == [
        "regions.csv: 2 new, 0 changed, 0 same, 0 kept, 0 refused",
        "sources.csv: 2 new, 0 changed, 0 same, 0 kept, 0 refused",
        "sectors.csv: 2 new, 0 changed, 0 same, 0 kept, 0 refused",
        "delegations.csv: 1 new, 0 changed, 0 same, 0 kept, 0 refused",
        "delegation_parties.csv: 2 new, 0 changed, 0 same, 0 kept, 0 refused",
        "stops.csv: 1 new, 0 changed, 0 same, 0 kept, 0 refused",
    ]


def test_it_names_what_changed_and_what_was_kept(seeds):
    run(seeds)
    Delegation.objects.update(outcome="Mine")
    seeds.write("delegations", DELEGATION | {"title": "Better", "outcome": "Theirs"})

    lines = run(seeds).splitlines()
    assert lines[:2] == [
        "changed: delegations.csv line 2, title: changed from “A made-up mission” to “Better”.",
        (
            "kept: delegations.csv line 2, outcome: kept “Mine”, which a person wrote; "
            "the file says “Theirs”."
        ),
    ]


def test_it_names_a_reference_that_was_taken_here(seeds):
    DelegationFactory(start="2025")

    assert run(seeds).startswith("new: delegations.csv line 2, reference: “DEL-2025-0001” was")


def test_a_check_says_that_it_wrote_nothing(seeds):
    assert run(seeds, "--check").endswith("Checked only: nothing was written.\n")
    assert not Region.objects.exists()


def test_a_refusal_ends_it_with_an_error_that_counts_and_lists(seeds):
    seeds.write("delegations", DELEGATION | {"start": "2024-13"})
    errors = io.StringIO()

    with pytest.raises(CommandError, match="Nothing was written: 1 refused") as error:
        run(seeds, stderr=errors)

    assert error.value.returncode == 1
    assert errors.getvalue().startswith("delegations.csv line 2, start: “2024-13” ")


def test_a_folder_that_is_none_is_refused(seeds):
    seeds.folder /= "nowhere"

    with pytest.raises(CommandError, match="is not a folder"):
        run(seeds)


def test_a_progress_bar_shows_on_a_terminal_only(seeds, capsys, monkeypatch):
    run(seeds, "--check")
    assert capsys.readouterr().err == ""

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run(seeds, "--check")
    assert "Seeds" in capsys.readouterr().err
