"""Whose a record is: the office that it is given to, and who may say who sees it."""

from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.choices import Visibility
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    Office,
    Organisation,
    Partnership,
    Pledge,
    Region,
    Target,
)
from partnerships.models.base import Record
from partnerships.models.visibility import is_administrator, jurisdiction_of

#: The code of refusals to act outside one's right; the access log tells of them.
OUTSIDE_RIGHT = "outside_right"
#: What only the owning office decides.
OWNING = ("visibility", "office", "public_from")
#: The columns of it.
WHO_SEES = frozenset({"visibility", "office_id", "public_from"})


def give(record: Record, by) -> None:
    """Give a new record to the office of who records it, where none is chosen."""
    office = first_office(by)
    record.filed_by_id = office
    record.office_id = record.office_id or office


def first_office(by, wanted: int | None = None) -> int | None:
    """The office that `by` writes for: the `wanted` one if theirs, else the first, None if none."""
    offices = jurisdiction_of(by).editing_offices if by else ()
    return wanted if wanted in offices else min(offices, default=None)


def level_of_new(by) -> Visibility:
    """Who sees a new record of `by` unless somebody says otherwise: as their office has it."""
    office = first_office(by)
    if office is None:
        return Visibility.PARTIES
    return Visibility(Office.objects.values_list("default_visibility", flat=True).get(pk=office))


def office_beside(other: Record, by) -> int | None:
    """The office of a new record that is made after `other`: the same where `by` may give it.

    Else the one that `by` writes for.
    """
    if by is None or is_administrator(by):
        return other.office_id
    return first_office(by, other.office_id)


def may_write_for(office: int | None, by) -> bool:
    """Whether `by` gives something to this office: one that they write for, or an administrator."""
    return by is None or is_administrator(by) or office in jurisdiction_of(by).editing_offices


def not_yours() -> str:
    """Why an office that somebody does not write for is refused."""
    return _("Choose an office that you are an officer of.")


def owners_alone() -> str:
    """Why who sees a record is not for somebody to say."""
    return _("Only the office that owns this record, or an administrator, decides this.")


def office_of_change(record: Record, level: str, by) -> int | None:
    """The office that a change of the record by `by` is entered for; `level` is who sees it.

    It is that for which `by` writes. Of what is for an office alone it is the owner, whoever
    changes it: that office is told of the change, and no later owner.
    """
    if level == Visibility.OFFICE and record.office_id:
        return record.office_id
    return first_office(by, record.office_id)


def may_decide(record: Record, by) -> bool:
    """Whether `by` says who sees the record: its owning office, and every administrator."""
    if by is None or is_administrator(by):
        return True
    return record.office_id in jurisdiction_of(by).editing_offices


def refuse_deciding(record: Record, stored: Record | None, by) -> None:
    """Refuse what takes a record from its owner, or gives a new one to an office of others.

    Raises ValidationError at the field. Another party edits what a record says, not who sees it.
    Where an organisation lies says who sees the records that name it, whoever owns these.
    """
    if by is None or is_administrator(by):
        return
    if stored is None:
        if record.office_id and not may_write_for(record.office_id, by):
            raise _outside("office", not_yours())
        return
    changed = [
        name
        for name in OWNING
        for column in [record._meta.get_field(name).attname]
        if getattr(record, column) != getattr(stored, column)
    ]
    if _has_moved(record, stored):
        told = _("Only an administrator moves an organisation: records of others hang on it.")
        raise _outside("region", told)
    if changed and not may_decide(stored, by):
        raise _outside(changed[0], owners_alone())


def _outside(field: str, told: str) -> ValidationError:
    return ValidationError({field: ValidationError(told, code=OUTSIDE_RIGHT)})


#: Records that are shared with the offices of the one that they hang on, with the link to it.
_HANGING: dict[type[Record], tuple[tuple[type[Record], str], ...]] = {
    Partnership: ((Agreement, "partnership"), (Target, "partnership")),
    Delegation: ((Pledge, "delegation"),),
    Event: ((Pledge, "event"),),
    Agreement: ((Pledge, "agreement"),),
}

#: Keys of records, by their model.
Keys = dict[type[Record], set[int]]


def unseen_on(model: type[Record], keys: Collection[int], by) -> Keys:
    """The records that hang on these of `model` and that `by` may not see; None sees all."""
    found: Keys = {}
    if by is None or is_administrator(by):
        return found
    for hanging, link in _HANGING.get(model, ()):
        rows = hanging.objects.filter(**{f"{link}__in": keys}).order_by()
        all_of_them = set(rows.values_list("pk", flat=True))
        if all_of_them:
            found[hanging] = all_of_them - set(rows.visible_to(by).values_list("pk", flat=True))
    return found


def refuse_opening(unseen: Keys, by) -> None:
    """Refuse a save after which `by` sees what was `unseen_on` its records before it."""
    for model, keys in unseen.items():
        if keys and model.objects.visible_to(by).filter(pk__in=keys).exists():
            told = _("This would show you records of other offices; ask an administrator.")
            raise ValidationError(told, code=OUTSIDE_RIGHT)


def _has_moved(record, stored) -> bool:
    """Whether an organisation is to lie in another region than until now."""
    return isinstance(record, Organisation) and record.region_id != stored.region_id


def is_in_reach(record: Record | None, by) -> bool:
    """Whether `by` may edit the stored record and could move it out of that by an edit."""
    if record is None or by is None or is_administrator(by):
        return False
    return type(record).objects.editable_by(by).filter(pk=record.pk).exists()


def keep_in_reach(record: Record, by) -> None:
    """Refuse what took a record out of what `by` may edit; asked before the commit.

    Raises ValidationError.
    """
    if out_of_reach(type(record), [record.pk], by):
        raise ValidationError(told_out_of_reach(), code=OUTSIDE_RIGHT)


def out_of_reach(model: type[Record], keys: Collection[int], by) -> set[int]:
    """The records among these that `by` may not edit; None, the site itself, edits all."""
    if by is None or is_administrator(by):
        return set()
    editable = model.objects.editable_by(by).filter(pk__in=keys).order_by()
    return set(keys) - set(editable.values_list("pk", flat=True))


def told_out_of_reach() -> str:
    return _("You may not edit the record as it would be after this.")


def keep_where_nobody_shares(record: Record) -> None:
    """Keep a new record for its office where no party of it has one.

    Else it would open by itself on the day on which such an office is set up.
    """
    if waits_for_an_office(record) and not _has_party_office(record):
        record.visibility = Visibility.OFFICE
        record.save(update_fields=["visibility"])


def waits_for_an_office(record: Record) -> bool:
    """Whether the record is for the offices of its parties, if there are any."""
    return record.visibility == Visibility.PARTIES and record.office_id is not None


def ways_to_offices(model: type[Record]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Columns of offices, each with the ways from a record of the model to what it holds."""
    return (
        ("regions", model.shared_with_regions),
        ("initiatives", model.shared_with_initiatives),
        ("pk", model.shared_with_offices),
    )


def _has_party_office(record) -> bool:
    """Whether an office other than the owning one acts for a party or an initiative of it."""
    itself = type(record)._base_manager.filter(pk=record.pk).order_by()
    return any(
        offices - {record.office_id}
        for column, paths in ways_to_offices(type(record))
        for path in paths
        for offices in acting_for(column, set(itself.values_list(path, flat=True))).values()
    )


def acting_for(column: str, ends: Collection[int | None]) -> dict[int, set[int]]:
    """{region, initiative or office: the offices that act for it}, by the column of `Office`.

    An office of a whole side acts for each region of that side.
    """
    found: dict[int, set[int]] = defaultdict(set)
    wanted = set(ends) - {None}
    if not wanted:
        return found
    acting = Office.objects.filter(**{f"{column}__in": wanted}).order_by()
    for end, office in acting.values_list(column, "pk"):
        found[end].add(office)
    if column == "regions":
        for side, office in Office.objects.exclude(side="").values_list("side", "pk"):
            of_side = Region.objects.filter(pk__in=wanted, code__startswith=f"{side}-")
            for region in of_side.values_list("pk", flat=True):
                found[region].add(office)
    return found
