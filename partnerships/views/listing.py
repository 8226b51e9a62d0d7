"""A query string read for a page of a section: which part of the list, and its addresses."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dateforms import quoted
from partnerships.sections.asking import Asked
from partnerships.views.chips import address, chips, clear_url

PER_PAGE_CHOICES = (25, 50, 100, 200)
PER_PAGE = 50


class CountedPaginator(Paginator):
    """A paginator of rows that were counted already."""

    def __init__(self, object_list, per_page, *, count: int):
        super().__init__(object_list, per_page)
        self.count = count


@dataclass
class Listing(Asked):
    """The records of a section that a request asks for, a page of them at a time."""

    request: HttpRequest

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
        if self.counts.undated:
            self.notices.append(self.section.undated_words(self.counts.undated))

    def chips(self) -> list[dict]:
        """The filters in use, each with the address of the list without it."""
        return chips(self.filters, self.query, self.request.path)

    def clear_url(self) -> str:
        return clear_url(self.filters, self.query, self.request.path)

    def export_url(self, **parameters) -> str:
        """The address of this list as a file; pages do not count there."""
        query = self.query.copy()
        for name in ("per_page", "rows", "bom"):
            query.pop(name, None)
        for name, value in parameters.items():
            query[name] = value
        return address(query, self.request.path)

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
