"""Charts of record pages, each with its numbers as a table that leads to the records."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.choices import DelegationStatus, Direction
from partnerships.metrics.per_year import MissionsCounted
from partnerships.views.bars import ABOVE, BELOW, HEIGHT, columns, lengths

SIDES = ("india", "japan")  # of those who travel, as the style sheets call them
WAYS = (Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA)


def visits(counted: MissionsCounted, **query) -> dict:
    """Completed missions by year each way, and by sector.

    `query` are the filters by which the list of delegations has just those that were counted.
    """
    return {
        "visits_chart": _per_year(counted.per_year, query),
        "sectors_chart": _per_sector(counted.per_sector, query),
    }


def _per_year(counted, query) -> dict | None:
    """What components/column_chart.html draws; None where no year is known."""
    if not counted.years:
        return None
    rows = [(str(one.year), (one.to_japan, one.to_india)) for one in counted.years]
    places = columns(rows)
    top = min(column.y for place in places for column in place.columns) - ABOVE
    return {
        # Where no year has many missions the room above the highest column is left out.
        "top": _written(top),
        "height": _written(ABOVE + HEIGHT + BELOW - top),
        "base": _written(ABOVE + HEIGHT),
        "names_y": _written(ABOVE + HEIGHT + 18),
        "series": [
            {"side": SIDES[0], "label": _("India to Japan")},
            {"side": SIDES[1], "label": _("Japan to India")},
        ],
        "places": [_place(place) for place in places],
        "rows": [
            {
                "name": name,
                "cells": [
                    {"number": number, "url": _list(query, started=name, direction=way)}
                    for number, way in zip(numbers, WAYS, strict=True)
                ],
            }
            for name, numbers in reversed(rows)
        ],
        "note": _note(counted.unplaced),
    }


def _note(unplaced) -> str:
    told = _("Completed missions, each counted once, in the year that it starts in.")
    if not unplaced:
        return told
    apart = ngettext(
        "Of %(number)d the year is not certain; it is not drawn.",
        "Of %(number)d the year is not certain; they are not drawn.",
        unplaced,
    )
    return f"{told} {apart % {'number': unplaced}}"


def _place(place) -> dict:
    return {
        "name": place.name if place.is_named else "",
        "middle": _written(place.middle),
        "columns": [
            {
                "side": SIDES[column.series],
                "x": _written(column.x),
                "y": _written(column.y),
                "width": _written(column.width),
                "height": _written(column.height),
                "number": column.value,
                "number_x": _written(column.x + column.width / 2),
                "number_y": _written(column.y - 5),
            }
            for column in place.columns
            if column.value
        ],
    }


def _per_sector(counted, query) -> dict | None:
    """What components/bar_chart.html draws; None without a sector."""
    if not counted:
        return None
    shares = lengths([one.number for one in counted])
    return {
        "head": _("Sector"),
        "rows": [
            {
                "name": str(one.sector),
                "bars": [
                    {
                        "length": _written(share),
                        "number": one.number,
                        "kind": "plain",
                        "url": _list(query, sector=one.sector.slug),
                    }
                ],
            }
            for one, share in zip(counted, shares, strict=True)
        ],
        "note": _(
            "Completed missions by group of sectors; one of several sectors counts in each group."
        ),
    }


def planned_and_actual(rows) -> dict | None:
    """Bars of (name, planned, actual) quantities; None where no number is known.

    A planned number is drawn hollow, so that it is not taken for done.
    """
    numbers = [
        float(quantity.number)
        for _name, *both in rows
        for quantity in both
        if quantity.number is not None
    ]
    if not any(numbers):
        return None
    most = max(numbers)
    return {
        "rows": [
            {"name": name, "bars": list(_both(planned, actual, most))}
            for name, planned, actual in rows
        ],
        "note": _("Hollow bars are planned or expected numbers, filled ones what is recorded."),
    }


def _both(planned, actual, most):
    for kind, quantity in (("hollow", planned), ("plain", actual)):
        if quantity.number is not None:
            length = 100 * float(quantity.number) / most
            yield {"length": _written(length), "number": quantity.display(), "kind": kind}


def _list(query, **more) -> str:
    """The list of those counted; undated and uncertain ones are in no year of it."""
    asked = {**query, "status": DelegationStatus.COMPLETED, **more}
    return f"{reverse('delegations_list')}?{urlencode(asked)}"


def _written(value: float) -> str:
    return f"{value:.1f}"
