"""How many records a reader can see, each count with its rows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from partnerships.models import Partnership


@dataclass(frozen=True)
class Count:
    """`apart` are records of the model that are shown but not counted."""

    value: int
    rows: QuerySet
    apart: int = 0


def visible(model, user) -> Count:
    """Records of `model` that `user` may see; unconfirmed and exploratory ties are not counted."""
    rows = model.objects.visible_to(user)
    if model is not Partnership:
        return Count(rows.count(), rows)
    established = rows.established()
    counted = established.count()
    return Count(counted, established, rows.count() - counted)
