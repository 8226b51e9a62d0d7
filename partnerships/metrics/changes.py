"""What people changed in the records of offices that they are no members of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localtime

from partnerships.models import Change, OfficeMember
from partnerships.models.sources import record_models


@dataclass(frozen=True)
class ChangedRecord:
    """A record with the people of other offices who changed it, why, and the day of the last."""

    record: Any
    people: tuple[str, ...]
    reasons: tuple[str, ...]
    day: date


def changed_by_others(user, offices, since: datetime, until: datetime) -> list[ChangedRecord]:
    """Records of `offices` that people outside of the record's office saved after `since`.

    Up to and including `until`; only what the book of changes tells `user`. What the seeds and
    commands save has no person behind it and is left out. One query for the changes, one for the
    members, and one for each kind changed.
    """
    if not offices:
        return []
    by_record: dict[int, dict[int, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for change in _made_by_people(user, since, until):
        by_record[change.content_type_id][change.object_id].append(change)
    members = _members(offices) if by_record else {}
    found = []
    for model in record_models():
        changes = by_record.get(ContentType.objects.get_for_model(model).pk, {})
        for record in _own(model, changes, user, offices):
            at_home = members[record.office_id]
            foreign = [one for one in changes[record.pk] if one.revision.user_id not in at_home]
            if foreign:
                found.append(_told(record, foreign))
    return found


def _made_by_people(user, since, until):
    return (
        Change.objects.visible_to(user)
        .filter(
            revision__date_created__gt=since,
            revision__date_created__lte=until,
            revision__user__isnull=False,
        )
        .select_related("revision__user")
        .order_by("revision__date_created", "pk")
    )


def _members(offices) -> dict[int, set[int]]:
    members: dict[int, set[int]] = defaultdict(set)
    for row in OfficeMember.objects.filter(office__in=offices):
        members[row.office_id].add(row.user_id)
    return members


def _own(model, changes, user, offices):
    if not changes:
        return []
    return (
        model.objects.visible_to(user)
        .filter(pk__in=list(changes), office__in=offices)
        .for_reading()
        .order_by("pk")
    )


def _told(record, changes) -> ChangedRecord:
    people = (change.revision.user for change in changes)
    return ChangedRecord(
        record,
        tuple(dict.fromkeys(person.get_full_name() or person.get_username() for person in people)),
        tuple(dict.fromkeys(one.revision.comment for one in changes if one.revision.comment)),
        localtime(changes[-1].revision.date_created).date(),
    )
