"""Members of an office: who may change their role, end it, close or remove their account."""

from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from reversion.models import Revision

from partnerships.models import OfficeMember, User
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.services.inviting import BELOW_LEAD


def may_change(member: OfficeMember, by) -> bool:
    """Whether `by` changes or ends this membership.

    A lead does for officials and officers of an office of theirs; other leads and secretariats
    are for administrators.
    """
    if is_administrator(by):
        return True
    return member.role in BELOW_LEAD and member.office_id in jurisdiction_of(by).leading_offices


def change_role(member: OfficeMember, role: str, *, by) -> bool:
    """Give a member another role; whether it is another one.

    Raises PermissionDenied where `by` may not change this member, or not into this role.
    """
    with transaction.atomic():
        stored = _held(member, by)
        if not (is_administrator(by) or role in BELOW_LEAD):
            raise PermissionDenied
        changed = stored.role != role
        stored.role = role
        stored.full_clean()
        stored.save(update_fields=["role"])
    return changed


def end(member: OfficeMember, *, by) -> None:
    """End a membership; the account stays, and reads. Raises PermissionDenied."""
    with transaction.atomic():
        _held(member, by).delete()


def _held(member, by) -> OfficeMember:
    """The membership as it is stored, locked, where `by` may change it."""
    stored = OfficeMember.objects.select_for_update().filter(pk=member.pk).first()
    if stored is None or not may_change(stored, by):
        raise PermissionDenied
    return stored


def may_disable(account: User, by) -> bool:
    """Whether `by` closes this account: administrators, never their own.

    A lead does for those who are members of nothing but offices of theirs, below lead.
    """
    if account.pk == by.pk:
        return False
    if is_administrator(by):
        return True
    if account.is_superuser:
        return False
    members = list(account.memberships.all())
    led = jurisdiction_of(by).leading_offices
    return bool(members) and all(
        member.office_id in led and member.role in BELOW_LEAD for member in members
    )


def may_delete(account: User, by) -> bool:
    """Whether `by` removes this account: administrators, never their own nor one that left traces.

    Who recorded something, looks after something or decided something stays named; such an account
    is disabled, which asks who takes its open work over.
    """
    if not is_administrator(by) or account.pk == by.pk:
        return False
    traces = Q()
    for rows, link in _naming_accounts():
        traces |= Q(Exists(rows.filter(**{link: OuterRef("pk")})))
    return not User.objects.filter(traces, pk=account.pk).exists()


def _naming_accounts() -> Iterator[tuple[models.QuerySet, str]]:
    """Rows that tell who did something, with their link to the account.

    They are the histories, whose links would be emptied, and what no account may be taken from.
    """
    yield Revision.objects.order_by(), "user"
    yield LogEntry.objects.order_by(), "user"
    for link in User._meta.get_fields(include_hidden=True):
        if link.one_to_many and link.on_delete is models.PROTECT:
            yield link.related_model._base_manager.order_by(), link.field.name
