"""A query string read for a section: its filters, order, page, and what was wrong with them."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dateforms import quoted
from partnerships.filters.base import RecordFilters
from partnerships.sections import Section
from partnerships.tables.base import ordered, sortable

PER_PAGE_CHOICES = (25, 50, 100, 200)
PER_PAGE = 50
#: Parameters beside the filters of a section.
CONTROLS = ("sort", "page", "per_page", "rows", "bom", "_export")
MOST_CHIPS = 40


@dataclass
class Listing:
    """The records of a section that a request asks for, as its user may see them, in order."""

    section: Section
    request: HttpRequest
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
        return self.section.model.objects.visible_to(self.request.user)

    @cached_property
    def records(self) -> QuerySet:
        """All records that pass the filters, ordered; none when a filter is invalid."""
        user = self.request.user
        found = self.filters.qs if self.is_valid else self._visible.none()
        return ordered(self.section.table, found.for_list(user), self.sort)

    @cached_property
    def visible_count(self) -> int:
        return self._visible.count()

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

    @cached_property
    def per_page(self) -> int:
        """Rows a page from `?per_page=`, between the least and the most."""
        text = self.query.get("per_page", "")
        if not text:
            return PER_PAGE
        number = _whole_number(text)
        if number is None:
            self.notices.append(
                _("“%(value)s” is no number of rows a page.") % {"value": quoted(text)}
            )
            return PER_PAGE
        return min(max(number, PER_PAGE_CHOICES[0]), PER_PAGE_CHOICES[-1])

    def page_number(self, paginator: Paginator) -> int:
        """The page from `?page=`: the last for one past the end, the first for no number."""
        text = self.query.get("page", "1")
        number = _whole_number(text)
        if number is None or number < 1:
            self.notices.append(
                _("“%(value)s” is no page; this is the first.") % {"value": quoted(text)}
            )
            return 1
        if number > paginator.num_pages:
            self.notices.append(
                _("Page %(number)s does not exist; this is the last.") % {"number": quoted(text)}
            )
        return min(number, paginator.num_pages)

    def tell_the_rest(self) -> None:
        """Add the notices about unknown parameters and undated records."""
        unknown = self.unknown_names()
        if unknown:
            self.notices.append(
                ngettext(
                    "This list has no filter “%(names)s”; it was left out.",
                    "This list has no filters “%(names)s”; they were left out.",
                    len(unknown),
                )
                % {"names": ", ".join(unknown)}
            )
        undated = self.filters.undated_count if self.is_valid else 0
        if undated:
            self.notices.append(self.section.undated_words(undated))

    def chips(self) -> list[dict]:
        """The filters in use, each with the address of the list without it."""
        return [
            {"label": label, "value": quoted(words), "remove_url": self._without(name, raw)}
            for name, raw, label, words in self.filters.chosen()[:MOST_CHIPS]
        ]

    def _without(self, name, value) -> str:
        query = self.query.copy()
        field = self.filters.form.fields[name]
        kept = field.widget.value_from_datadict(query, {}, name)
        kept = kept if isinstance(kept, list) else []
        query.setlist(name, [text for text in kept if text.strip() != value])
        return self._address(query)

    def clear_url(self) -> str:
        query = self.query.copy()
        for name in self.filters.filters:
            query.pop(name, None)
        return self._address(query)

    def export_url(self, **parameters) -> str:
        """The address of this list as a file; pages do not count there."""
        query = self.query.copy()
        for name in ("per_page", "rows", "bom"):
            query.pop(name, None)
        for name, value in parameters.items():
            query[name] = value
        return self._address(query)

    def _address(self, query) -> str:
        query.pop("page", None)
        encoded = query.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path

    def kept(self) -> list[dict]:
        """The parameters that the filter form carries along."""
        return [
            {"name": name, "value": value}
            for name, value in (("sort", ",".join(self.sort)), ("per_page", self._kept_size()))
            if value
        ]

    def _kept_size(self) -> str:
        return str(self.per_page) if "per_page" in self.query else ""


def _whole_number(text: str) -> int | None:
    """The number; None for anything but ASCII digits. A longer one is cut to the largest used."""
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if len(text) < 10 else 10**9
