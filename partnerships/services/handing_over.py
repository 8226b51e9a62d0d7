"""Handing the open work of a person for an office over to a successor, in one transaction.

Follow-ups that name the person name the successor from then on, each with its record's history;
what else they looked after follows from the book of handovers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnerships.models import FollowUp, Handover, Office, User
from partnerships.models.accounts import WRITING
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.services import members, records
from partnerships.services.signing_in import sessions


@dataclass(frozen=True)
class Desk:
    """What a person looks after for an office; the first one holds what is of no office, too.

    `office` is None for who is a member of none.
    """

    account: User
    office: Office | None
    is_first: bool = True

    def follow_ups(self, by) -> QuerySet:
        """The open ones that name the person and that `by` may change."""
        of_office = Q(office=self.office) if self.office else Q(pk__in=[])
        loose = Q(office__isnull=True) if self.is_first else Q(pk__in=[])
        found = FollowUp.objects.editable_by(by).standing()
        return found.filter(of_office | loose, person=self.account)

    def successors(self) -> QuerySet:
        """Who may take it over: who writes for the office; of none, the administrators."""
        found = User.objects.filter(is_active=True).exclude(pk=self.account.pk)
        if self.office is None:
            return found.filter(is_superuser=True).order_by("username")
        rows = self.office.members.filter(role__in=WRITING)
        return found.filter(pk__in=rows.values("user")).order_by("username")


def desks_of(account: User, by) -> list[Desk]:
    """The desks of the person that `by` may hand over: an administrator, a lead, themselves.

    They are those of the offices that the person is a member of, or has follow-ups for.
    """
    own = account.memberships.values_list("office", flat=True)
    follow_ups = FollowUp.objects.standing().filter(person=account, office__isnull=False)
    keys = {*own, *follow_ups.values_list("office", flat=True)}
    all_of_them = list(Office.objects.filter(pk__in=keys).order_by("name", "pk"))
    desks = [Desk(account, office, number == 0) for number, office in enumerate(all_of_them)]
    return [desk for desk in desks or [Desk(account, None)] if may_hand_over(desk, by)]


def may_hand_over(desk: Desk, by) -> bool:
    if is_administrator(by) or by.pk == desk.account.pk:
        return True
    return bool(desk.office and desk.office.pk in jurisdiction_of(by).leading_offices)


def hand_over(desk: Desk, to: User | None, *, by, reason: str = "") -> Handover:
    """Give the open work of a desk to a successor; with `to` None it stays with nobody.

    Raises PermissionDenied where `by` may not, ValidationError for who cannot succeed and for
    a record that refuses to be saved; nothing is written then. What `by` may not see or change
    stays as it is.
    """
    if not may_hand_over(desk, by):
        raise PermissionDenied
    with transaction.atomic():
        if to is not None and not desk.successors().filter(pk=to.pk).exists():
            raise ValidationError(_("Choose an active officer of the same office."))
        done = Handover(office=desk.office, of=desk.account, to=to, by=by, reason=reason)
        done.full_clean()
        rows = list(desk.follow_ups(by).order_by("content_type", "object_id", "pk"))
        _reassign(rows, to, by, _in_words(done))
        done.follow_ups = len(rows)
        done.save()
    return done


def _reassign(rows, to, by, why) -> None:
    about = defaultdict(list)
    for row in rows:
        about[row.content_type_id, row.object_id].append(row.pk)
    for (kind, key), keys in about.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        record = model.objects.select_for_update().get(pk=key)
        named = FollowUp.objects.filter(pk__in=keys)
        records.save(record, [lambda named=named: named.update(person=to)], by=by, reason=why)


def _in_words(handover) -> str:
    told = _("Handed over by %(of)s; nobody is named.") % {"of": handover.of}
    if handover.to:
        told = _("Handed over by %(of)s to %(to)s.") % {"of": handover.of, "to": handover.to}
    return f"{told} {handover.reason}".strip()


#: The successor at each desk; None where it stays with nobody.
Successors = Mapping[Desk, User | None]


def disable_all(answers: Iterable[tuple[User, Successors]], *, by, reason: str = "") -> None:
    """Close accounts, whose sessions end with them, and hand their open work over: all or none.

    `answers` name the successor at each desk where something is open. Raises PermissionDenied
    where `by` may not close one, ValidationError for a desk that is not answered for.
    """
    with transaction.atomic():
        for account, successors in answers:
            stored = User.objects.select_for_update().get(pk=account.pk)
            if not members.may_disable(stored, by):
                raise PermissionDenied
            _leave(stored, successors, by=by, reason=reason)
            stored.is_active = False
            stored.save(update_fields=["is_active"])
            sessions.end_all(stored)  # they would come back when the account is enabled again


def end_membership(member, successors: Successors, *, by, reason: str = "") -> None:
    """End a membership and hand the open work for that office over; raises like `disable_all`."""
    with transaction.atomic():
        _leave(member.user, successors, by=by, reason=reason, office=member.office)
        members.end(member, by=by)


def _leave(account, successors, *, by, reason, office=None) -> None:
    for desk in desks_of(account, by):
        if desk in successors:
            hand_over(desk, successors[desk], by=by, reason=reason)
        elif (office in (None, desk.office)) and desk.follow_ups(by).exists():
            raise ValidationError(
                _("Say who takes over the follow-ups of %(account)s.") % {"account": account}
            )
