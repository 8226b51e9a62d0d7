import factory

from partnerships.models import ExportLog, ReferenceCounter, SeededRow
from tests.factories.base import RowFactory


class ReferenceCounterFactory(RowFactory):
    class Meta:
        model = ReferenceCounter

    prefix = "DEL"
    year = factory.Sequence(lambda n: 1900 + n % 100)


class ExportLogFactory(RowFactory):
    class Meta:
        model = ExportLog

    section = "delegations"
    format = "csv"
    rows = 1


class SeededRowFactory(RowFactory):
    class Meta:
        model = SeededRow

    file = "made-up.csv"
    key = factory.Sequence(lambda n: f"MADE-UP-{n}")
    values = factory.Dict({"title": "Made up"})
