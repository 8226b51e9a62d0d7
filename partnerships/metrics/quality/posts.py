"""People recorded in a post that they may have left, by what `metrics.people_met` knows of them."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from partnerships.metrics.lights import first_day_within
from partnerships.models import Holding

#: Months after which a post that nothing shows any more is to be looked at again.
STALE_AFTER = 24


def stale(records, user, on) -> QuerySet:
    """People with a post without an end that somebody else is recorded in since.

    Also those whose post nothing shows for `STALE_AFTER` months, or that carries no date at all.
    """
    open_ended = Holding.objects.visible_to(user).filter(
        held_until_earliest__isnull=True, held_until_latest__isnull=True, person=OuterRef("pk")
    )
    known = open_ended.annotate(known=_last_known())
    begun = Coalesce("held_from_earliest", "seen_on_earliest")
    since = Holding.objects.visible_to(user).annotate(begun=begun)
    followed = since.filter(post=OuterRef("post"), begun__gt=OuterRef("known"), begun__lte=on)
    followed = followed.exclude(person=OuterRef("person"))
    long_ago = Q(known__lt=first_day_within(on, STALE_AFTER))
    unsure = known.filter(Q(known__isnull=True) | long_ago | Exists(followed))
    return records.filter(Exists(unsure))


def _last_known():
    """The last day on which a post is recorded as held; the databases differ on NULL here."""
    seen, held = F("seen_on_latest"), F("held_from_latest")
    return Greatest(Coalesce(seen, held), Coalesce(held, seen))
