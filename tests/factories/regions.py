from functools import partial
from itertools import cycle, product
from string import ascii_uppercase

import factory

from partnerships.choices import AliasKind, RegionKind
from partnerships.models import (
    Prefecture,
    Region,
    RegionAlias,
    RegionSuccession,
    State,
)
from tests.factories.base import RowFactory

# No real state has a code that begins with these letters, no real prefecture one over 47. Codes of
# the real length come first; only a test of many rows gets to the longer ones.
STATE_CODES = cycle(
    "IN-" + "".join(letters)
    for length in (1, 2)
    for letters in product("QXYZ", *[ascii_uppercase] * length)
)
PREFECTURE_CODES = cycle(f"JP-{number}" for number in range(48, 1000))


class StateFactory(RowFactory):
    class Meta:
        model = State

    code = factory.LazyFunction(partial(next, STATE_CODES))
    kind = RegionKind.STATE
    name_en = factory.LazyAttribute(lambda region: f"Madeup Pradesh {region.code[3:]}")
    name_ja = factory.LazyAttribute(lambda region: f"架空プラデーシュ{region.code[3:]}")
    name_hi = factory.LazyAttribute(lambda region: f"काल्पनिक प्रदेश {region.code[3:]}")


class PrefectureFactory(RowFactory):
    class Meta:
        model = Prefecture

    code = factory.LazyFunction(partial(next, PREFECTURE_CODES))
    kind = RegionKind.PREFECTURE
    name_en = factory.LazyAttribute(lambda region: f"Kakuu {region.code[3:]}")
    name_ja = factory.LazyAttribute(lambda region: f"架空{region.code[3:]}県")
    name_hi = factory.LazyAttribute(lambda region: f"काकू {region.code[3:]}")


class RegionFactory(StateFactory):
    """A state, as the `Region` that foreign keys return."""

    class Meta:
        model = Region


class RegionAliasFactory(RowFactory):
    class Meta:
        model = RegionAlias

    region = factory.SubFactory(RegionFactory)
    text = factory.Sequence(lambda n: f"Old Madeup {n}")
    kind = AliasKind.FORMER_NAME


class RegionSuccessionFactory(RowFactory):
    class Meta:
        model = RegionSuccession

    predecessor = factory.SubFactory(RegionFactory)
    successor = factory.SubFactory(RegionFactory)
