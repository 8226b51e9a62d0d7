"""The table of changes: one line a save."""

from datetime import UTC

from partnerships.exports.columns import Column, Kind
from partnerships.exports.sheets import Sheet
from partnerships.services import changelog
from partnerships.services.changelog import Line


def _when(line: Line) -> str:
    return line.entry.change.revision.date_created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _key(line: Line) -> str:
    return line.record.key if line.record else ""


def _address(line: Line) -> str:
    return line.record.get_absolute_url() if line.record else ""


def _kind(line: Line) -> str:
    model = line.entry.change.model
    return str(model._meta.model_name) if model else ""


def _details(line: Line) -> list[str]:
    """Each fact before and after, a row by its name and what became of it."""
    told = [f"{fact.label}: {fact.before} → {fact.after}" for fact in line.what.facts]
    for row in line.what.rows:
        told.append(f"{row.label}: {row.name}: {row.what}")
        if row.what == "changed":
            told += [
                f"{row.label}: {row.name}: {fact.label}: {fact.before} → {fact.after}"
                for fact in row.facts
            ]
    return told


CHANGES = Sheet(
    columns=(
        Column("ref", _key, Kind.CODE),
        Column("url", _address, Kind.ADDRESS),
        Column("changed_at", _when, Kind.CODE),
        Column("kind", _kind, Kind.CODE),
        Column("title", lambda line: line.title),
        Column("change", lambda line: line.entry.change.kind, Kind.CODE),
        Column("what", lambda line: line.what.summary(), Kind.LIST),
        Column("before_and_after", _details, Kind.LIST),
        Column(
            "region_codes",
            lambda line: sorted(region.code for region in line.regions),
            Kind.LIST,
        ),
        Column("between", lambda line: line.between),
        Column("changed_by", lambda line: line.entry.who),
        Column("reason", lambda line: line.entry.why),
    ),
    reads=lambda found, user: changelog.lines(list(found.for_list(user)), user),
)
