"""How many records a reader can see, each count with its rows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from partnerships.models import Partnership


@dataclass(frozen=True)
class Count:
    value: int
    rows: QuerySet


def visible(model, user) -> Count:
    """Records of `model` that `user` may see; unconfirmed and exploratory ties are not counted."""
    rows = model.objects.visible_to(user)
    if model is Partnership:
        rows = rows.established()
    return Count(rows.count(), rows)
