"""Facts that stand in the rows of a record: parties, members, signatures, people, sources.

A list cell replaces the whole list: rows that it names again keep all else that they say, others
go, new ones are made. Rows that the one who imports does not see stay.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from partnerships.csvtext import split_values
from partnerships.models import Citation, Organisation, Person, Source
from partnerships.services.importing.desk import CellRefused, Value
from partnerships.services.importing.facts import Fact
from partnerships.text import fold


class RowsOf(Fact):
    """Rows that name one organisation each; `fixed` are the columns that make a row one of these.

    The value is the keys of the organisations, in order.
    """

    empty: Value = []
    columns = ()

    def __init__(self, header, model, relation, fixed: Mapping[str, Any] | None = None):
        super().__init__(header, (header,))
        self.part, self.fixed = relation, dict(fixed or {})
        self.row_model = model._meta.get_field(relation).related_model

    def one(self, cell, old, desk):
        return desk.find_all(self.header, Organisation, cell)

    def same(self, one, other):
        return sorted(one) == sorted(other)

    def in_state(self, state):
        rows = state.rows[self.part].values()
        return [row["organisation"] for row in rows if self._is_one(row.get)]

    def write(self, draft, value, old):
        """A party that stands in the record in another role changes it and keeps its row."""
        rows = draft.rows[self.part]
        by_key = {row.organisation_id: row for row in rows}
        for key in value:
            row = by_key.get(key)
            if row is None:
                rows.append(self.row_model(organisation_id=key, **self.fixed))
            elif key not in (old or ()):
                for name, fixed in self.fixed.items():
                    setattr(row, name, fixed)

    def finish(self, draft, value, old):
        left_out = set(old or ()) - set(value)
        draft.rows[self.part] = [
            row
            for row in draft.rows[self.part]
            if row.organisation_id not in left_out or not self._is_one(_reader(row))
        ]

    def _is_one(self, read: Callable[[str], Any]) -> bool:
        return all(read(name) == fixed for name, fixed in self.fixed.items())


def _reader(row) -> Callable[[str], Any]:
    return lambda name: getattr(row, name)


class PairedRows(Fact):
    """Rows that name an organisation and one thing more, in two columns that run side by side.

    The value is a list of pairs: the organisation's key, and what the second column says of it.
    """

    empty: Value = []
    columns = ()

    def __init__(self, name, headers, model, relation, second: str):
        super().__init__(name, headers)
        self.part, self.second = relation, second
        self.row_model = model._meta.get_field(relation).related_model

    def parse(self, cells, edited, old, desk):
        main, beside = self.headers
        known = dict(old or ())
        organisations = (
            desk.find_all(main, Organisation, cells[main])
            if main in edited and cells.get(main)
            else list(known)
        )
        if beside not in edited or not cells.get(beside):
            return [[key, known.get(key, self.default(key))] for key in organisations]
        said = self.seconds(beside, cells[beside], desk)
        if len(said) != len(organisations):
            told = _("%(column)s names %(number)d; write as many as in %(other)s, %(wanted)d.")
            values = {"column": beside, "number": len(said), "other": main}
            message = told % {**values, "wanted": len(organisations)}
            raise CellRefused(beside, cells[beside], message)
        return [[key, one] for key, one in zip(organisations, said, strict=True)]

    def default(self, key):
        return self.row_model._meta.get_field(self.second).get_default()

    def seconds(self, header, cell, desk) -> list:
        """What each value of the second column says."""
        raise NotImplementedError

    def same(self, one, other):
        return sorted(one, key=repr) == sorted(other, key=repr)

    def in_state(self, state):
        rows = state.rows[self.part].values()
        return [[row["organisation"], row[self.second]] for row in rows]

    def write(self, draft, value, old):
        rows = draft.rows[self.part]
        by_key = {row.organisation_id: row for row in rows}
        for key, said in value:
            row = by_key.get(key)
            if row is None:
                row = self.row_model(organisation_id=key)
                rows.append(row)
            self.set_second(row, said)

    def set_second(self, row, said) -> None:
        setattr(row, self.row_model._meta.get_field(self.second).attname, said)

    def finish(self, draft, value, old):
        left_out = {key for key, _said in old or ()} - {key for key, _said in value}
        draft.rows[self.part] = [
            row for row in draft.rows[self.part] if row.organisation_id not in left_out
        ]


class Roles(PairedRows):
    """Parties with their roles: `party_codes` and `party_roles`."""

    def seconds(self, header, cell, desk):
        accepted = dict(self.row_model._meta.get_field(self.second).flatchoices)
        values = split_values(cell)
        unknown = [value for value in values if value not in accepted]
        if unknown:
            told = _("“%(value)s” is not known here; write one of %(values)s.")
            values = {"value": unknown[0], "values": ", ".join(filter(None, accepted))}
            raise CellRefused(header, cell, told % values)
        return values


class Signatories(PairedRows):
    """Who signed, and whom it binds: the party signed for, or the signatory itself."""

    def default(self, key):
        return key

    def seconds(self, header, cell, desk):
        return desk.find_all(header, Organisation, cell)

    def in_state(self, state):
        rows = state.rows[self.part].values()
        return [[row["organisation"], row[self.second] or row["organisation"]] for row in rows]

    def set_second(self, row, said):
        row.on_behalf_of_id = None if said == row.organisation_id else said


class People(Fact):
    """The people of a delegation or event; the value is [name, key or None] of each, in order.

    Who is on record is linked; the name of anybody else is kept as it is printed.
    """

    empty: Value = []
    columns = ()

    def __init__(self, name, header, model, relation):
        super().__init__(name, (header,))
        self.part = relation
        self.row_model = model._meta.get_field(relation).related_model

    def one(self, cell, old, desk):
        names = [name for line in cell.splitlines() for name in split_values(line)]
        found = [desk.names.find(Person, name) for name in names]
        return [
            [name, person.pk if person else None] for name, person in zip(names, found, strict=True)
        ]

    def same(self, one, other):
        return set(map(_who, one)) == set(map(_who, other))

    def in_state(self, state):
        return [[row["name"], row["person"]] for row in state.rows[self.part].values()]

    def write(self, draft, value, old):
        rows = draft.rows[self.part]
        there = {who for row in rows for who in _row_is(row)}
        last = max((row.order for row in rows), default=0)
        new = [one for one in value if _who(one) not in there]
        for number, (name, key) in enumerate(new, start=last + 1):
            named = {"person_id": key} if key else {"name": name}
            rows.append(self.row_model(**named, order=number))

    def finish(self, draft, value, old):
        left_out = set(map(_who, old or ())) - set(map(_who, value))
        draft.rows[self.part] = [
            row for row in draft.rows[self.part] if left_out.isdisjoint(_row_is(row))
        ]


def _who(one: Value) -> int | str:
    name, key = one
    return key or fold(name)


def _row_is(row) -> set[int | str]:
    return {row.person_id or 0, fold(str(row))}


class Sources(Fact):
    """The sources of a record; the value is their keys. One that states single facts stays."""

    empty: Value = []
    part = "citations"
    columns = ()

    def one(self, cell, old, desk):
        return sorted(desk.find_all(self.header, Source, cell))

    def in_state(self, state):
        return sorted({row["source"] for row in state.rows["citations"].values()})

    def write(self, draft, value, old):
        there = {row.source_id for row in draft.rows["citations"]}
        draft.rows["citations"] += [Citation(source_id=key) for key in value if key not in there]

    def finish(self, draft, value, old):
        left_out = set(old or ()) - set(value)
        told = [row for row in draft.rows["citations"] if row.source_id in left_out and row.field]
        if told:
            message = _(
                "“%(source)s” states single facts of this record (%(facts)s); take it away there."
            )
            facts = ", ".join(sorted({row.field for row in told}))
            values = {"source": told[0].source, "facts": facts}
            raise CellRefused(self.header, "", message % values)
        draft.rows["citations"] = [
            row for row in draft.rows["citations"] if row.source_id not in left_out
        ]
