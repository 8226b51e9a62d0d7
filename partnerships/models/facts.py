"""The facts of a record by the names that citations use, and in the words of the reader."""

from partnerships.models.fields import BOUNDS

QUANTITY_PARTS = ("number", "basis", "text")


def fact_of_columns(model) -> dict[str, str]:
    """Name of the fact that each editable column (or link) of the model belongs to."""
    facts: dict[str, str] = {}
    for names, parts in (("partial_dates", BOUNDS), ("quantities", QUANTITY_PARTS)):
        for field in getattr(model, names, ()):
            facts |= {f"{field.name}_{part}": field.name for part in parts}
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.editable and not field.primary_key:
            facts.setdefault(field.name, field.name)
    return facts


def facts_in_words(model) -> dict[str, str]:
    """What the model calls each fact, in the order of its columns."""
    composite = {
        field.name: field.verbose_name
        for names in ("partial_dates", "quantities")
        for field in getattr(model, names, ())
    }
    return {
        fact: composite.get(fact) or model._meta.get_field(fact).verbose_name
        for fact in fact_of_columns(model).values()
    }
