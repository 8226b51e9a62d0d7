"""A number as a source states it: value, what stands behind it, and the words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from partnerships.choices import Basis


@dataclass(frozen=True)
class Quantity:
    """`number` is None when no number is known; `text` is the wording of the source."""

    number: int | Decimal | None
    basis: str = Basis.EXACT
    text: str = ""

    @property
    def is_stated(self) -> bool:
        return self.number is not None or bool(self.text)

    def display(self) -> str:
        """The source's words where there are any, else number and basis; "" for nothing stated."""
        if self.text:
            return self.text
        if self.number is None:
            return ""
        number = number_format(_plain(self.number), use_l10n=True, force_grouping=True)
        return {
            Basis.ABOUT: _("about %(number)s"),
            Basis.AT_LEAST: _("at least %(number)s"),
            Basis.PLANNED: _("%(number)s (planned)"),
        }.get(Basis(self.basis), "%(number)s") % {"number": number}


def _plain(number: int | Decimal) -> int | Decimal:
    """Without the zeros that a column of decimals adds: 13, not 13.00."""
    return int(number) if number == int(number) else number
