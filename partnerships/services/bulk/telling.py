"""What readers may know of changes that are not written yet."""

from collections import defaultdict
from functools import cached_property
from typing import cast

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date

from partnerships.models import Citation
from partnerships.models.follow_ups import Paper
from partnerships.models.visibility import visible_levels
from partnerships.services.states import Reader, State


class DraftReader(Reader):
    """A reader of pairs of states, as stored and as it is to be, given one after the other.

    Where others ask the database for the rows that the reader may not see today, this one judges
    those that are to be written by what is to be written.
    """

    @cached_property
    def _hidden_now(self) -> set[tuple[type[models.Model], int]]:
        if self.sees_all:
            return set()
        hidden: set[tuple[type[models.Model], int]] = set()
        unchanged: dict[type[models.Model], set[int]] = defaultdict(set)
        for old, new in zip(self._states[::2], self._states[1::2], strict=True):
            is_seen = self.is_party or self._sees_record(new)
            for relation, rows in new.rows.items():
                link = new.model._meta.get_field(relation)
                model = cast(type[models.Model], link.related_model)
                for key, row in rows.items():
                    if old.rows[relation].get(key) == row:
                        unchanged[model].add(key)
                    elif not self._sees_columns(link, row, is_seen=is_seen):
                        hidden.add((model, key))
        return hidden | self._unseen(unchanged)

    def _sees_columns(self, link, row, *, is_seen: bool) -> bool:
        """Whether nothing that a row says hides it; a citation or paper goes with its record."""
        needs_record = issubclass(link.related_model, Citation | Paper)
        return (is_seen or not needs_record) and self._says_seen(link, row)

    def _sees_record(self, state: State) -> bool:
        shown_from = parse_date(str(state.columns["public_from"] or ""))
        is_shown = shown_from is None or shown_from <= timezone.localdate()
        return is_shown and state.columns["visibility"] in visible_levels(self.user)
