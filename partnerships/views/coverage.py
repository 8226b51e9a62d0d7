"""`/coverage/`: every state against every prefecture, and the same as a list."""

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from partnerships.choices import DelegationStatus, RegionKind, Standing
from partnerships.dateforms import quoted
from partnerships.exports.coverage import COVERAGE, PairLine
from partnerships.exports.reading import Computed
from partnerships.filters.coverage import CoverageFilters
from partnerships.metrics.coverage import Cell, Cover, Coverage, coverage, regions_of_members
from partnerships.metrics.lights import with_last_contact
from partnerships.models import Delegation, Initiative, Partnership, Region
from partnerships.sections import section_of
from partnerships.sections.asking import FORMATS
from partnerships.views.chips import chips, clear_url
from partnerships.views.exporting import refused, send
from partnerships.views.frame import frame

SYMBOLS = {
    Cover.IN_FORCE: "●",
    Cover.TERM_ENDED: "◑",
    Cover.ENDED: "×",
    Cover.UNSETTLED: "?",
    Cover.VISITS: "→",
}
#: After the symbol of a pair that is tied only through a body in one of its regions, or visited by
#: a stop alone.
APART = "*"
#: Filters that the lists of partnerships and delegations understand alike.
SHARED = ("sector", "year", "from", "to")
CONTROLS = ("_export", "bom")
MEANING = {
    Cover.IN_FORCE: gettext_lazy(
        "an agreement runs, or the tie is stated to be in force and no term is known to be over"
    ),
    Cover.TERM_ENDED: gettext_lazy("the last known term is over"),
    Cover.ENDED: gettext_lazy("a source says so"),
    Cover.UNSETTLED: gettext_lazy("a tie that is not in force, or that nobody confirmed"),
    Cover.VISITS: gettext_lazy("completed delegations that touch both, without a tie"),
}


class CoverageView(View):
    """The matrix that the query string asks for, or with `_export` its pairs as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        asked = AskedCoverage(request)
        if "_export" in request.GET:
            problems = asked.export_problems()
            if problems:
                return refused(problems)
            return send(request, Computed(asked.lines(), COVERAGE), "coverage", "coverage")
        context = {**frame(request), **asked.context()}
        return render(request, "partnerships/coverage.html", context)


class AskedCoverage:
    """The pairs that a request asks for, as its reader may see them."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        visible = Partnership.objects.visible_to(self.user)
        self.filters = CoverageFilters(request.GET, visible, request=request)
        self.is_valid = self.filters.is_valid()
        self.values = self.filters.form.cleaned_data if self.is_valid else {}
        regions = list(Region.objects.order_by("name_folded"))
        self.states = [region for region in regions if region.kind != RegionKind.PREFECTURE]
        prefectures = [region for region in regions if region.kind == RegionKind.PREFECTURE]
        self.prefectures = sorted(prefectures, key=lambda region: region.code)  # north to south
        self.undated = 0

    def coverage(self, ties=None) -> Coverage:
        """The whole matrix; `ties` may be read with more than their columns."""
        if not self.is_valid:
            return Coverage({}, 0)
        visible = self.filters.queryset
        ties = self.filters.qs if ties is None else ties
        self.undated = self.filters.left_undated(self.filters.at_any_time(visible)).count()
        delegations = self.filters.filter_queryset(Delegation.objects.visible_to(self.user))
        return coverage(
            ties,
            delegations,
            self.user,
            self.request.today,
            unconfirmed=bool(self.values["unconfirmed"]),
        )

    def shown(self, found: Coverage) -> Coverage:
        """What is left of it by the members and states that are asked for."""
        states, prefectures = self._within()
        covers = self.values.get("cell") or Cover.values
        cells = {
            between: cell
            for between, cell in found.cells.items()
            if cell.state in states and cell.prefecture in prefectures and cell.cover in covers
        }
        return Coverage(cells, found.left_out)

    def _within(self) -> tuple[set[str], set[str]]:
        """The regions to draw: all, or members; a side of which nobody names one stays whole."""
        states = {region.code for region in self.states}
        prefectures = {region.code for region in self.prefectures}
        slugs = self.values.get("initiative")
        if not slugs:
            return states, prefectures
        chosen = Initiative.objects.visible_to(self.user).filter(slug__in=slugs)
        members = regions_of_members(chosen, self.user, self.request.today)
        return states & members or states, prefectures & members or prefectures

    # The page

    def context(self) -> dict:
        """What coverage.html draws; see the head of that template."""
        whole = self.coverage()
        found = self.shown(whole)
        states, prefectures = self._drawn(found)
        query = self.request.GET
        return {
            "page_title": _("Coverage"),
            "filter": self.filters,
            "chips": chips(self.filters, query, self.request.path),
            "clear_url": clear_url(self.filters, query, self.request.path),
            "more_open": any(query.get(name) for name in ("unconfirmed", "from", "to")),
            "notices": self._notices(whole),
            "summary": _summary(found),
            "legend": self._legend(found),
            "apart": APART,
            "columns": prefectures,
            "rows": [self._row(state, prefectures, found) for state in states],
            "groups": [group for state in states if (group := self._group(state, found))],
            "exports": self._exports(found),
        }

    def _drawn(self, found: Coverage) -> tuple[list[Region], list[Region]]:
        """The rows and columns: with something, or all of those asked for."""
        if self.values.get("all"):
            states, prefectures = self._within()
        else:
            states = {state for state, _prefecture in found.cells}
            prefectures = {prefecture for _state, prefecture in found.cells}
        return (
            [region for region in self.states if region.code in states],
            [region for region in self.prefectures if region.code in prefectures],
        )

    def _row(self, state: Region, prefectures: Iterable[Region], found: Coverage) -> dict:
        empty = format_html("<td>{}</td>", "")
        cells = found.cells
        return {
            "state": state,
            "cells": [
                self._cell(cells[between], state, prefecture)
                if (between := (state.code, prefecture.code)) in cells
                else empty
                for prefecture in prefectures
            ],
        }

    def _cell(self, cell: Cell, state: Region, prefecture: Region) -> str:
        words = _words(cell)
        return format_html(
            '<td class="cover cover--{}"><a href="{}" title="{}"><span aria-hidden="true">{}</span>'
            '<span class="visually-hidden">{}</span></a></td>',
            f"{cell.cover} cover--through" if _is_apart(cell) else cell.cover,
            self._address(cell),
            f"{state.name} – {prefecture.name}: {words}",
            _symbol(cell),
            words,
        )

    def _address(self, cell: Cell) -> str:
        """The one tie of the pair, the list of several, or that of the visits."""
        if len(cell.ties) == 1:
            return cell.ties[0].tie.get_absolute_url()
        return self._list(Partnership, cell) if cell.ties else self._visits(cell)

    def _visits(self, cell: Cell) -> str:
        return self._list(Delegation, cell, ("status", DelegationStatus.COMPLETED.value))

    def _list(self, model, cell: Cell, *more) -> str:
        between = [("state", cell.state), ("prefecture", cell.prefecture), *more]
        return f"{self._list_urls[model]}?{urlencode(between + self._given)}"

    # The same for every cell

    @cached_property
    def _list_urls(self) -> dict[type, str]:
        return {model: section_of(model).list_url() for model in (Partnership, Delegation)}

    @cached_property
    def _given(self) -> list[tuple[str, str]]:
        query = self.request.GET
        return [(name, value) for name in SHARED for value in query.getlist(name) if value]

    @cached_property
    def _columns(self) -> list[tuple[Region, str]]:
        """The prefectures with the addresses of their pages."""
        return [(region, region.get_absolute_url()) for region in self.prefectures]

    def _group(self, state: Region, found: Coverage) -> dict | None:
        """The pairs of one state as a list."""
        pairs = [
            {
                "prefecture": prefecture,
                "prefecture_url": address,
                "kind": cell.cover,
                "symbol": _symbol(cell),
                "words": _words(cell),
                "url": self._address(cell),
                "visits": _number_of_visits(cell.visits) if cell.visits and cell.ties else "",
                "visits_url": self._visits(cell) if cell.visits and cell.ties else "",
            }
            for prefecture, address in self._columns
            if (cell := found.cells.get((state.code, prefecture.code)))
        ]
        return {"state": state, "pairs": pairs} if pairs else None

    def _legend(self, found: Coverage) -> list[dict]:
        query = self.request.GET.copy()
        legend = []
        for cover, number in found.counts.items():
            query["cell"] = cover.value
            legend.append(
                {
                    "kind": cover.value,
                    "symbol": SYMBOLS[cover],
                    "label": cover.label,
                    "meaning": MEANING[cover],
                    "number": number,
                    "url": f"{self.request.path}?{query.urlencode()}#pairs",
                }
            )
        return legend

    def _notices(self, whole: Coverage) -> list[dict]:
        texts = []
        if self.undated:
            texts.append(section_of(Partnership).undated_words(self.undated))
        return [{"kind": "warning", "text": text} for text in texts] + self._left_out(whole)

    def _left_out(self, whole: Coverage) -> list[dict]:
        if not whole.left_out:
            return []
        query = self.request.GET.copy()
        query["unconfirmed"] = "1"
        told = ngettext(
            "%(number)d unconfirmed or exploratory tie is left out.",
            "%(number)d unconfirmed or exploratory ties are left out.",
            whole.left_out,
        ) % {"number": whole.left_out}
        shown = _("Show them")
        address = f"{self.request.path}?{query.urlencode()}"
        link = '{} <a class="screen-only" href="{}">{}</a>'
        return [{"kind": "info", "text": format_html(link, told, address, shown)}]

    def _exports(self, found: Coverage) -> list[dict]:
        number = len(found.cells)
        if not number:
            return []
        words = ngettext("Export this pair", "Export these %(number)d pairs", number)
        labels = {
            "csv": words % {"number": number},
            "xlsx": _("Excel workbook (.xlsx)"),
            "json": _("JSON"),
        }
        query = self.request.GET.copy()
        exports = []
        for form, label in labels.items():
            query["_export"] = form
            exports.append({"label": label, "url": f"{self.request.path}?{query.urlencode()}"})
        return exports

    # The file

    def lines(self) -> list[PairLine]:
        """The pairs shown, by state and prefecture."""
        ties = with_last_contact(self.filters.qs, self.user, self.request.today)
        found = self.shown(self.coverage(ties))
        named = {region.code: region for region in (*self.states, *self.prefectures)}
        return [
            PairLine(cell, named[state], named[prefecture])
            for (state, prefecture), cell in found.cells.items()
        ]

    def export_problems(self) -> list[str]:
        """A sentence for everything that keeps the matrix from being written as a file."""
        problems = [
            f"{name}: {error}" for name, errors in self.filters.errors.items() for error in errors
        ]
        query = self.request.GET
        unknown = [name for name in query if name not in {*self.filters.filters, *CONTROLS}]
        problems += [
            _("This list has no filter “%(name)s”.") % {"name": quoted(name)} for name in unknown
        ]
        if query["_export"] not in FORMATS:
            problems.append(
                _("%(name)s: “%(value)s” is not known; write one of: %(accepted)s.")
                % {
                    "name": "_export",
                    "value": quoted(query["_export"]),
                    "accepted": ", ".join(FORMATS),
                }
            )
        return problems


def _symbol(cell: Cell) -> str:
    return SYMBOLS[cell.cover] + (APART if _is_apart(cell) else "")


def _is_apart(cell: Cell) -> bool:
    return cell.is_through or cell.is_by_stop


def _words(cell: Cell) -> str:
    """The state of a pair in words, with how many visits where there is nothing else."""
    if cell.cover == Cover.VISITS:
        visits = f"{Cover.VISITS.label}, {_number_of_visits(cell.visits)}"
        return _("%(visits)s, by a stop alone") % {"visits": visits} if cell.is_by_stop else visits
    label = str(cell.cover.label)
    standing = Standing(cell.ties[0].tie.standing) if len(cell.ties) == 1 else None
    if standing and cell.cover == Cover.UNSETTLED:
        label = str(standing.label)
    elif standing == Standing.PAUSED and cell.cover == Cover.IN_FORCE:
        label = _("Agreement in force, the tie itself is paused")
    if cell.is_through:
        return _("%(state)s, through a city, association or other body") % {"state": label}
    return label


def _number_of_visits(number: int) -> str:
    return ngettext("%(number)d delegation", "%(number)d delegations", number) % {"number": number}


def _summary(found: Coverage) -> str:
    pairs = len(found.cells)
    return ngettext(
        "%(number)d pair of a state and a prefecture with something recorded.",
        "%(number)d pairs of a state and a prefecture with something recorded.",
        pairs,
    ) % {"number": pairs}
