"""Numbers as sources state them."""

from decimal import Decimal

import pytest

from partnerships.choices import Basis
from partnerships.quantities import Quantity


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(None), ""),
        (Quantity(None, Basis.UNKNOWN, "a team of researchers"), "a team of researchers"),
        (Quantity(45), "45"),
        (Quantity(1185), "1,185"),
        (Quantity(70, Basis.ABOUT), "about 70"),
        (Quantity(50, Basis.AT_LEAST), "at least 50"),
        (Quantity(200, Basis.PLANNED), "200 (planned)"),
        (Quantity(50, Basis.AT_LEAST, "over 50"), "over 50"),
        (Quantity(Decimal("13.00")), "13"),
        (Quantity(Decimal("2.50")), "2.50"),
    ],
)
def test_a_quantity_reads_as_its_source_states_it(quantity, words):
    assert quantity.display() == words
