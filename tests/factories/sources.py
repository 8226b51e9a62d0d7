import factory

from partnerships.choices import SourceLevel
from partnerships.models import Citation, Source
from partnerships.text import slug_from
from tests.factories.base import RecordFactory, RowFactory
from tests.factories.delegations import DelegationFactory


class SourceFactory(RecordFactory):
    """An official page; `press`, `own` and `verbal` are the other levels."""

    class Meta:
        model = Source

    class Params:
        press = factory.Trait(level=SourceLevel.PRESS)
        own = factory.Trait(level=SourceLevel.OWN)
        verbal = factory.Trait(level=SourceLevel.VERBAL, url="")

    title = factory.Sequence(lambda n: f"Made-up release {n}")
    slug = factory.LazyAttribute(lambda source: slug_from(source.title))
    url = factory.LazyAttribute(lambda source: f"https://source.example/{source.slug}")
    level = SourceLevel.OFFICIAL


class CitationFactory(RowFactory):
    """A citation of a delegation as a whole; `record=` and `field=` say otherwise."""

    class Meta:
        model = Citation

    record = factory.SubFactory(DelegationFactory)
    source = factory.SubFactory(SourceFactory)
