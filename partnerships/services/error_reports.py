"""Taking what a reader reports to be wrong in a record, as a follow-up of those who own it.

The record itself is not saved: a stranger must not raise its version, and no history may keep an
e-mail address that is to go when the follow-up is done.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from partnerships.choices import OrganisationKind, Visibility
from partnerships.dates import PartialDate, Precision
from partnerships.models import ErrorReport, FollowUp, Organisation, Region
from partnerships.models.base import Record

#: Days in which somebody is to look at a report; its follow-up falls due then.
LOOKED_AT_WITHIN = 14
#: Reports taken in a day: from one sender, from one sender on one record, on one record, in all.
MOST_OF_SENDER, MOST_OF_SENDER_ON_RECORD, MOST_ON_RECORD, MOST = 10, 3, 20, 300
#: An address nobody asked a question at is kept no longer than this.
KEPT_FOR = timedelta(days=365)
A_DAY = timedelta(days=1)


class TooManyReports(Exception):
    """The limits of the day are reached; nothing was taken."""


@dataclass(frozen=True)
class Reported:
    """What was written into the form, checked there."""

    wrong: str
    right: str = ""
    written_at: str = ""
    email: str = ""


def owner_of(record) -> Record | None:
    """The record whose follow-ups tell of `record`: itself, and of a region its government."""
    if isinstance(record, Record):
        return record
    if isinstance(record, Region):
        kind = OrganisationKind.REGIONAL_GOVERNMENT
        return Organisation.objects.filter(region=record.pk, kind=kind).first()
    return None


def report(record, reported: Reported, *, address: str, on: date) -> FollowUp:
    """Take a report on `record`, which its sender may see, from the network address `address`.

    The follow-up belongs to the record's office, to the administrators where it has none. Raises
    `TooManyReports`; the address is kept as a keyed digest of the day, and for that day only.
    """
    owner = owner_of(record)
    sender = _digest(address, on)
    forget()
    with transaction.atomic():
        _refuse_too_many(owner, sender)
        follow_up = _follow_up(record, owner, reported.wrong, on)
        taken = ErrorReport(follow_up=follow_up, sender=sender, **vars(reported))
        taken.full_clean()
        taken.save()
    return follow_up


def forget() -> None:
    """Take out what is no longer needed: addresses of answered reports, senders of past days."""
    now = timezone.now()
    reports = ErrorReport.objects
    reports.with_email().answered().update(email="")
    reports.with_email().filter(reported_at__lt=now - KEPT_FOR).update(email="")
    reports.with_sender().filter(reported_at__lt=now - A_DAY).update(sender="")


def _digest(address: str, on: date) -> str:
    """Unreadable without the site's secret, and another one on another day."""
    salt = "partnerships.services.error_reports"
    return salted_hmac(salt, f"{on.isoformat()} {address}", algorithm="sha256").hexdigest()


def _refuse_too_many(owner, sender) -> None:
    today = ErrorReport.objects.filter(reported_at__gt=timezone.now() - A_DAY)
    kind = ContentType.objects.get_for_model(owner)
    of_record = {"follow_up__content_type": kind, "follow_up__object_id": owner.pk}
    limits = (
        (today.filter(sender=sender, **of_record), MOST_OF_SENDER_ON_RECORD),
        (today.filter(sender=sender), MOST_OF_SENDER),
        (today.filter(**of_record), MOST_ON_RECORD),
        (today, MOST),
    )
    if any(found.count() >= most for found, most in limits):
        raise TooManyReports


def _follow_up(record, owner, wrong: str, on: date) -> FollowUp:
    due = on + timedelta(days=LOOKED_AT_WITHIN)
    words = Truncator(" ".join(wrong.split())).chars(160)
    told = _("Error reported: %(words)s")
    if owner is not record:
        told = _("Error reported on the page of the region: %(words)s")
    follow_up = FollowUp(
        record=owner,
        what=told % {"words": words},
        office=owner.office,
        visibility=Visibility.OFFICE,
    )
    follow_up.due = PartialDate(due, due, Precision.DAY.value)
    follow_up.full_clean()
    follow_up.save()
    return follow_up
