import factory

from partnerships.models import Sector
from partnerships.text import slug_from
from tests.factories.base import RowFactory


class SectorFactory(RowFactory):
    class Meta:
        model = Sector

    name_en = factory.Sequence(lambda n: f"Made-up sector {n}")
    slug = factory.LazyAttribute(lambda sector: slug_from(sector.name_en))
