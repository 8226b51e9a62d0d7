"""From the export to the import and back: what is seen and written."""

import pytest

from partnerships.models import Delegation
from tests.admin.importing.files import body, exported, page, step, upload
from tests.factories import DelegationFactory

pytestmark = pytest.mark.django_db


def test_one_edited_cell_is_shown_and_applied(administrator):
    DelegationFactory(title="Untouched mission")
    DelegationFactory(title="Made-up mission")
    text = exported(administrator, "delegations").replace("Made-up mission", "Renamed mission")

    batch = upload(administrator, text)

    shown = page(administrator, batch)
    changed = [line for line in shown.context["lines"] if line.row.verdict != "unchanged"]
    assert [(fact.before, fact.after) for line in changed for fact in line.facts] == [
        ("Made-up mission", "Renamed mission")
    ]
    assert shown.context["apply_words"] == "Change 1 delegation"

    applied = step(administrator, batch, "apply")

    assert "Renamed mission" in body(applied)
    assert Delegation.objects.filter(title="Renamed mission").count() == 1
