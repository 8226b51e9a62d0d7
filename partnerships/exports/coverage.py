"""The matrix of states and prefectures as a table: one line a pair with something."""

from dataclasses import dataclass

from partnerships.exports.columns import Column, Kind, code, listed, number, text, truth
from partnerships.exports.sheets import Sheet
from partnerships.metrics.coverage import Cell
from partnerships.metrics.lights import last_contact
from partnerships.models import Region


@dataclass(frozen=True)
class PairLine:
    """A cell of the matrix with its regions; its ties are read `with_last_contact`."""

    cell: Cell
    state: Region
    prefecture: Region

    def last_contact(self) -> str:
        """The latest of all its ties, as far as it is stated; empty where none is dated."""
        found = [last_contact(told.tie) for told in self.cell.ties]
        latest = max((last for last in found if last), key=lambda last: last.day, default=None)
        return latest.stated.file_form() if latest else ""


COVERAGE = Sheet(
    columns=(
        code("state_code", "state.code"),
        text("state", "state.name_en"),
        code("prefecture_code", "prefecture.code"),
        text("prefecture", "prefecture.name_en"),
        code("cell", "cell.cover"),
        truth("is_through_other_body", "cell.is_through"),
        listed("partnership_slugs", lambda line: [told.tie.slug for told in line.cell.ties]),
        listed(
            "agreement_refs",
            lambda line: [one for told in line.cell.ties for one in told.agreements],
        ),
        Column("last_contact", PairLine.last_contact, Kind.CODE),
        number("completed_delegations", "cell.visits"),
        number("completed_delegations_with_parties_of_both", "cell.met"),
    ),
)
