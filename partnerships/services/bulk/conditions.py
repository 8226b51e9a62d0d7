"""Whether a row keeps to the check constraints of its model, without asking the database.

A constraint states its rule once, as a `Q`; the database enforces it and this reads it, with the
same three truths: what is compared with NULL is neither true nor false, and refuses nothing.
"""

import operator
from collections.abc import Callable, Iterator

from django.db.models import F, Q

#: Gives the value of a column.
Values = Callable[[str], object]

_COMPARED = {
    "exact": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "startswith": lambda value, start: str(value).startswith(start),
    "in": lambda value, found: value in found,
}


def holds(rule: Q, values: Values) -> bool | None:
    """The truth of a rule about the columns of one row; None where it cannot be told."""
    is_or = rule.connector == Q.OR
    truth: bool | None = not is_or
    for child in rule.children:
        truth = (_either if is_or else _both)(truth, _part(child, values))
    return None if truth is None else truth != rule.negated


def _part(child, values: Values) -> bool | None:
    if isinstance(child, Q):
        return holds(child, values)
    path, wanted = child
    column, _separator, lookup = path.partition("__")
    value = values(column)
    if lookup == "isnull":
        return (value is None) == wanted
    if isinstance(wanted, F):
        wanted = values(wanted.name)
    if value is None or wanted is None:
        return None
    return bool(_COMPARED[lookup or "exact"](value, wanted))


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def columns_of(rule: Q) -> Iterator[str]:
    """The columns that a rule speaks of, in its order."""
    for child in rule.children:
        if isinstance(child, Q):
            yield from columns_of(child)
        else:
            path, wanted = child
            yield path.partition("__")[0]
            if isinstance(wanted, F):
                yield wanted.name
