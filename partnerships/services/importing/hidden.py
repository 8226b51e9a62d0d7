"""Rows of stored records that whoever imports may not see: they stay, whatever a file says."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import models

from partnerships.models.visibility import is_administrator
from partnerships.services.bulk import Draft


class HiddenRows:
    """Those rows of a block of drafts that `user` may not see; a query for each kind of rows."""

    def __init__(self, drafts: Iterable[Draft], user) -> None:
        self._hidden: dict[str, set[int]] = {}
        if is_administrator(user):
            return
        rows: dict[str, list[models.Model]] = {}
        for draft in drafts:
            for name, found in draft.rows.items():
                rows.setdefault(name, []).extend(found)
        for name, found in rows.items():
            self._hidden[name] = _unseen(found, user)

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


def _unseen(rows: list[models.Model], user) -> set[int]:
    keys = {row.pk for row in rows}
    if not keys:
        return set()
    standing = type(rows[0])._default_manager.filter(pk__in=keys)
    if not hasattr(standing, "visible_to"):
        return set()
    return keys - set(standing.visible_to(user).order_by().values_list("pk", flat=True))
