"""What the factories share: dates as people write them, references, links."""

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from partnerships.choices import Visibility
from partnerships.dates import PartialDate, parse
from partnerships.models.base import Referenced
from partnerships.quantities import Quantity
from partnerships.services import numbering


class RowFactory(DjangoModelFactory):
    """Makes one row.

    A partial date is given as text (`start="2025-07"`), a quantity as a number (`headcount=44`)
    or a `Quantity`.
    """

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _build(cls, model_class, *args, **values):
        dates = _taken(values, getattr(model_class, "partial_dates", ()))
        quantities = _taken(values, getattr(model_class, "quantities", ()))
        row = model_class(*args, **values)
        for name, value in dates.items():
            setattr(row, name, value if isinstance(value, PartialDate) else parse(value))
        for name, value in quantities.items():
            setattr(row, name, value if isinstance(value, Quantity) else Quantity(value))
        return row

    @classmethod
    def _create(cls, model_class, *args, **values):
        row = cls._build(model_class, *args, **values)
        with transaction.atomic():
            if isinstance(row, Referenced):
                numbering.give_reference(row)
            row.save()
        return row


def _taken(values, fields) -> dict:
    return {field.name: values.pop(field.name) for field in fields if field.name in values}


class RecordFactory(RowFactory):
    """Makes a public record, like the seeds; the traits are the other levels.

    It writes no history. A reference is numbered by the year of the leading date, as in use.
    """

    class Meta:
        abstract = True

    class Params:
        officials = factory.Trait(visibility=Visibility.OFFICIALS)
        for_parties = factory.Trait(visibility=Visibility.PARTIES)
        for_office = factory.Trait(visibility=Visibility.OFFICE)

    visibility = Visibility.PUBLIC


def links(name: str):
    """A many-to-many relation, given as a list of records and empty otherwise."""

    def set_links(record, create, extracted, **_rest):
        if create and extracted:
            getattr(record, name).set(extracted)

    return factory.post_generation(set_links)
