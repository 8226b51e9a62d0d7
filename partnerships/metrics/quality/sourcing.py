"""Records without a source, on the press alone, or with sources that differ undecided."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, Q, QuerySet

from partnerships.choices import OrganisationKind, SourceRank
from partnerships.models import Citation, Organisation


def unsourced(records, user, _on) -> QuerySet:
    """Records with no source, or none but word of mouth.

    The government of a region needs none: it is there because the region is.
    """
    stated = _citations(records.model, user).filter(source__rank__lt=SourceRank.VERBAL)
    found = records.exclude(pk__in=stated.order_by().values("object_id"))
    if records.model is Organisation:
        return found.exclude(kind=OrganisationKind.REGIONAL_GOVERNMENT)
    return found


def press_only(records, user, _on) -> QuerySet:
    """Records whose best source is the press."""
    best = _citations(records.model, user).order_by().values("object_id")
    on_press = best.annotate(best=Min("source__rank")).filter(best=SourceRank.PRESS)
    return records.filter(pk__in=on_press.values("object_id"))


def differing(records, user, _on) -> QuerySet:
    """Records of which two sources state different values of one fact and none is followed.

    A value that was turned down counts no more.
    """
    stated = _citations(records.model, user).exclude(value_as_stated="").exclude(accepted=False)
    facts = stated.order_by().values("object_id", "field", "row")
    undecided = facts.annotate(
        values=Count("value_as_stated", distinct=True),
        followed=Count("pk", filter=Q(accepted=True)),
    ).filter(values__gt=1, followed=0)
    return records.filter(pk__in=undecided.values("object_id"))


def _citations(model, user):
    kind = ContentType.objects.get_for_model(model)
    found = Citation.objects.filter(content_type=kind)
    return found.from_visible_sources(user).of_visible_rows(user, model)
