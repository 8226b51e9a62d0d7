"""Partnerships and agreements in tables."""

from django.db.models import Case, F, When
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.choices import Country, Standing
from partnerships.metrics.endings import ending_of
from partnerships.metrics.lights import last_contact, light_of_tie
from partnerships.tables.base import (
    HIDDEN_SORTS,
    ChoiceColumn,
    Column,
    DateColumn,
    ListColumn,
    SourceCountColumn,
    Table,
    TitleColumn,
    badge_cell,
    parties_cell,
)
from partnerships.tables.meetings import StateColumn
from partnerships.tables.sorting import by_date, by_number, by_reference, by_text


def _by_light(descending: bool) -> list:
    """By the last contact of those in force, coldest first; others have no light."""
    light = Case(When(standing=Standing.IN_FORCE, then=F("contact_text")))
    return [light.desc(nulls_last=True) if descending else light.asc(nulls_last=True)]


class LightColumn(Column):
    """The light of a tie in force with its last contact; the standing of any other."""

    def render(self, record, table):
        light = light_of_tie(record, table.today)
        if light is None:
            return badge_cell(record.standing, record.get_standing_display())
        last = last_contact(record)
        since = last.stated.display() if last else _("no contact recorded")
        badge = badge_cell(light, light.label)
        return format_html('{}<br><span class="table__note">{}</span>', badge, since)


class TiePartiesColumn(Column):
    def render(self, record):
        return parties_cell(record.side(Country.INDIA), record.side(Country.JAPAN))


class PartnershipTable(Table):
    light = LightColumn(gettext_lazy("Light, last contact"), accessor="pk", sort=_by_light)
    title = TitleColumn(gettext_lazy("Partnership"), sort=by_text("title_folded"))
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    parties = TiePartiesColumn(gettext_lazy("Parties"))
    begun = DateColumn(gettext_lazy("Begun"), sort=by_date("begun"))
    sectors = ListColumn(gettext_lazy("Sectors"))
    source_count = SourceCountColumn(sort=by_number("source_count"))

    default_sort = "title"
    row_header = "title"
    hidden_sorts = HIDDEN_SORTS | {"standing": by_text("standing")}


class AgreementPartiesColumn(Column):
    def render(self, record):
        sides = {country: [] for country in (Country.INDIA, Country.JAPAN)}
        others = []
        for organisation in record.parties():
            sides.get(organisation.side, others).append(organisation)
        return parties_cell([*sides[Country.INDIA], *others], sides[Country.JAPAN])


class EndsColumn(DateColumn):
    """The end of the term, and a warning where it is near or over without a renewal."""

    def render(self, record, value, table):
        date = super().render(value)
        if record.is_open_ended:
            return _("without an end")
        ending = ending_of(record, table.today)
        if ending is None:
            return date
        return format_html("{}<br>{}", date, badge_cell(ending.kind, ending.short_text))


class AgreementTable(Table):
    title = TitleColumn(gettext_lazy("Title"), sort=by_text("title_folded"))
    signed = DateColumn(gettext_lazy("Signed"), sort=by_date("signed"))
    parties = AgreementPartiesColumn(gettext_lazy("Parties"))
    stage = StateColumn(gettext_lazy("Stage"), sort=by_text("stage"))
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    ends = EndsColumn(gettext_lazy("Ends"), sort=by_date("ends"))
    partnership = Column(gettext_lazy("Partnership"), linkify=True)
    source_count = SourceCountColumn(sort=by_number("source_count"))
    ref = Column(
        gettext_lazy("Reference"), accessor="reference", sort=by_reference(), css="reference"
    )

    default_sort = "-signed"
