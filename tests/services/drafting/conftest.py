"""The names on record, as what is known when a text is read."""

import shutil
from collections.abc import Callable
from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from partnerships.services.drafting import as_json, draft

# What texts are matched with, and the sources these rows cite; the rest takes a minute to load.
NAMED = ("regions", "region_aliases", "sectors", "sources", "organisations", "people")
NAMED += ("initiatives",)


@pytest.fixture(scope="module")
def real_names(django_db_setup, django_db_blocker, tmp_path_factory):
    """The seeds that hold names, loaded once for a module and taken back at its end."""
    folder = tmp_path_factory.mktemp("seeds")
    for name in NAMED:
        shutil.copy(settings.BASE_DIR / "seeds" / f"{name}.csv", folder)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_seeds", str(folder), verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def propose(real_names) -> Callable:
    """What the rules propose to somebody who has not signed in; each text is read once."""

    @cache
    def proposed(text, published):
        return as_json(draft(text, published=published, user=AnonymousUser()))

    return proposed
