"""A row of the file while it is planned, and what is asked of it at every step."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnerships.services.importing.facts import Fact
from partnerships.services.importing.rows import PlannedRow


@dataclass
class Line:
    """`cells` are what the row says by header, empty cells left out; `key` names its record.

    A row that `was_imported` has no key, and made its record when its file was applied before.
    `recorded` are the cells that an export would hold of the record today, None for a new one, and
    `facts` what the row would write.
    """

    planned: PlannedRow
    cells: dict[str, str]
    key: str
    recorded: dict[str, str] | None = None
    facts: list[Fact] = field(default_factory=list)
    is_editable: bool = True
    was_imported: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether the record was changed since the row was exported."""
        exported, stands = self.planned.exported_version, self.planned.version
        return exported is not None and stands is not None and exported < stands


def title_of(cells: Mapping[str, str]) -> str:
    """What a record is called in its own columns."""
    names = ("title", "name", "name_en", "text")
    return next((cells[name] for name in names if cells.get(name)), "")
