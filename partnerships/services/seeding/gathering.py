"""From rows of files to items: tied to their records, with what is made of them."""

from django.utils.translation import gettext as _

from partnerships.choices import Country, OrganisationKind
from partnerships.csvtext import split_values
from partnerships.models import Source
from partnerships.models.sources import cited_models
from partnerships.services.seeding.books import Books, short
from partnerships.services.seeding.files import Row
from partnerships.services.seeding.items import Item
from partnerships.services.seeding.keys import Keys
from partnerships.services.seeding.report import Outcome, Report
from partnerships.services.seeding.table import OWNERS, Table
from partnerships.services.seeding.tables import (
    BY_NAME,
    GOVERNMENTS,
    SOURCINGS,
    TABLES,
)
from partnerships.text import slug_from


class Gathering:
    """All items of the files, those left over from an earlier load, and those made of others."""

    def __init__(self, rows: dict[str, list[Row]], books: Books, keys: Keys, report: Report):
        self.books = books
        self.keys = keys
        self.report = report
        #: Every row of the files in order, dropped ones last.
        self.items: list[Item] = []
        #: What is loaded by itself: records and reference data, in order of loading.
        self.records: list[Item] = []
        self._by_key: dict[tuple[type, str], Item] = {}
        for table in TABLES:
            self._gather(table, rows.get(table.name, []))
        self._gather_dropped({table.file for table in TABLES if table.name in rows})
        for item in self.items:
            self._add_sources(item)
        # Sources refer to nothing and everything may cite them, regions too.
        self.records.sort(key=lambda item: item.table.model is not Source)

    def _gather(self, table: Table, rows: list[Row]) -> None:
        lines: dict[str, int] = {}
        for row in rows:
            item = self._item(table, row)
            first = lines.setdefault(item.key, row.line)
            if first != row.line:
                told = _("“%(key)s” stands on line %(line)d already.")
                item.refuse(self.report, table.key[-1], told % {"key": item.key, "line": first})
                continue
            self.items.append(item)
            if table.relation:
                self._tie(item)
            else:
                self._add_record(item, item.key)
        if table.name == "regions":
            for region in list(self.records):
                self._add_government(region)

    def _item(self, table: Table, row: Row) -> Item:
        item = Item(table, table.file, row.line, row.cells)
        self._remember(item)
        for name in table.columns:
            if name in table.required and not row.cells[name]:
                item.refuse(self.report, name, _("This must be filled in."))
        return item

    def _remember(self, item: Item) -> None:
        book = self.books.get((item.file, short(item.key)))
        if book:
            item.last, item.last_pk = book.values["cells"], book.values["pk"]

    def _add_record(self, item: Item, key: str) -> None:
        item.name = key
        self.records.append(item)
        self._by_key[item.table.model, key] = item
        self.keys.to_come.add((item.table.model, key))

    def _add_government(self, region: Item) -> None:
        """The region's government, named as the region is."""
        item = Item(GOVERNMENTS, region.file, region.line, _government(region.cells))
        item.last = _government(region.last) if region.last else None
        item.origin = region
        item.is_refused = region.is_refused
        self._add_record(item, region.cells["code"])

    def _tie(self, item: Item) -> None:
        """Add a row to the record that it belongs to."""
        owner = self._owner(item)
        if owner is None:
            self._refuse_owner(item)
        else:
            item.owner = owner
            owner.rows.append(item)

    def _owner(self, item: Item) -> Item | None:
        model = _owner_model(item)
        return self._by_key.get((model, item.cells[item.table.owner[-1]])) if model else None

    def _refuse_owner(self, item: Item) -> None:
        model, column = _owner_model(item), item.table.owner[-1]
        if model:
            told = _("“%(key)s” is no %(kind)s of these files.")
            values = {"key": item.cells[column], "kind": model._meta.verbose_name}
        else:
            told = _("“%(key)s” has no citations or figures; write one of %(kinds)s.")
            kinds = ", ".join(sorted(model._meta.model_name for model in cited_models()))
            values = {"key": item.cells[OWNERS[0]], "kinds": kinds}
            column = OWNERS[0]
        if not item.is_refused:
            item.refuse(self.report, column, told % values)

    def _gather_dropped(self, files: set[str]) -> None:
        """Rows loaded once that are no longer in their files; an absent file says nothing."""
        present = {(item.file, short(item.key)) for item in self.items}
        for place, book in self.books.items():
            if place in present or book.file not in files:
                continue
            table = BY_NAME[book.file.removesuffix(".csv")]
            item = Item(table, book.file, None, book.values["cells"], is_dropped=True)
            item.last, item.last_pk = book.values["cells"], book.values["pk"]
            owner = self._owner(item) if table.relation else None
            if owner:
                self._drop(item, owner)
            else:
                told = _("“%(key)s” is no longer in the file; what was loaded stays.")
                self.report.tell(Outcome.KEPT, item.file, None, "", told % {"key": item.key})

    def _drop(self, item: Item, owner: Item) -> None:
        self.items.append(item)
        successor = next((row for row in owner.rows if row.replaces(item)), None)
        if successor:
            successor.follow(item)
            item.is_followed = True
        else:
            item.owner = owner
            owner.rows.append(item)

    def _add_sources(self, item: Item) -> None:
        """A citation for each source that the row names, and those it named at the last load."""
        if item.is_refused or item.is_followed or "sources" not in item.cells:
            return
        record = item.owner or item
        named = {} if item.is_dropped else _sourcings(item, (item.last or {}) | item.cells)
        earlier = _sourcings(item, item.last or {})
        for slug in {**named, **earlier}:
            citation = Item(SOURCINGS, item.file, item.line, named.get(slug) or earlier[slug])
            citation.last = earlier.get(slug)
            citation.is_dropped = slug not in named
            citation.owner, citation.origin, citation.origin_column = record, item, "sources"
            citation.about = item if item.owner else None
            record.rows.append(citation)


def _owner_model(item: Item):
    owner = item.table.owner
    if owner == OWNERS:
        models = {model._meta.model_name: model for model in cited_models()}
        return models.get(item.cells[OWNERS[0]])
    return item.table.model._meta.get_field(owner[0]).related_model


def _government(region: dict[str, str]) -> dict[str, str]:
    return {
        "slug": slug_from(region["name_en"]),
        "name": region["name_en"],
        "name_ja": region["name_ja"],
        "name_hi": region["name_hi"],
        "kind": OrganisationKind.REGIONAL_GOVERNMENT.value,
        "country": Country(region["code"][:2]).value,
        "region": region["code"],
    }


def _sourcings(item: Item, cells: dict[str, str]) -> dict[str, dict[str, str]]:
    return {
        slug: {
            "field": item.table.relation,
            "row": "",
            "source": slug,
            "confidence": cells.get("confidence", ""),
        }
        for slug in split_values(cells.get("sources", ""))
    }
