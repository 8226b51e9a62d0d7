"""Which records the rows of a file are, and what is recorded of them today."""

import unicodedata

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from partnerships.choices import ImportPolicy, ImportState
from partnerships.dateforms import quoted
from partnerships.models import ImportedRow, MergedRecord
from partnerships.services.importing.desk import CellRefused
from partnerships.services.importing.lines import Line, title_of
from partnerships.services.importing.tables import ImportTable

VERSION = "version"


class Matcher:
    """Finds the records of rows, as far as the user may see them; remembers what it has seen."""

    def __init__(self, table: ImportTable, user, policy: str):
        self.table, self.user, self.policy = table, user, ImportPolicy(policy)
        self._seen: dict[str, int] = {}

    def match(self, lines: list[Line]) -> None:
        found = self._by_key({line.key for line in lines if line.key})
        before = self._imported_before([line for line in lines if not line.key])
        for line in lines:
            planned = line.planned
            if line.key:
                planned.pk = found.get(line.key)
                if planned.pk is None:
                    planned.refuse(self.unknown(line.key))
            elif planned.fingerprint in before:
                planned.pk = before[planned.fingerprint]
                line.was_imported = True
                planned.notes.append(_("This row was imported before."))
            self._refuse_repeated(line)
            self._refuse_by_policy(line)

    def _by_key(self, keys: set[str]) -> dict[str, int]:
        field_name = self.table.key_field
        visible = self.table.model.objects.visible_to(self.user)
        wanted = keys | {key.upper() for key in keys}
        rows = visible.filter(**{f"{field_name}__in": wanted}).values_list(field_name, "pk")
        stored = dict(rows)
        found = {key: stored.get(key) or stored.get(key.upper()) for key in keys}
        for key in (key for key in keys if found[key] is None):
            merges = MergedRecord.objects
            target = merges.target_of(self.table.model, key=key, user=self.user)
            if target and visible.filter(pk=target).exists():
                found[key] = target
        return {key: pk for key, pk in found.items() if pk is not None}

    def _imported_before(self, lines: list[Line]) -> dict[str, int]:
        """The records that rows with the same cells made in earlier imports, if they stand."""
        prints = {line.planned.fingerprint for line in lines}
        kind = ContentType.objects.get_for_model(self.table.model)
        made = ImportedRow.objects.filter(
            fingerprint__in=prints,
            content_type=kind,
            is_new=True,
            batch__state=ImportState.APPLIED,
        )
        rows = dict(made.values_list("fingerprint", "object_id"))
        visible = self.table.model.objects.visible_to(self.user)
        standing = set(visible.filter(pk__in=rows.values()).values_list("pk", flat=True))
        return {told: pk for told, pk in rows.items() if pk in standing}

    def unknown(self, key: str) -> CellRefused:
        told = _("No record “%(key)s” is known. Leave this empty for a new one; it gets its own.")
        return CellRefused(self.table.key, key, told % {"key": quoted(key)})

    def _refuse_repeated(self, line: Line) -> None:
        known = str(line.planned.pk) if line.planned.pk else line.planned.fingerprint
        first = self._seen.setdefault(known, line.planned.number)
        if first != line.planned.number:
            told = _("Row %(number)d says the same record already; keep one of them.")
            message = told % {"number": first}
            line.planned.refuse(CellRefused(self.table.key, line.key, message))

    def _refuse_by_policy(self, line: Line) -> None:
        planned = line.planned
        if planned.errors:
            return
        if planned.pk is None and self.policy == ImportPolicy.UPDATE:
            told = _("This row has no key, and this import only changes records.")
            planned.refuse(CellRefused(self.table.key, "", told))
        elif planned.pk is None and not self.table.is_record:
            told = _("New rows of this table cannot be imported.")
            planned.refuse(CellRefused(self.table.key, "", told))
        elif line.key and planned.pk is not None and self.policy == ImportPolicy.CREATE:
            told = _("This record is there already, and this import only adds records.")
            planned.refuse(CellRefused(self.table.key, line.key, told))

    def load(self, lines: list[Line]) -> None:
        keys = {line.planned.pk for line in lines if line.planned.pk is not None}
        recorded = self.table.cells(keys, self.user)
        editable = set(
            self.table.model.objects.visible_to(self.user)
            .editable_by(self.user)
            .filter(pk__in=keys)
            .values_list("pk", flat=True)
        )
        for line in lines:
            planned = line.planned
            line.recorded = recorded.get(planned.pk or 0)
            if line.recorded is None:
                planned.refuse(self.unknown(line.key))
                continue
            planned.title = title_of(line.recorded)
            planned.version = int(line.recorded[VERSION])
            planned.key = line.recorded[self.table.key]
            self._read_version(line)
            line.is_editable = planned.pk in editable

    def _read_version(self, line: Line) -> None:
        told = line.cells.get(VERSION, "")
        planned = line.planned
        if not told:
            return
        number = unicodedata.normalize("NFKC", told).strip().removesuffix(".0")
        stands = planned.version or 0
        if not number.isdecimal() or not 1 <= int(number) <= stands:
            message = _("The record is at version %(version)d; leave the number as exported.")
            planned.refuse(CellRefused(VERSION, told, message % {"version": stands}))
        else:
            planned.exported_version = int(number)
