"""A timeline as picture: the entries of the list on an axis of years."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from partnerships.views.time_axis import LANE, WIDTH, Shape, drawn

#: The parts of the picture from top to bottom.
GROUPS = {
    "agreements": gettext_lazy("Agreements"),
    "events": gettext_lazy("Events"),
    "to_japan": pgettext_lazy("timeline", "To Japan"),
    "to_india": pgettext_lazy("timeline", "To India"),
    "elsewhere": pgettext_lazy("timeline", "Elsewhere"),
    "cohorts": gettext_lazy("Cohorts"),
}
SIDES = {"to_japan": "india", "to_india": "japan"}
#: What is not known to have taken place is drawn hollow, what did not is crossed.
HOLLOW = ("planned", "confirmed", "explored", "unrecorded", "postponed")
BAR = 12.0  # within the height of a lane


def picture_of(entries, on: date) -> dict | None:
    """What components/timeline_picture.html draws of entries of `timelines`; None for nothing.

    It stands over the list of the same entries, which is its equal in words.
    """
    spans = [entry["span"] for entry in entries]
    picture = drawn(spans, list(GROUPS), on)
    if picture is None:
        return None
    by_span = {id(entry["span"]): entry for entry in entries}
    bottom = picture.height
    return {
        "height": _number(bottom + 24),
        "bottom": _number(bottom),
        "label_y": _number(bottom + 17),
        "ticks": [{"year": year, "x": _number(x)} for year, x in picture.axis.ticks()],
        "today": _number(picture.today),
        "today_anchor": "end" if picture.today > WIDTH - 40 else "middle",
        "groups": [
            {"label": GROUPS[name], "y": _number(y + BAR - 1), "side": SIDES.get(name, name)}
            for name, y in picture.groups
        ],
        "shapes": [_shape(shape, by_span[id(shape.span)]) for shape in picture.shapes],
        "unknown": sum(not span.can_be_drawn for span in spans),
    }


def _shape(shape: Shape, entry) -> dict:
    """A mark with its link; lengths are written for SVG, not for readers."""
    state = entry["state"]
    top = shape.y + (LANE - BAR) / 2 - 3
    return {
        "shape": shape.shape,
        "x": _number(shape.x),
        "y": _number(top),
        "width": _number(max(shape.width, 2.0)),
        "middle": _number(top + BAR / 2),
        "end": _number(shape.x + shape.width),
        "center": _number(shape.x + shape.width / 2),
        "classes": " ".join(filter(None, _classes(shape, state))),
        "url": entry["url"],
        "title": _title(entry),
        "crossed": state == "cancelled",
        "endless": entry.get("endless", False),
    }


def _classes(shape, state):
    yield f"mark--{shape.span.group.replace('_', '-')}"
    yield f"mark--{SIDES[shape.span.group]}" if shape.span.group in SIDES else ""
    yield "mark--hollow" if state in HOLLOW else ""
    yield "mark--crossed" if state == "cancelled" else ""


def _title(entry) -> str:
    words = {
        "date": entry["date_text"],
        "title": entry["title"],
        "kind": entry["kind_label"],
        "state": entry["state_label"],
    }
    return _("%(date)s: %(title)s (%(kind)s, %(state)s)") % words


def _number(value: float) -> str:
    return f"{value:.1f}"
