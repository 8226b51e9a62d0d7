"""Who sees a record: the one rule of every channel."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from partnerships.choices import Visibility


def visible_levels(user) -> list[Visibility]:
    """The levels of visibility that `user` sees; all of them for an administrator."""
    if user.is_active and user.is_superuser:
        return list(Visibility)
    signed_in = user.is_active and user.is_authenticated
    return [Visibility.PUBLIC, Visibility.OFFICIALS] if signed_in else [Visibility.PUBLIC]


def visibility_rule(user, model: type[models.Model], prefix: str = "") -> Q:
    """Which records of `model` `user` may see, as a condition on the record at `prefix`.

    The one rule of every channel. Until offices act, `parties` and `office` are seen by
    administrators only. A record whose `public_from` lies ahead is hidden from all others.
    """
    if user.is_active and user.is_superuser:
        return Q()
    levels = visible_levels(user)
    released = Q(**{f"{prefix}public_from__isnull": True}) | Q(
        **{f"{prefix}public_from__lte": TruncDate(Now())}
    )
    return Q(**{f"{prefix}visibility__in": levels}) & released


def seen_by_fewer(record) -> Q:
    """Which records fewer people may see than `record`: narrower ones, and those shown later."""
    levels = list(Visibility)
    narrower = Q(visibility__in=levels[levels.index(record.visibility) + 1 :])
    later = Q(public_from__gt=TruncDate(Now()))
    if record.public_from:
        later &= Q(public_from__gt=record.public_from)
    return narrower | later
