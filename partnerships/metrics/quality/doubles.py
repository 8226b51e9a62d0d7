"""Records that look like another one: same sides on overlapping days, same name, same address.

Missions and meetings compare with those of the same direction or kind between the same two
regions (of their parties). Days count when they are known to the month or better: two records of
"2025" are no sign. Sub-parties, which share the days of their mission, and what was cancelled are
not asked. A window over each pair of regions, in order of days, finds every overlap in one pass.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, When, Window
from django.db.models.expressions import RowRange
from django.db.models.functions import Coalesce, FirstValue

from partnerships.choices import Country, DelegationStatus, Stage
from partnerships.dates import Precision
from partnerships.models import Delegation, Event, Organisation, Person, Source
from partnerships.models.visibility import visibility_rule

#: Days that are known well enough to speak of an overlap.
CLOSE = (Precision.DAY, Precision.MONTH)


class _Groups(RowRange):
    """A frame that counts records, not rows: two parties in one region are one record."""

    frame_type = "GROUPS"


def _delegations(records, user, _on) -> QuerySet:
    asked = Q(delegation__parent__isnull=True) & ~Q(delegation__status=DelegationStatus.CANCELLED)
    return _overlapping(records, user, "direction", asked)


def _events(records, user, _on) -> QuerySet:
    return _overlapping(records, user, "kind", ~Q(event__stage=Stage.CANCELLED))


def _overlapping(records, user, alike: str, asked: Q) -> QuerySet:
    relation = records.model._meta.get_field("parties")
    link = relation.field.name
    rows = _pairs(relation, asked, user)
    window: dict[str, Any] = {
        "partition_by": [F("organisation__region"), F("japan"), F(f"{link}__{alike}")],
        "order_by": [F("first").asc(), F(link).asc()],
    }
    beside = rows.annotate(
        before=Window(Max("last"), frame=_Groups(end=-1), **window),
        after=Window(FirstValue("first"), frame=_Groups(start=1, end=1), **window),
    ).filter(Q(before__gte=F("first")) | Q(after__lte=F("last")))
    return records.filter(pk__in=beside.values(link))


def _pairs(relation, asked: Q, user):
    """A row for each Indian party of the records and each region of a Japanese one of the same."""
    link = relation.field.name
    rows = relation.related_model.objects.visible_to(user).filter(
        asked,
        visibility_rule(user, relation.model, f"{link}__"),
        **{f"{link}__start_precision__in": CLOSE},
        organisation__country=Country.INDIA,
        organisation__region__isnull=False,
    )
    other = f"{link}__parties__organisation"
    rule = visibility_rule(user, Organisation, f"{other}__")
    paired = rows.annotate(
        japan=F(f"{other}__region"),
        country=F(f"{other}__country"),
        seen=Case(When(rule or Q(pk__isnull=False), then=True), default=False),
        first=F(f"{link}__start_earliest"),
        last=Coalesce(f"{link}__end_latest", f"{link}__start_latest"),
    )
    return paired.filter(japan__isnull=False, country=Country.JAPAN, seen=True).order_by()


def _same(*names: str):
    """The rule that another record has the same values in these columns, and none is empty."""

    def rule(records, user, _on) -> QuerySet:
        several = (
            records.model.objects.visible_to(user)
            .exclude(**{names[0]: ""})
            .order_by()
            .values(*names)
            .annotate(number=Count("pk"))
            .filter(number__gt=1)
        )
        return records.filter(**{f"{names[0]}__in": several.values(names[0])})

    return rule


RULES: dict[type, Callable[..., QuerySet]] = {
    Delegation: _delegations,
    Event: _events,
    Organisation: _same("name_folded"),
    Person: _same("name_folded"),
    Source: _same("url"),
}
