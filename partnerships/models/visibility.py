"""Who sees and edits a record: the one rule of every channel.

A level says how far a record is open; besides, the offices that it concerns see it: the one that
owns it, the one that filed it and, unless it is for its office alone, those of its parties and of
its initiatives (docs/offices.md).
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from partnerships.choices import Visibility
from partnerships.models.sides import of_side

#: Levels at which the offices of a record's parties and initiatives see it.
SHARED = (Visibility.PUBLIC, Visibility.OFFICIALS, Visibility.PARTIES)


@dataclass(frozen=True)
class Jurisdiction:
    """What somebody's offices act for, as keys: what they read for, and what they edit for.

    `sides` are countries, such as "JP", whose regions they read for; `leading_offices` are those
    whose members they look after.
    """

    offices: Collection[int] = ()
    regions: Collection[int] = ()
    sides: Collection[str] = ()
    initiatives: Collection[int] = ()
    editing_offices: Collection[int] = ()
    editing_regions: Collection[int] = ()
    editing_initiatives: Collection[int] = ()
    leading_offices: Collection[int] = ()
    roles: Collection[str] = ()
    exports_personal: bool = False


NONE = Jurisdiction()


def readers_behind(user) -> list:
    """Those who all have to see what `user` sees: the user and, for a stand-in, who asks."""
    asker = getattr(user, "asker", None)
    return [user] if asker is None else [user, asker]


def jurisdiction_of(user) -> Jurisdiction:
    """What the user's offices act for; nothing for a visitor and for a disabled account."""
    if not (user.is_active and user.is_authenticated):
        return NONE
    return user.jurisdiction


def is_administrator(user) -> bool:
    return bool(user.is_active and user.is_superuser)


def may_add(user) -> bool:
    """Whether the user records something new: who writes for an office, and administrators."""
    return is_administrator(user) or bool(jurisdiction_of(user).editing_offices)


def may_enter_admin(user) -> bool:
    """Whether the admin, where all writing is done, is open to the user."""
    return user.is_active and (user.is_staff or may_add(user))


def may_export_personal(user) -> bool:
    """Whether the user takes contact data away in files: a right of its own."""
    return is_administrator(user) or jurisdiction_of(user).exports_personal


def visible_levels(user) -> list[Visibility]:
    """The levels that `user` sees of every record; all of them for an administrator."""
    if is_administrator(user):
        return list(Visibility)
    signed_in = user.is_active and user.is_authenticated
    return [Visibility.PUBLIC, Visibility.OFFICIALS] if signed_in else [Visibility.PUBLIC]


def visibility_rule(user, model: type[models.Model], prefix: str = "") -> Q:
    """Which records of `model` `user` may see, as a condition on the record at `prefix`.

    Empty for an administrator. A record whose `public_from` lies ahead is hidden from all but the
    offices that it concerns.
    """
    rule = Q()
    for reader in readers_behind(user):
        rule &= _rule_of(reader, model, prefix)
    return rule


def _rule_of(user, model, prefix: str) -> Q:
    if is_administrator(user):
        return Q()
    released = Q(**{f"{prefix}public_from__isnull": True}) | Q(
        **{f"{prefix}public_from__lte": TruncDate(Now())}
    )
    is_open = Q(**{f"{prefix}visibility__in": visible_levels(user)}) & released
    acts = jurisdiction_of(user)
    if not acts.offices:
        return is_open
    shared = sharing_rule(user, model, prefix, closed_only=True)
    return is_open | owning_rule(acts.offices, prefix) | shared


def owning_rule(offices: Collection[int], prefix: str = "") -> Q:
    """Which records one of the offices owns, or filed."""
    return Q(**{f"{prefix}office__in": offices}) | Q(**{f"{prefix}filed_by__in": offices})


def sharing_rule(
    user, model, prefix: str = "", *, with_sides: bool = True, closed_only: bool = False
) -> Q:
    """Which records concern an office of the user as their party or secretariat.

    `with_sides` adds those of regions of a whole side, which its offices read. `closed_only`
    leaves out those that everybody signed in sees, which spares looking up most of them.
    """
    acts = jurisdiction_of(user)
    found = _concerned(model, acts.offices, acts.regions, acts.initiatives)
    among = _closed if closed_only else _shared
    rule = _any_of(model, found, prefix, among)
    for side in acts.sides if with_sides else ():
        for way in model.shared_with_regions:
            rule |= of_side(side, model, way, prefix, among)
    return rule


def _shared(prefix: str = "") -> Q:
    """Which records at `prefix` the offices of their parties and initiatives see."""
    return Q(**{f"{prefix}visibility__in": SHARED})


def _closed(prefix: str = "") -> Q:
    """Those of them that are not certainly open to everybody who signs in.

    That a day is named, past or not, is as much as is asked: SQLite bears no deeper nesting where
    many rules meet.
    """
    for_parties = Q(**{f"{prefix}visibility": Visibility.PARTIES})
    return _shared(prefix) & (for_parties | Q(**{f"{prefix}public_from__isnull": False}))


def editing_rule(user, model) -> Q:
    """Which of the records that `user` sees they may change; empty for an administrator.

    Those of an office that they write for, those of which its regions are parties, and those of
    the initiatives that they are the secretariat of.
    """
    if is_administrator(user):
        return Q()
    acts = jurisdiction_of(user)
    if not acts.editing_offices:
        return Q(pk__in=[])
    regions = acts.editing_regions if model.parties_edit else ()
    own = Q(office__in=acts.editing_offices)
    found = _concerned(model, acts.editing_offices, regions, acts.editing_initiatives)
    return own | _any_of(model, found)


def _concerned(model, offices, regions, initiatives) -> dict[str, Collection[int]]:
    """{way from a record: keys of those among these that it concerns}."""
    ways = (
        (model.shared_with_offices, offices),
        (model.shared_with_regions, regions),
        (model.shared_with_initiatives, initiatives),
    )
    return {name: keys for names, keys in ways if keys for name in names}


def _any_of(model, ways: dict, prefix: str = "", among=_shared) -> Q:
    """Records `among` those that are shared from which one of the ways leads to one of its keys.

    A subquery a way that leaves the record: each begins at its own index, and none doubles the
    asker's rows.
    """
    found = Q()
    for name, keys in ways.items():
        if name in _columns(model):
            found |= among(prefix) & Q(**{f"{prefix}{name}__in": keys})
        else:
            concerned = model._base_manager.filter(among(), **{f"{name}__in": keys})
            found |= Q(**{f"{prefix}pk__in": concerned.values("pk")})
    return found or Q(**{f"{prefix}pk__in": []})


def _columns(model) -> set[str]:
    return {"pk", *(column.name for column in model._meta.concrete_fields)}


def seen_by_fewer(record) -> Q:
    """Which records fewer people may see than `record`: narrower ones, and those shown later.

    Whom a record concerns differs from one to the other, so of two that are for their parties
    each may be hidden from the other's. What is for an office alone is seen as far as what that
    office owns; what is for no office, by administrators, who see all.
    """
    if record.visibility == Visibility.PUBLIC:
        as_wide = Q(visibility=Visibility.PUBLIC)
    else:
        as_wide = Q(visibility__in=[Visibility.PUBLIC, Visibility.OFFICIALS])
    readers = {record.office_id, record.filed_by_id} - {None}
    if record.visibility == Visibility.OFFICE and len(readers) < 2:
        as_wide = as_wide | Q(office__in=readers) if readers else Q()
    later = Q(public_from__gt=TruncDate(Now()))
    if record.public_from:
        later &= Q(public_from__gt=record.public_from)
    return ~as_wide | later if as_wide else later
