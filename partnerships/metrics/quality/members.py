"""Records that declare more members or parties than they name; the rules of `metrics.members`."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnerships.metrics.members import CONVENING_KINDS, CONVENING_ROLES


def of_initiatives(records, user, _on) -> QuerySet:
    """Initiatives with unnamed members: the declared size is above the named members."""
    return records.with_member_count(user).filter(declared_size__gt=F("named_count"))


def of_meetings(records, user, _on) -> QuerySet:
    """Delegations or events of which not all declared parties are named."""
    relation = records.model._meta.get_field("parties")
    rows = (
        relation.related_model.objects.visible_to(user)
        .exclude(role__in=CONVENING_ROLES)
        .exclude(organisation__kind__in=CONVENING_KINDS)
    )
    return _naming_fewer(records, rows, relation.field.name)


def of_agreements(records, user, _on) -> QuerySet:
    """Agreements of which not all declared parties are named among the signatures."""
    rows = records.model._meta.get_field("signatures").related_model.objects.visible_to(user)
    bound = rows.alias(
        bound=Coalesce(F("on_behalf_of__kind"), F("organisation__kind")),
    ).exclude(bound__in=CONVENING_KINDS)
    return _naming_fewer(records, bound, "agreement")


def _naming_fewer(records, rows, link: str) -> QuerySet:
    named = rows.filter(**{link: OuterRef("pk")}).order_by().values(link).annotate(n=Count("pk"))
    declaring = records.filter(declared_parties__isnull=False)
    return declaring.alias(named=Coalesce(Subquery(named.values("n")), 0)).filter(
        declared_parties__gt=F("named")
    )
