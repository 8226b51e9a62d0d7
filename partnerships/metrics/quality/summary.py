"""How many records have which flaw, and which they are; counted in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, QuerySet, Value

from partnerships.metrics.quality.checks import RULES, Check, checks_of, flawed

#: As many records are listed for each check; the rest is a list away.
SHOWN = 20


@dataclass(frozen=True)
class Finding:
    """How many records of a model have a flaw; `flawed` lists them."""

    check: Check
    model: type
    value: int


def summary(asked: Iterable[QuerySet], user, on: date) -> list[Finding]:
    """A finding for each check and each of the `asked`, also where it is 0; one query.

    `asked` are records, one queryset a model, that `user` may see and the filters let through.
    """
    by_model = {records.model: records for records in asked}
    counts = [
        _count(flawed(records, check, user, on), check)
        for check in Check
        for model, records in by_model.items()
        if model in RULES[check]
    ]
    found = {}
    if counts:
        rows = counts[0].union(*counts[1:], all=True) if counts[1:] else counts[0]
        found = {(check, model): number for check, model, number in rows}
    return [
        Finding(check, model, found.get((check.value, model._meta.model_name), 0))
        for check in Check
        for model in by_model
        if model in RULES[check]
    ]


def _count(records, check: Check):
    """One row: the check, the name of the model, how many."""
    name = records.model._meta.model_name
    named = records.annotate(check_name=_text(check.value), model_name=_text(name)).order_by()
    return (
        named.values("check_name", "model_name")
        .annotate(n=Count("pk"))
        .values_list("check_name", "model_name", "n")
    )


def flawed_rows(records, user, on: date) -> dict[Check, list]:
    """The first records with each flaw, newest first, at most `SHOWN` a check; two queries."""
    lists = [_keys(flawed(records, check, user, on), check) for check in checks_of(records.model)]
    if not lists:
        return {}
    pairs = list(lists[0].union(*lists[1:], all=True) if lists[1:] else lists[0])
    loaded = {
        one.pk: one for one in records.for_reading().filter(pk__in={key for _check, key in pairs})
    }
    found: dict[Check, list] = {Check(check): [] for check in checks_of(records.model)}
    for check, key in sorted(pairs, key=lambda pair: -pair[1]):
        found[Check(check)].append(loaded[key])
    return found


def _keys(records, check: Check):
    first = records.order_by("-pk").values("pk")[:SHOWN]
    keys = records.model.objects.filter(pk__in=first).order_by()
    return keys.annotate(check_name=_text(check.value)).values_list("check_name", "pk")


def _text(value: str):
    return Value(value, output_field=CharField())
