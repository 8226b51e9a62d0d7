"""The names on record, as what is known when a text is read."""

from collections.abc import Callable
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from partnerships.services.drafting import as_json, draft
from tests import seeded

# What texts are matched with, and the sources these rows cite; the rest takes a minute to load.
NAMED = ("regions", "region_aliases", "sectors", "sources", "organisations", "people")
NAMED += ("initiatives",)


@pytest.fixture(scope="module")
def real_names(django_db_setup, django_db_blocker):
    """The seeds that hold names, loaded once for a module and taken back at its end.

    The modules that ask for them are of one `xdist_group`, so that one process loads them, and
    reads each text once.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        seeded.load(*NAMED)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def propose(real_names) -> Callable:
    """What the rules propose to somebody who has not signed in; each text is read once."""

    @cache
    def proposed(text, published):
        return as_json(draft(text, published=published, user=AnonymousUser()))

    return proposed
