"""Orders of table columns: what is unknown comes last both ways, ties go by the record's key."""

from collections.abc import Callable, Sequence

from django.db.models import F, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import NullIf

from partnerships.models.fields import InCodePointOrder
from partnerships.models.parties import date_order

#: Gives the expressions to order by, for descending or for ascending.
Sort = Callable[[bool], Sequence[OrderBy]]


def by_date(name: str) -> Sort:
    return lambda descending: date_order(name, descending=descending)


def by_text(name: str) -> Sort:
    """By a text in code-point order, alike on every database; give the folded one of names."""
    return lambda descending: [_directed(InCodePointOrder(NullIf(F(name), Value(""))), descending)]


def by_number(name: str) -> Sort:
    return lambda descending: [_directed(F(name), descending)]


def by_reference() -> Sort:
    return lambda descending: [
        _directed(F("reference_year"), descending),
        _directed(F("reference_number"), descending),
    ]


def _directed(expression, descending: bool) -> OrderBy:
    if descending:
        return expression.desc(nulls_last=True)
    return expression.asc(nulls_last=True)
