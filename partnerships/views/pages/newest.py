"""The newest records of a long past, for pages; the rest is counted and led to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models.parties import date_order
from partnerships.sections import section_of

#: How many of a kind a page shows.
MOST = 50


@dataclass(frozen=True)
class Newest:
    """The newest `rows` of `total` records of a model."""

    model: type
    rows: list
    total: int

    def rest(self, **query) -> list[dict]:
        """What components/left_out.html tells; nothing where all are shown.

        `query` are the filters of the list that has them all.
        """
        left = self.total - len(self.rows)
        if left <= 0:
            return []
        section = section_of(self.model)
        words = {"number": len(self.rows), "left": left}
        return [
            {
                "text": ngettext(
                    "The newest %(number)d are shown here, %(left)d older or undated one is not:",
                    "The newest %(number)d are shown here, %(left)d older or undated ones are not:",
                    left,
                )
                % words,
                "link": section.count_words(self.total),
                "url": f"{section.list_url()}?{urlencode(query)}",
            }
        ]


def newest(found) -> Newest:
    """The newest of records in their order; a second query counts them where there are more."""
    rows = list(found[: MOST + 1])
    total = found.order_by().count() if len(rows) > MOST else len(rows)
    return Newest(found.model, rows[:MOST], total)


def newest_each(found, column: str, user) -> dict[Any, Newest]:
    """{value of the column: the newest with it}; two queries and those of `for_list`."""
    places: Any = (
        found.annotate(
            place=Window(
                RowNumber(),
                partition_by=F(column),
                order_by=[*date_order("start", descending=True), F("pk").desc()],
            ),
            of=Window(Count("pk"), partition_by=F(column)),
        )
        .filter(place__lte=MOST)
        .values_list("pk", column, "of")
        .order_by()
    )
    totals, keys = {}, []
    for key, value, of in places:
        keys.append(key)
        totals[value] = of
    rows: dict[Any, list] = {value: [] for value in totals}
    for record in found.model.objects.filter(pk__in=keys).for_list(user):
        rows[getattr(record, column)].append(record)
    return {value: Newest(found.model, rows[value], of) for value, of in totals.items()}


def newest_note(*shown: Newest) -> str:
    """That what follows is drawn from the newest alone; "" where they are all."""
    if all(one.total == len(one.rows) for one in shown):
        return ""
    return _("Only the newest delegations and events are looked through here.")
