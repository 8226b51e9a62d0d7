"""Constraints read without the database say what the database says."""

from itertools import product

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q

from partnerships.models.sources import record_models
from partnerships.services import history
from partnerships.services.bulk.conditions import columns_of, holds

WRITTEN = {
    model: None
    for record in record_models()
    for model in (
        record,
        *(record._meta.get_field(name).related_model for name in history.row_names(record)),
    )
}
CHECKS = [
    (model, constraint)
    for model in WRITTEN
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=[check.name for _m, check in CHECKS])
def test_every_constraint_is_judged_as_the_database_does(model, constraint):
    names = dict.fromkeys(columns_of(constraint.condition))
    fields = {name: model._meta.get_field(name) for name in names}
    for values in list(product(*map(values_of, fields.values())))[:60]:
        row = dict(zip(names, values, strict=True))
        columns = {fields[name].attname: value for name, value in row.items()}
        judged = holds(constraint.condition, row.__getitem__) is not False
        assert judged == passes(constraint, model(**columns)), row


def passes(constraint, instance) -> bool:
    try:
        constraint.validate(type(instance), instance)
    except ValidationError:
        return False
    return True


def values_of(field) -> list:
    """A few values of a column, none among them where that may be."""
    found: list = [None] if field.null else []
    if field.get_internal_type() == "DateField":
        return [*found, *map(field.to_python, ("2025-07-01", "2025-07-31"))]
    if field.choices:
        return [value for value, _label in field.flatchoices][:8]
    if field.get_internal_type() == "BooleanField":
        return [True, False]
    if field.is_relation:
        return [*found, 1, 2]
    if field.get_internal_type() == "TimeField":
        return [*found, field.to_python("09:30")]
    return ["", "words"]


@pytest.mark.parametrize(
    ("rule", "truth"),
    [
        (Q(one=1), True),
        (Q(one=2), False),
        (Q(none=1), None),
        (~Q(none=1), None),
        (Q(one=1) | Q(none=1), True),
        (Q(one=2) | Q(none=1), None),
        (Q(one=2, none=1), False),
        (~Q(one=F("one")), False),
        (Q(one__gt=0, one__lt=2, one__gte=1, one__lte=1), True),
        (Q(word__startswith="JP-"), True),
    ],
)
def test_what_is_compared_with_nothing_is_neither_true_nor_false(rule, truth):
    assert holds(rule, {"one": 1, "none": None, "word": "JP-19"}.__getitem__) is truth


def test_there_are_constraints_to_be_judged():
    assert len(CHECKS) > 20
    assert apps.get_model("partnerships.Delegation") in WRITTEN
