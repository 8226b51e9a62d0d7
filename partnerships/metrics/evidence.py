"""What a record rests on: its sources, numbered, and where they disagree."""

from dataclasses import dataclass, field

from partnerships.models import Citation


@dataclass(frozen=True)
class Difference:
    """Sources that state different values of one fact (of one row of it, where `row` is set)."""

    field: str
    row: int | None
    citations: tuple

    @property
    def key(self) -> str:
        return "-".join(str(part) for part in (self.field or "record", self.row) if part)


@dataclass
class Evidence:
    """The citations of one record that a reader may see, and the numbers of their sources."""

    citations: list[Citation]
    figures: list
    numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self):
        whole_first = sorted(
            self.citations, key=lambda citation: (citation.field != "", citation.pk)
        )
        for cited in (*whole_first, *self.figures):
            self.numbers.setdefault(cited.source_id, len(self.numbers) + 1)

    def marks(self, name: str = "", row: int | None = None) -> list[int]:
        """Numbers of the sources that state the fact `name` (of the row with this key).

        "" is the record as a whole.
        """
        return sorted(
            {
                self.numbers[citation.source_id]
                for citation in self.citations
                if citation.field == name and (row is None or citation.row == row)
            }
        )

    def marks_or_whole(self, name: str) -> list[int]:
        """Numbers for the fact, else those for the record as a whole, which state it too."""
        return self.marks(name) or self.marks()

    def sources(self) -> list:
        """(number, source, its citations here) in the order of the numbers."""
        by_source = {cited.source_id: cited.source for cited in (*self.citations, *self.figures)}
        return [
            (
                number,
                by_source[pk],
                [citation for citation in self.citations if citation.source_id == pk],
            )
            for pk, number in self.numbers.items()
        ]

    def differences(self) -> list[Difference]:
        """Facts of which two citations state different values, or one that was not accepted."""
        facts: dict[tuple, list[Citation]] = {}
        for citation in self.citations:
            if citation.value_as_stated:
                facts.setdefault((citation.field, citation.row), []).append(citation)
        return [
            Difference(name, row, tuple(stated))
            for (name, row), stated in facts.items()
            if len({citation.value_as_stated for citation in stated}) > 1
            or any(citation.accepted is False for citation in stated)
        ]

    def remarks(self) -> list[Citation]:
        """Citations with a value or remark that stand in no disagreement."""
        disputed = {
            citation.pk for difference in self.differences() for citation in difference.citations
        }
        return [
            citation
            for citation in self.citations
            if citation.pk not in disputed and (citation.value_as_stated or citation.remark)
        ]


def evidence_rows(record, user) -> tuple:
    """The querysets of its citations and figures, what `Evidence` is made of.

    `record` is visible to `user`.
    """
    citations = record.citations.from_visible_sources(user).of_visible_rows(user, type(record))
    return (
        citations.select_related("source"),
        record.figures.visible_to(user).select_related("source", "organisation__region"),
    )
