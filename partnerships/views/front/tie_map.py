"""What components/tile_map.html draws: tiles, ties between them, and the same as a list."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.choices import Country, Light, Standing
from partnerships.filters.tie_map import TieMapFilters
from partnerships.metrics.tie_map import WARMTH, Tie, TiedPair, TieMap, tie_map
from partnerships.models import Partnership, Region
from partnerships.views.front import geometry

LIGHT_WORDS = {
    Light.ACTIVE: gettext_lazy("contact within 12 months"),
    Light.COOLING: gettext_lazy("last contact 12 to 24 months ago"),
    Light.QUIET: gettext_lazy("no contact recorded for over 24 months"),
}
LEFT_OUT = (Standing.UNCONFIRMED.value, Standing.EXPLORATORY.value)
#: Of more ties of one pair the list tells the number.
MOST_OF_A_PAIR = 5


class TieMapPage:
    """The map as a request asks for it. `filters` narrow it; a wrong value leaves it empty."""

    def __init__(self, request):
        self.request = request
        visible = Partnership.objects.visible_to(request.user)
        self.filters = TieMapFilters(request.GET, visible, request=request)
        found = self.filters.qs if self.filters.is_valid() else visible.none()
        self.is_filtered = bool(self.filters.chosen()) or not self.filters.is_valid()
        self.chosen = found.established() if self.is_filtered else None
        self.left_out = found.filter(standing__in=LEFT_OUT)

    def context(self, ties: Iterable[Tie], left_out: int, regions: dict[str, Region]) -> dict:
        """What the template draws of the `ties` chosen; `left_out` are counted, not drawn."""
        told = tie_map(ties, self.request.user)
        return {
            "form": self.filters.form,
            "chips": self.filters.chosen(),
            "is_filtered": self.is_filtered,
            "clear_url": self.request.path,
            "summary": _summary(told) if self.filters.is_valid() else _no_tie(),
            "left_out": _left_out(left_out),
            "left_out_url": self._left_out_url(),
            "drawing": _drawing(told, regions),
            "states": _as_list(told, regions),
            "unplaced": [_tie_line(tie) for tie in told.unplaced],
            "light_words": LIGHT_WORDS,
        }

    def _left_out_url(self) -> str:
        given = [(name, raw) for name, raw, _label, _words in self.filters.chosen()]
        query = [("standing", standing) for standing in LEFT_OUT]
        return f"{reverse('partnerships_list')}?{urlencode(query + given)}"


def _no_tie() -> str:
    return _("No tie is shown until the filter marked above is corrected.")


def _summary(told: TieMap) -> str:
    """ "31 ties between 12 states and 17 prefectures." """
    ties, states = len(told.ties), len({pair.state for pair in told.pairs})
    prefectures = len({pair.prefecture for pair in told.pairs})
    return _("%(ties)s between %(states)s and %(prefectures)s.") % {
        "ties": _number_of_ties(ties),
        "states": _number_of_partners(Country.JAPAN, states),
        "prefectures": _number_of_partners(Country.INDIA, prefectures),
    }


def _number_of_ties(number: int) -> str:
    return ngettext("%(number)d tie", "%(number)d ties", number) % {"number": number}


def _number_of_partners(country: str, number: int) -> str:
    """How many partners a region of the country has, in words of the other country."""
    if country == Country.JAPAN:
        words = ngettext("%(number)d state", "%(number)d states", number)
    else:
        words = ngettext("%(number)d prefecture", "%(number)d prefectures", number)
    return words % {"number": number}


def _left_out(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)d unconfirmed or exploratory tie is left out.",
        "%(number)d unconfirmed or exploratory ties are left out.",
        number,
    ) % {"number": number}


def _kind(light: Light | None) -> str:
    """The word for a light in classes and marks."""
    return light.value if light else "none"


# The drawing


def _drawing(told: TieMap, regions: dict[str, Region]) -> dict:
    corners = {code: corner for code, region in regions.items() if (corner := _corner(region))}
    drawn = [pair for pair in told.pairs if pair.state in corners and pair.prefecture in corners]
    lines = {
        (pair.state, pair.prefecture): _line(pair, corners, index)
        for index, pair in enumerate(drawn)
    }
    countries = {
        name: {
            "view_box": " ".join(map(str, geometry.VIEWS[country])),
            "tiles": [
                _tile(regions[code], told, regions, corners, lines)
                for code in corners
                if code.startswith(country)
            ],
        }
        for name, country in (("india", Country.INDIA), ("japan", Country.JAPAN))
    }
    return {
        **countries,
        "view_box": f"0 0 {geometry.WIDTH} {geometry.HEIGHT}",
        "lines": lines.values(),
        "caption_x": geometry.CAPTION[0],
    }


def _corner(region) -> geometry.Point | None:
    """None for a region that has no place on the map."""
    if region.tile_row is None or region.tile_column is None:
        return None
    return geometry.corner(region.country, region.tile_row, region.tile_column)


def _line(pair: TiedPair, corners, index: int) -> dict:
    curve = geometry.curve(corners[pair.state], corners[pair.prefecture])
    return {
        "id": f"tie-{index}",
        "kind": _kind(pair.light),
        "is_through": not pair.own,
        "path": curve.path,
        "mark": curve.at_x(geometry.MARKS[index % len(geometry.MARKS)]),
    }


def _tile(region, told: TieMap, regions, corners, lines) -> dict:
    x, y = corners[region.code]
    pairs, own = told.of.get(region.code, ()), told.own_ties(region.code)
    through = told.ties_through(region.code)
    drawn = [pair for pair in pairs if (pair.state, pair.prefecture) in lines]
    title = tile_title(region, own, through, [pair for pair in pairs if pair.own])
    return {
        "code": region.code,
        "url": region.get_absolute_url(),
        "title": title,
        "x": x,
        "y": y,
        "level": geometry.level(len(own)),
        "dot": (x + geometry.TILE - 6, y + 6) if through else None,
        "name": _name_lines(region, x, y),
        "lines": [lines[pair.state, pair.prefecture] for pair in drawn],
        "rings": [corners[_partner(pair, region)] for pair in drawn],
        "caption": _caption(region, pairs, regions) if pairs else [],
        "caption_y": geometry.CAPTION[1],
    }


def _partner(pair: TiedPair, region) -> str:
    return pair.prefecture if region.code == pair.state else pair.state


def tile_title(region, own, through, pairs) -> str:
    """ "Gujarat: 2 ties with 2 prefectures; 1 tie through a city or another body." """
    if not own and not through:
        return _("%(region)s: no tie recorded") % {"region": region.name}
    told = []
    if own:
        partners = _number_of_partners(region.country, len(pairs))
        words = {"ties": _number_of_ties(len(own)), "partners": partners}
        told.append(_("%(ties)s with %(partners)s") % words)
    if through:
        words = {"ties": _number_of_ties(len(through))}
        told.append(_("%(ties)s through a city or another body") % words)
    return _("%(region)s: %(ties)s") % {"region": region.name, "ties": "; ".join(told)}


def _name_lines(region, x: float, y: float) -> list[dict]:
    """The name as it fits the tile: a state's letters of its code, a prefecture's name."""
    if region.country == Country.INDIA:
        lines: tuple[str, ...] = (region.code[3:],)
    else:
        lines = geometry.lines_of(geometry.short_prefecture(region.name))
    first = y + geometry.TILE / 2 + (5 if len(lines) == 1 else -2)
    middle = x + geometry.TILE / 2
    return [{"text": text, "x": middle, "y": first + 13 * at} for at, text in enumerate(lines)]


def _caption(region, pairs, regions) -> list[dict]:
    """The lines that show while the tile is pointed at."""
    most = geometry.MOST_LINES
    shown = pairs if len(pairs) <= most else pairs[: most - 1]
    told = [
        {"kind": _kind(pair.light), "text": _partner_line(pair, regions[_partner(pair, region)])}
        for pair in shown
    ]
    if len(pairs) > len(shown):
        more = {"number": len(pairs) - len(shown)}
        told.append({"kind": "", "text": _("and %(number)d more, in the list") % more})
    first = geometry.CAPTION[1] + 6
    return [{**line, "y": first + geometry.LINE * at} for at, line in enumerate(told, 1)]


def _partner_line(pair: TiedPair, partner) -> str:
    words = {"partner": partner.name, "ties": _number_of_ties(len(pair.ties))}
    words["light"] = _light_words(min(pair.own or pair.through, key=_warmth))
    if pair.own:
        return _("%(partner)s: %(ties)s, %(light)s") % words
    return _("%(partner)s: %(ties)s, %(light)s, through a city or another body") % words


def _warmth(tie: Tie) -> int:
    return WARMTH.index(tie.light)


def _light_words(tie: Tie) -> str:
    """The light in words, of a tie without one its standing."""
    if tie.light:
        return str(LIGHT_WORDS[tie.light])
    return tie.partnership.get_standing_display()


# The list


def _as_list(told: TieMap, regions) -> list[dict]:
    """State by state its partners, with every tie, its light in words and a link."""
    found: dict[str, dict] = {}
    for pair in told.pairs:
        state, prefecture = regions[pair.state], regions[pair.prefecture]
        entry = found.setdefault(pair.state, {**_named(state), "partners": []})
        own = [_tie_line(tie) for tie in pair.own]
        lines = own + [_tie_line(tie, through=True) for tie in pair.through]
        more = len(lines) - MOST_OF_A_PAIR
        entry["partners"].append(
            {**_named(prefecture), "ties": lines[:MOST_OF_A_PAIR], "more": max(more, 0)}
        )
    return sorted(found.values(), key=lambda entry: entry["name"].casefold())


def _named(region) -> dict:
    return {"name": region.name, "url": region.get_absolute_url()}


def _tie_line(tie: Tie, *, through: bool = False) -> dict:
    return {
        "text": tie.partnership.shown_title,
        "url": tie.partnership.get_absolute_url(),
        "kind": _kind(tie.light) if tie.light else tie.partnership.standing,
        "words": _light_words(tie),
        "is_through": through,
    }
