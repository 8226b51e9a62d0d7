"""How many records there are of several kinds at once, and which were changed last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from partnerships.models.base import Slugged
from partnerships.models.languages import LANGUAGES, Titled

#: The column that names a record of a kind without a title in several languages.
TITLE_COLUMNS = {"initiative": "name", "pledge": "text"}


def counted(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    """{name: how many rows the queryset has}, all in one query."""
    if not rows:
        return {}
    numbers = [
        found.order_by()
        .annotate(_of=Value(name, output_field=CharField()))
        .values("_of")
        .annotate(_number=Count("pk"))
        .values_list("_of", "_number")
        for name, found in rows.items()
    ]
    return {**dict.fromkeys(rows, 0), **dict(numbers[0].union(*numbers[1:], all=True))}


class LatelyChanged(NamedTuple):
    """A record that was changed: its kind by model name, its key, its title, and when."""

    kind: str
    key: str
    title: str
    at: datetime


def lately_changed(models: Sequence, user, most: int, of_a_kind: int) -> list[LatelyChanged]:
    """The records that `user` may see which were changed last, in one query.

    Not more `of_a_kind` than that, or an import would fill the list with targets alone.
    """
    kinds = []
    for model in models:
        found = model.objects.visible_to(user).annotate(
            _kind=Value(model._meta.model_name, output_field=CharField()),
            _key=F("slug" if issubclass(model, Slugged) else "reference"),
            _title=_title(model),
        )
        keys = found.order_by("-updated_at", "-pk").values("pk")[:of_a_kind]
        kinds.append(
            found.filter(pk__in=keys)
            .order_by()
            .values_list("_kind", "_key", "_title", "updated_at")
        )
    union = kinds[0].union(*kinds[1:], all=True).order_by("-updated_at", "_kind", "_key")
    return [LatelyChanged(*row) for row in union[:most]]


def _title(model):
    """The title in the reader's language, else as first written; as `shown_title` tells it."""
    if not issubclass(model, Titled):
        return F(TITLE_COLUMNS[model._meta.model_name])
    language = (get_language() or "en")[:2]
    given = f"title_{language if language in LANGUAGES else LANGUAGES[0]}"
    return Coalesce(NullIf(given, Value("")), "title")
