"""A stated total and its parts: shown side by side, never added up into one."""

from dataclasses import dataclass
from decimal import Decimal

from partnerships.quantities import Quantity


@dataclass(frozen=True)
class HeadCount:
    """The stated total, the parts that state a number, and what they come to.

    `difference` is the total less the sum of the parts; None unless both are numbers.
    """

    total: Quantity
    parts: tuple

    @property
    def sum_of_parts(self) -> int | None:
        numbers = [row.headcount_number for row in self.parts]
        return sum(numbers) if numbers else None

    @property
    def difference(self) -> int | Decimal | None:
        if self.total.number is None or self.sum_of_parts is None:
            return None
        return self.total.number - self.sum_of_parts

    @property
    def distance(self) -> int | Decimal | None:
        """The difference without its sign."""
        found = self.difference
        return found if found is None or found > 0 else -found


def headcount_of(meeting, rows) -> HeadCount:
    """`rows` are party rows or sub-parties a reader may see; those without a number are no part."""
    return HeadCount(
        meeting.headcount, tuple(row for row in rows if row.headcount_number is not None)
    )
