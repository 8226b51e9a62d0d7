"""The base of all tables: columns that declare how they sort, cells drawn by components."""

from collections.abc import Mapping, Sequence

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2.columns.base import LinkTransform

from partnerships.choices import Country
from partnerships.models.base import Record
from partnerships.services.audience import narrow_badge
from partnerships.tables.sorting import Sort, by_number

SIDES = {Country.INDIA: "India", Country.JAPAN: "Japan"}


def unknown() -> str:
    """How a cell without a value reads."""
    return format_html('<span class="unknown">{}</span>', _("unknown"))


class Column(tables.Column):
    """A column that sorts by `sort`, or not at all; its name is the column's name in exports."""

    def __init__(self, verbose_name, *, sort: Sort | None = None, css: str = "", **more):
        attrs = {"cell": {"class": css}} if css else {}
        more.setdefault("default", unknown)
        super().__init__(verbose_name, orderable=sort is not None, attrs=attrs, **more)
        self.sort = sort

    def order(self, queryset, is_descending):
        return queryset, True  # `ordered` has done it, for pages and files alike


class _WithWhoSeesIt(LinkTransform):
    """The link, and after it who sees the record where it is not open to all."""

    def __call__(self, content, **cell):
        drawn = super().__call__(content, **cell)
        record, today = cell["record"], getattr(cell["table"], "today", None)
        if today is None or not isinstance(record, Record):
            return drawn
        badge = narrow_badge(record, today)
        if badge is None:
            return drawn
        return format_html('{} <span class="seen-by">{}</span>', drawn, badge_cell(**badge))


class NameColumn(Column):
    """The record's name, leading to its page, and who sees it where not everybody does.

    Visitors see nothing but what is public, so that no badge stands in their lists.
    """

    def __init__(self, verbose_name, **more):
        super().__init__(verbose_name, linkify=True, **more)
        self.link = _WithWhoSeesIt(accessor=self.accessor, attrs=self.attrs.get("a", {}))


class TitleColumn(NameColumn):
    """The title in the reader's language, else as first written."""

    def render(self, record):
        return record.shown_title


class OwnNameColumn(NameColumn):
    """The record as it calls itself in the reader's language."""

    def __init__(self, verbose_name, **more):
        super().__init__(verbose_name, accessor="pk", **more)

    def render(self, record):
        return str(record)


class DateColumn(Column):
    """A partial date, or with `end` a span of two."""

    def __init__(self, verbose_name, **more):
        super().__init__(verbose_name, css="date", **more)

    def render(self, value):
        return value.display() if value.is_known or value.text else unknown()


class ChoiceColumn(Column):
    """The words of a choice."""

    def render(self, record, bound_column):
        return getattr(record, f"get_{bound_column.accessor}_display")()


class QuantityColumn(Column):
    """A number with the words of its source."""

    def __init__(self, verbose_name, **more):
        super().__init__(verbose_name, css="number", **more)

    def render(self, value):
        return value.display() or unknown()


class ListColumn(Column):
    """Several linked records by name."""

    def render(self, value):
        return ", ".join(str(row) for row in value.all()) or unknown()


class SourceCountColumn(Column):
    """How many sources a record has; none is said in words."""

    def __init__(self, **more):
        super().__init__(gettext_lazy("Sources"), css="number", **more)

    def render(self, value):
        return value or format_html('<span class="unknown">{}</span>', _("none"))


#: What the list of every record can be sorted by without showing it.
HIDDEN_SORTS: dict[str, Sort] = {"updated_at": by_number("updated_at")}


class Table(tables.Table):
    """A table whose default order and columns the section's page and its exports share."""

    #: The column that the list is ordered by unasked, as `?sort=` would say it.
    default_sort = ""
    #: What the list can be sorted by without showing it.
    hidden_sorts: Mapping[str, Sort] = HIDDEN_SORTS

    class Meta:
        order_by_field = "sort"
        page_field = "page"
        per_page_field = "per_page"


def sortable(table_class) -> dict[str, Sort]:
    """What `?sort=` accepts, each also with a minus before it: columns as the exports name them."""
    columns = table_class.base_columns.items()
    hidden = dict(table_class.hidden_sorts)
    return hidden | {name: column.sort for name, column in columns if column.sort}


def ordered(table_class, found, names: Sequence[str]):
    """The records in the order of the columns `names` (a minus reverses), ties by key.

    Without names the records keep the order they have.
    """
    if not names:
        return found
    sorts = sortable(table_class)
    expressions = [
        expression
        for name in names
        for expression in sorts[name.removeprefix("-")](name.startswith("-"))
    ]
    return found.order_by(*expressions, *_by_key(found.model))


def _by_key(model) -> tuple[str, ...]:
    names = {field.name for field in model._meta.fields}
    if "reference_number" in names:
        return "reference_year", "reference_number"
    return next(((name,) for name in ("slug", "code") if name in names), ("-pk",))


def party(organisation, **more) -> dict:
    """An organisation for the party components; a government leads to its region's page."""
    holder = organisation.region if organisation.is_regional_government else organisation
    return {
        "name": str(organisation),
        "url": holder.get_absolute_url(),
        "side": SIDES.get(organisation.side, ""),
        **more,
    }


def parties_cell(first, second=(), more: str = "") -> str:
    """All parties of both sides as the components draw them, or "unknown" where there is none."""
    if not first and not second and not more:
        return unknown()
    context = {
        "first": [party(organisation) for organisation in first],
        "second": [party(organisation) for organisation in second],
        "more": more,
    }
    return render_to_string("partnerships/components/parties.html", context)


def state_badge(record, today) -> dict:
    """The status or stage on the day `today`: a plan whose days are over is not shown as done."""
    state = record.state_on(today)
    if state == "outcome_not_recorded":
        return {"kind": "unrecorded", "text": _("Outcome not recorded")}
    label = record.get_status_display() if hasattr(record, "status") else record.get_stage_display()
    return {"kind": state, "text": label}


def badge_cell(kind: str, text: str) -> str:
    context = {"kind": kind, "text": text, "bare": True}
    return render_to_string("partnerships/components/badge.html", context)
