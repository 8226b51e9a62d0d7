"""The command that makes made-up records."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from partnerships.choices import Language
from partnerships.models import Agreement, Delegation, Event, Region, Source

pytestmark = pytest.mark.django_db


def made(**options) -> list:
    """The delegations that stand after the command, which is then taken back."""
    with transaction.atomic():
        call_command("make_sample", 12, verbosity=0, **options)
        columns = ("reference", "title", "start_text", "purpose", "parties__organisation__name")
        found = list(Delegation.objects.order_by("reference", "parties").values_list(*columns))
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_records():
    call_command("make_sample", 1, verbosity=0)

    first = made(seed=2)
    assert made(seed=2) == first
    assert made(seed=3) != first


def test_an_empty_database_gets_regions_and_as_many_records_as_asked():
    out = io.StringIO()
    call_command("make_sample", 30, stdout=out)

    assert "30 delegations" in out.getvalue()
    assert Delegation.objects.count() == 30
    assert Delegation.objects.filter(partnerships__isnull=False).exists()
    for model in (Agreement, Event, Source):
        assert model.objects.exists()
    assert Region.objects.count() == 83
    other = Delegation.objects.filter(language__in=[Language.JAPANESE, Language.HINDI])
    assert other.count() == 10


def test_it_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        call_command("make_sample", 3)
    assert not Delegation.objects.exists()


def test_a_number_out_of_range_is_refused():
    with pytest.raises(CommandError, match="0 is no number of delegations"):
        call_command("make_sample", 0)
