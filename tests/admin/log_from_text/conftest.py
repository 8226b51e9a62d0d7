"""The rules are tested by themselves; here they find in every text what the world says."""

import pytest
from django.urls import reverse

from tests.admin.log_from_text.world import World


@pytest.fixture
def world(db, monkeypatch):
    made = World()
    monkeypatch.setattr("partnerships.admin.log_from_text.draft", lambda *_a, **_k: made.draft)
    return made


@pytest.fixture
def url(db):
    return reverse("admin:log_from_text")
