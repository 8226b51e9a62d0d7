"""A section asked by a query string: which records, in which order, and what was wrong with it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from partnerships.dateforms import quoted
from partnerships.exports.reading import Extract
from partnerships.exports.sheets import RowSheet, Sheet
from partnerships.filters.base import RecordFilters
from partnerships.sections.kinds import Section
from partnerships.tables.base import ordered, sortable

#: Parameters beside the filters of a section.
CONTROLS = ("sort", "page", "per_page", "rows", "bom", "_export")
#: What a section can be written as.
FORMATS = ("csv", "json", "xlsx")


class Counts(NamedTuple):
    """How many records a reader may see: all, those that pass, the undated a period leaves out."""

    visible: int
    passing: int
    undated: int


@dataclass
class Asked:
    """The records of a section that somebody asks for, as they may see them, in order.

    Of the request its `GET`, `user` and `today` are read, nothing else.
    """

    section: Section
    request: Any
    notices: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.query: QueryDict = self.request.GET
        self.filters: RecordFilters = self.section.filters(
            self.query, self._visible, request=self.request
        )
        self.is_valid = self.filters.is_valid()
        self.sort = self._sort()

    @property
    def _visible(self) -> QuerySet:
        return self._seen(self.section.model.objects.all())

    def _seen(self, found: QuerySet) -> QuerySet:
        return found.visible_to(self.request.user)

    @cached_property
    def records(self) -> QuerySet:
        """All records that pass the filters, ordered; none when a filter is invalid."""
        found = self._seen(self._passing).for_list(self.request.user)
        return ordered(self.section.table, self._as_of_today(found), self.sort)

    @cached_property
    def _passing(self) -> QuerySet:
        """All records that pass the filters, whoever may see them: not to be shown."""
        return self.filters.within_period(self._at_any_time)

    @cached_property
    def _at_any_time(self) -> QuerySet:
        everything = self.section.model.objects.all()
        return self.filters.at_any_time(everything) if self.is_valid else everything.none()

    def _as_of_today(self, found: QuerySet) -> QuerySet:
        add = self.section.as_of
        return add(found, self.request.user, self.request.today) if add else found

    @cached_property
    def counts(self) -> Counts:
        """How many of the records that the reader may see pass the filters.

        It is dear to ask of every record who may see it, so it is asked once: the keys of those
        that pass are found without asking. SQLite, whose parser bears no such nesting, is asked
        for each number by itself.
        """
        if not self.is_valid:
            return Counts(self._visible.count(), 0, 0)
        if not any(self.filters.form.cleaned_data.values()):
            return Counts(number := self._visible.count(), number, 0)
        undated = self.filters.left_undated(self._at_any_time)
        if connection.vendor == "sqlite":
            passing, undated = (self._seen(found).count() for found in (self._passing, undated))
            return Counts(self._visible.count(), passing, undated)
        return Counts(
            **self._visible.order_by().aggregate(
                visible=Count("pk"),
                passing=_count_among(self._passing),
                undated=_count_among(undated),
            )
        )

    def unknown_names(self) -> list[str]:
        """Parameters that this list does not know, shortened for a sentence."""
        known = {*self.filters.filters, *CONTROLS}
        names = [name for name in self.query if name not in known and not name.startswith("_")]
        return [quoted(name) for name in names[:5]]

    def errors(self) -> list[str]:
        """A sentence for each filter with an invalid value."""
        return [
            f"{name}: {error}" for name, errors in self.filters.errors.items() for error in errors
        ]

    def _sort(self) -> tuple[str, ...]:
        """The accepted names of `?sort=`; an unknown one is told and left out."""
        allowed = sortable(self.section.table)
        accepted: dict[str, str] = {}
        for given in self.query.getlist("sort"):
            for name in filter(None, given.split(",")):
                if name.removeprefix("-") in allowed:
                    accepted.setdefault(name.removeprefix("-"), name)
                elif len(self.notices) < 3:
                    self.notices.append(
                        _("The list cannot be sorted by “%(name)s”.") % {"name": quoted(name)}
                    )
        return tuple(accepted.values())

    # Files

    def export_problems(self) -> list[str]:
        """A sentence for everything that keeps the list from being written as a file."""
        problems = self.errors() + self.notices
        problems += [
            _("This list has no filter “%(name)s”.") % {"name": name}
            for name in self.unknown_names()
        ]
        problems += _unless_listed("_export", self.query["_export"], FORMATS)
        if self.query.get("rows"):
            problems += _unless_listed("rows", self.query["rows"], self._rows)
        if self.query.get("bom"):
            problems += _unless_listed("bom", self.query["bom"], ("0", "1"))
        return problems

    def extract(self) -> Extract:
        """The lines to write, once there are no problems."""
        sheet = self._sheet()
        adds = self._as_of_today if sheet is self.section.sheet else None
        return Extract(self.records, sheet, self.request.user, adds)

    @property
    def _rows(self):
        return self.section.sheet.rows_for(self.request.user)

    def _sheet(self) -> Sheet | RowSheet:
        rows = self.query.get("rows")
        return self._rows[rows] if rows else self.section.sheet

    @property
    def logged_as(self) -> str:
        """What the access log calls an export of this; contact data is told apart."""
        slug = self.section.slug
        is_personal = self.query.get("rows") in self.section.sheet.personal
        return f"{slug} (contact data)" if is_personal else slug


def _count_among(records) -> Count:
    return Count("pk", filter=Q(pk__in=records.order_by().values("pk")))


def _unless_listed(name, value, accepted) -> list[str]:
    if value in accepted:
        return []
    if not accepted:
        return [_("%(name)s: this list has no such rows.") % {"name": name}]
    return [
        _("%(name)s: “%(value)s” is not known; write one of: %(accepted)s.")
        % {"name": name, "value": quoted(value), "accepted": ", ".join(accepted)}
    ]
