"""Rows of stored records that whoever imports may not see: they stay, whatever a file says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import models

from partnerships.models import Citation
from partnerships.models.visibility import is_administrator
from partnerships.services.bulk import Draft


class HiddenRows:
    """Those rows of drafts that `user`, who sees their records, may not see.

    Looked for in these relations alone, in a query for each.
    """

    def __init__(self, drafts: Iterable[Draft], relations: set[str], user) -> None:
        self._hidden: dict[str, set[int]] = {}
        if is_administrator(user):
            return
        of_relation: dict[str, list[models.Model]] = defaultdict(list)
        model = None
        for draft in drafts:
            model = type(draft.record)
            for name in relations & draft.rows.keys():
                of_relation[name].extend(draft.rows[name])
        for name, rows in of_relation.items():
            self._hidden[name] = _unseen(rows, model, user)

    @contextmanager
    def set_aside(self, draft: Draft) -> Iterator[None]:
        """Without its hidden rows for a while; they come back in the order of their keys."""
        aside: dict[str, list[models.Model]] = {}
        for name, rows in draft.rows.items():
            hidden = self._hidden.get(name, set())
            aside[name] = [row for row in rows if row.pk in hidden]
            draft.rows[name] = [row for row in rows if row.pk not in hidden]
        try:
            yield
        finally:
            for name, rows in aside.items():
                if rows:
                    draft.rows[name] = _in_order([*draft.rows[name], *rows])


def _in_order(rows: list[models.Model]) -> list[models.Model]:
    """Stored rows by their keys, then new ones as they came."""
    return sorted(rows, key=lambda row: (row.pk is None, row.pk or 0))


def _unseen(rows: list[models.Model], model, user) -> set[int]:
    """Keys of the hidden ones among these rows of one relation of records of `model`."""
    keys = {row.pk for row in rows}
    if not keys:
        return set()
    standing = type(rows[0])._default_manager.filter(pk__in=keys)
    if issubclass(standing.model, Citation):
        seen = standing.from_visible_sources(user).of_visible_rows(user, model)
    elif hasattr(standing, "visible_to"):
        seen = standing.visible_to(user)
    else:
        return set()
    return keys - set(seen.order_by().values_list("pk", flat=True))
