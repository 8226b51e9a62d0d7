"""What a load did or would do: counts a file, and a line for each thing worth a look."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Outcome(TextChoices):
    """What came of a row of a file; a row may be both changed and kept, a column each."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    SAME = "same", gettext_lazy("same")
    KEPT = "kept", gettext_lazy("kept")
    REFUSED = "refused", gettext_lazy("refused")


@dataclass(frozen=True)
class Note:
    """One line of the report: what happened, where, in words."""

    outcome: Outcome
    file: str
    line: int | None
    column: str
    text: str

    def __str__(self) -> str:
        values = {"file": self.file, "line": self.line, "column": self.column, "text": self.text}
        if self.line is None:
            return _("%(file)s: %(text)s") % values
        if not self.column:
            return _("%(file)s line %(line)d: %(text)s") % values
        return _("%(file)s line %(line)d, %(column)s: %(text)s") % values


@dataclass
class Report:
    """Counts by file and outcome, and the notes in the order they arose."""

    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    notes: list[Note] = field(default_factory=list)
    _counted: set[tuple] = field(default_factory=set)

    def open(self, file: str) -> None:
        """Give the file its place in the order of the table."""
        self.counts[file] = Counter()

    def count(self, outcome: Outcome, file: str, line: int | None) -> None:
        """Count a row of a file once for an outcome."""
        if (outcome, file, line) not in self._counted:
            self._counted.add((outcome, file, line))
            self.counts[file][outcome] += 1

    def tell(self, outcome: Outcome, file: str, line: int | None, column: str, text: str) -> None:
        """Count the row and keep a line about it."""
        self.count(outcome, file, line)
        self.notes.append(Note(outcome, file, line, column, text))

    def outcomes(self, file: str, line: int | None) -> set[Outcome]:
        return {outcome for outcome in Outcome if (outcome, file, line) in self._counted}

    def of(self, outcome: Outcome) -> list[str]:
        """The lines about one outcome."""
        return [str(note) for note in self.notes if note.outcome == outcome]

    @property
    def refused(self) -> bool:
        """Whether anything was refused, so that nothing was written."""
        return self.total(Outcome.REFUSED) > 0

    def total(self, outcome: Outcome) -> int:
        return sum(counts[outcome] for counts in self.counts.values())

    def table(self) -> Iterator[str]:
        """One line a file: how many rows are new, changed, same, kept, refused."""
        for file, counts in self.counts.items():
            numbers = ", ".join(f"{counts[outcome]} {outcome.label}" for outcome in Outcome)
            yield f"{file}: {numbers}"
