from itertools import product
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

# No real state has a code that begins with these letters, no real prefecture one over 47.
STATE_CODES = ["IN-" + "".join(letters) for letters in product("QXYZ", ascii_uppercase)]
PREFECTURE_CODES = [f"JP-{number}" for number in range(48, 100)]


class StateFactory(RowFactory):
    class Meta:
        model = State

    code = factory.Sequence(lambda n: STATE_CODES[n % len(STATE_CODES)])
    kind = RegionKind.STATE
    name_en = factory.Sequence(lambda n: f"Madeup Pradesh {n}")
    name_ja = factory.Sequence(lambda n: f"架空プラデーシュ{n}")
    name_hi = factory.Sequence(lambda n: f"काल्पनिक प्रदेश {n}")


class PrefectureFactory(RowFactory):
    class Meta:
        model = Prefecture

    code = factory.Sequence(lambda n: PREFECTURE_CODES[n % len(PREFECTURE_CODES)])
    kind = RegionKind.PREFECTURE
    name_en = factory.Sequence(lambda n: f"Kakuu {n}")
    name_ja = factory.Sequence(lambda n: f"架空{n}県")
    name_hi = factory.Sequence(lambda n: f"काकू {n}")


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
