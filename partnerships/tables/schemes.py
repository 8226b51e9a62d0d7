"""Initiatives, exchange programmes and targets in tables."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.tables.base import (
    ChoiceColumn,
    Column,
    DateColumn,
    ListColumn,
    OwnNameColumn,
    QuantityColumn,
    SourceCountColumn,
    Table,
    TitleColumn,
    parties_cell,
    unknown,
)
from partnerships.tables.meetings import SpanColumn, StateColumn
from partnerships.tables.sorting import by_date, by_number, by_reference, by_text


class MembersColumn(Column):
    """How many members are named, and of how many declared."""

    def render(self, record):
        named, declared = record.named_count, record.declared_size
        if declared:
            return _("%(named)d of %(declared)d named") % {"named": named, "declared": declared}
        if not named:
            return unknown()
        return ngettext("%(named)d named", "%(named)d named", named) % {"named": named}


class InitiativeTable(Table):
    name = OwnNameColumn(gettext_lazy("Initiative"), sort=by_text("name_folded"))
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    launched = DateColumn(gettext_lazy("Launched"), sort=by_date("launched"))
    hedge = ChoiceColumn(gettext_lazy("How firm"), sort=by_text("hedge"))
    declared_size = MembersColumn(
        gettext_lazy("Members"), empty_values=(), sort=by_number("declared_size")
    )
    sectors = ListColumn(gettext_lazy("Sectors"))
    source_count = SourceCountColumn(sort=by_number("source_count"))

    default_sort = "name"


class ProgrammePartiesColumn(Column):
    """Who sends, who receives; those that do both or organise stand with the senders."""

    def render(self, record):
        rows = record.parties.all()
        receiving = [row.organisation for row in rows if row.role == "receiving"]
        others = [row.organisation for row in rows if row.role != "receiving"]
        return parties_cell(others, receiving)


class PeriodColumn(SpanColumn):
    """From start to end as far as they are known, else the words of the source."""

    def render(self, record):
        if record.period_text and not record.start.is_known and not record.end.is_known:
            return record.period_text
        return super().render(record)


class ProgrammeTable(Table):
    title = TitleColumn(gettext_lazy("Title"), sort=by_text("title_folded"))
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    parties = ProgrammePartiesColumn(gettext_lazy("Parties"))
    direction = ChoiceColumn(gettext_lazy("Direction"), sort=by_text("direction"), css="together")
    start = PeriodColumn(gettext_lazy("When"), sort=by_date("start"))
    stage = StateColumn(gettext_lazy("Stage"), sort=by_text("stage"))
    source_count = SourceCountColumn(sort=by_number("source_count"))
    ref = Column(
        gettext_lazy("Reference"), accessor="reference", sort=by_reference(), css="reference"
    )

    default_sort = "-start"


class AboutColumn(Column):
    """What a target is set for."""

    def render(self, record):
        about = [record.initiative, record.partnership, record.region]
        return ", ".join(str(one) for one in about if one) or unknown()


class TargetTable(Table):
    title = TitleColumn(gettext_lazy("What is aimed at"), sort=by_text("title_folded"))
    value = QuantityColumn(gettext_lazy("Value"), sort=by_number("value_number"))
    unit = Column(gettext_lazy("Unit"), sort=by_text("unit"))
    hedge = ChoiceColumn(gettext_lazy("How firm"), sort=by_text("hedge"))
    start = PeriodColumn(gettext_lazy("Period"), sort=by_date("start"))
    about = AboutColumn(gettext_lazy("Set for"), empty_values=())
    source_count = SourceCountColumn(sort=by_number("source_count"))
    ref = Column(
        gettext_lazy("Reference"), accessor="reference", sort=by_reference(), css="reference"
    )

    default_sort = "-start"
