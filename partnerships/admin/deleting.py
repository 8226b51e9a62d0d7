"""What goes with a removal, or stands in its way, as far as who removes it may see."""

from collections import defaultdict

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.services.merging.relations import owner_of
from partnerships.services.told import seen_among


class NamesWhatIsSeen:
    """Django names whatever hangs on a record; this names what the user may see of it."""

    def get_deleted_objects(self, objs, request):
        """As Django's; what is hidden but stands in the way is told as other records.

        Rows that tie two records and say nothing themselves are not listed.
        """
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        going = [row for rows in collector.model_objs.values() for row in rows]
        seen = {
            row
            for row in seen_among([*going, *collector.protected], request.user)
            if not row._meta.auto_created
        }
        lines = collector.nested(lambda row: self._line(row) if row in seen else None)
        counts = {
            model._meta.verbose_name_plural: len(seen & rows)
            for model, rows in collector.model_objs.items()
            if seen & rows
        }
        lacking = {_kind(row, seen) for row in going if not self._may_go(request, row)}
        needing = self._needing([row for row in collector.protected if row in seen])
        if len(needing) < len(collector.protected):
            needing.append(_("other records"))
        return _seen_lines(lines), counts, lacking, needing

    def _may_go(self, request, row) -> bool:
        """Rows without an admin of their own go with their record."""
        if not self.admin_site.is_registered(type(row)):
            return True
        return self.admin_site.get_model_admin(type(row)).has_delete_permission(request, row)

    def _needing(self, rows) -> list[str]:
        """What stands in the way; a row that has no page says on which record it is."""
        owners = _owners(rows)
        return [
            format_html("{} – {}", self._line(row), self._line(owners[row]))
            if row in owners
            else self._line(row)
            for row in rows
        ]

    def _line(self, row) -> str:
        kind = capfirst(row._meta.verbose_name)
        if not self.admin_site.is_registered(type(row)):
            return f"{kind}: {row}"
        page = f"{self.admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
        url = reverse(page, args=[quote(row.pk)])
        return format_html('{}: <a href="{}">{}</a>', kind, url, row)


def _owners(rows) -> dict:
    """{row: the record that it belongs to}, a query for each kind of record."""
    keys, owned = defaultdict(set), {}
    for row in rows:
        owner = owner_of(row, {})
        if owner and owner != (type(row), row.pk):
            owned[row] = owner
            keys[owner[0]].add(owner[1])
    records = {model: model._base_manager.in_bulk(some) for model, some in keys.items()}
    return {
        row: records[model][key] for row, (model, key) in owned.items() if key in records[model]
    }


def _kind(row, seen) -> str:
    return row._meta.verbose_name if row in seen else _("other records")


def _seen_lines(lines: list) -> list:
    """The nested lines without those of hidden rows and what hangs on these."""
    kept: list = []
    under_hidden = False
    for line in lines:
        if not isinstance(line, list):
            under_hidden = line is None
        if under_hidden:
            continue
        if not isinstance(line, list):
            kept.append(line)
        elif inner := _seen_lines(line):
            kept.append(inner)
    return kept
