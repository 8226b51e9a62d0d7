"""Every model has a factory, and what it makes is valid."""

import pytest
from django.apps import apps

from tests import factories

BY_MODEL = {
    getattr(factories, name)._meta.model: getattr(factories, name) for name in factories.__all__
}
MODELS = list(apps.get_app_config("partnerships").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_factory_makes_two_valid_rows_of_each_model(model, db):
    for _round in range(2):
        BY_MODEL[model]().full_clean(exclude=["password"] if model.__name__ == "User" else None)


def test_dates_and_numbers_are_given_as_people_write_them(db):
    delegation = factories.DelegationFactory(start="2025-07", headcount=44)

    delegation.refresh_from_db()
    assert delegation.start.file_form() == "2025-07"
    assert delegation.headcount.number == 44
    assert delegation.reference == "DEL-2025-0001"
