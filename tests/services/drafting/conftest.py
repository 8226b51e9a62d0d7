"""The real records, as what is known when a text is read."""

from collections.abc import Callable
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from partnerships.services.drafting import as_json, draft


@pytest.fixture(scope="module")
def real_records(django_db_setup, django_db_blocker):
    """The seeds, loaded once for a module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_seeds", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def propose(real_records) -> Callable:
    """What the rules propose to somebody who has not signed in; each text is read once."""

    @cache
    def proposed(text, published):
        return as_json(draft(text, published=published, user=AnonymousUser()))

    return proposed
