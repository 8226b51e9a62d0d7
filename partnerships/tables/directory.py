"""Regions, organisations, people and sources in tables."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.tables.base import (
    SIDES,
    ChoiceColumn,
    Column,
    DateColumn,
    NameColumn,
    OwnNameColumn,
    SourceCountColumn,
    Table,
    unknown,
)
from partnerships.tables.sorting import by_date, by_number, by_text


class RegionTable(Table):
    name_en = NameColumn(gettext_lazy("Name"), accessor="name", sort=by_text("name_folded"))
    name_ja = Column(gettext_lazy("In Japanese"), sort=by_text("name_ja"))
    name_hi = Column(gettext_lazy("In Hindi"), sort=by_text("name_hi"))
    capital_en = Column(gettext_lazy("Capital"), accessor="capital", sort=by_text("capital_en"))
    code = Column(gettext_lazy("Code"), sort=by_text("code"), css="reference")

    default_sort = "name_en"


class StateTable(RegionTable):
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))

    class Meta(Table.Meta):
        sequence = ("name_en", "kind", "...")


class CountryColumn(Column):
    def render(self, value):
        return {"India": _("India"), "Japan": _("Japan")}.get(SIDES.get(value, ""), value)


class OrganisationTable(Table):
    name = OwnNameColumn(gettext_lazy("Organisation"), sort=by_text("name_folded"))
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    country = CountryColumn(gettext_lazy("Country"), sort=by_text("country"))
    region = Column(gettext_lazy("Region"), linkify=True, sort=by_text("region__name_folded"))
    parent = Column(gettext_lazy("Member of"), linkify=True, default="")
    source_count = SourceCountColumn(sort=by_number("source_count"))

    default_sort = "name"


class PostsColumn(Column):
    def render(self, record):
        return ", ".join(str(row.post) for row in record.holdings.all()) or unknown()


class PersonTable(Table):
    name = NameColumn(gettext_lazy("Name"), sort=by_text("name_folded"))
    name_local = Column(gettext_lazy("In its own script"), sort=by_text("name_local"))
    posts = PostsColumn(gettext_lazy("Posts"), empty_values=())
    source_count = SourceCountColumn(sort=by_number("source_count"))

    default_sort = "name"


class SourceTable(Table):
    title = NameColumn(gettext_lazy("Title"), sort=by_text("title_folded"))
    publisher = Column(gettext_lazy("Publisher"), sort=by_text("publisher"))
    published = DateColumn(gettext_lazy("Published"), sort=by_date("published"))
    level = ChoiceColumn(gettext_lazy("Level"), sort=by_text("level"))
    use_count = Column(gettext_lazy("Used for"), sort=by_number("use_count"), css="number")

    default_sort = "title"
