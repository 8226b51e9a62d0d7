"""What somebody looks after for an office: what their successor has to know of.

Follow-ups name the person. Pledges, drafts and planned meetings are those that they recorded, or
that were handed to them by who did; the book of handovers says until when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from partnerships.choices import ChangeKind, ImportState, Visibility
from partnerships.metrics.agenda import AWAITED
from partnerships.metrics.ahead import BY_REFERENCE, sorted_on
from partnerships.models import Change, FollowUp, Handover, ImportBatch, Pledge
from partnerships.models.sources import record_models

#: Of each kind not more is read; a page says that there is more.
MOST = 500
UNFINISHED = (ImportState.UPLOADED, ImportState.PLANNING, ImportState.PLANNED)


@dataclass(frozen=True)
class OpenWork:
    """`drafts` are records kept for the office alone, `imports` files that were not applied."""

    follow_ups: list
    pledges: list
    drafts: list
    coming: list
    imports: list

    @property
    def count(self) -> int:
        return sum(map(len, (self.follow_ups, self.pledges, self.drafts, self.coming)))

    def __bool__(self) -> bool:
        return self.count > 0


def open_work(account, office, reader, on: date, *, with_loose: bool = True) -> OpenWork:
    """What `account` looks after for `office` on the day `on`, as far as `reader` may see it.

    `office` None is what is of no office; `with_loose` adds follow-ups of none to another. A
    constant number of queries.
    """
    recorded = _recorded_by(account, office)
    mine = FollowUp.objects.visible_to(reader).standing().filter(person=account)
    of_office = Q(office=office) if office else Q(office__isnull=True)
    follow_ups = mine.filter(of_office | Q(office__isnull=True) if with_loose else of_office)
    return OpenWork(
        follow_ups=list(follow_ups.for_list(reader)[:MOST]),
        pledges=_pledges(account, office, reader, recorded),
        drafts=_drafts(office, reader, recorded),
        coming=_coming(office, reader, recorded, on),
        imports=list(ImportBatch.objects.visible_to(reader).filter(_unfinished(account))[:MOST]),
    )


def _unfinished(account) -> Q:
    return Q(user=account, state__in=UNFINISHED)


def _pledges(account, office, reader, recorded) -> list:
    """Those that the office answers for, recorded or reviewed by them or with a task of theirs."""
    if office is None:
        return []
    answered = Q(responsible_office=office) | Q(responsible_office=None, office=office)
    kind = ContentType.objects.get_for_model(Pledge)
    named = FollowUp.objects.standing().filter(person=account, content_type=kind)
    theirs = (
        Q(pk__in=_keys(Pledge, recorded))
        | Q(pk__in=Pledge.objects.filter(reviews__by=account).values("pk"))
        | Q(pk__in=named.visible_to(reader).values("object_id"))
    )
    found = Pledge.objects.visible_to(reader).standing().filter(answered, theirs)
    return list(found.soonest_first()[:MOST])


def _drafts(office, reader, recorded) -> list:
    if office is None:
        return []
    drafts: list = []
    for model in record_models():
        own = Q(office=office, visibility=Visibility.OFFICE, pk__in=_keys(model, recorded))
        drafts += model.objects.visible_to(reader).filter(own).for_reading().order_by("pk")[:MOST]
    return drafts


def _coming(office, reader, recorded, on) -> list:
    """Planned meetings of the office, the soonest first, those without a date last."""
    if office is None:
        return []
    found: list = []
    for model, awaited in AWAITED.items():
        own = Q(office=office) | Q(filed_by=office)
        rows = model.objects.visible_to(reader).filter(awaited, own)
        found += rows.filter(pk__in=_keys(model, recorded)).order_by(*BY_REFERENCE)[:MOST]
    ahead = sorted_on(found, on)
    return [*ahead.coming, *ahead.undated]


def _keys(model, recorded: Q):
    """The keys of the records of a kind whose first save the rule finds."""
    kind = ContentType.objects.get_for_model(model)
    saves = Change.objects.filter(recorded, content_type=kind, kind=ChangeKind.RECORDED)
    return saves.order_by().values("object_id")


def _recorded_by(account, office) -> Q:
    """Saves by the person, and by those who handed over to them, each in their time."""
    rows = list(Handover.objects.filter(office=office).order_by("at", "pk"))
    rule = Q(pk__in=[])
    for user, after, before in _terms(account.pk, rows):
        term = Q(revision__user=user)
        if after:
            term &= Q(revision__date_created__gt=after)
        if before:
            term &= Q(revision__date_created__lte=before)
        rule |= term
    return rule


Term = tuple[int, datetime | None, datetime | None]


def _terms(user: int, rows: list[Handover], until: datetime | None = None) -> Iterable[Term]:
    """(user, after, until) of those whose records the user looks after at the moment `until`.

    Each way back leads to an earlier handover, so it ends.
    """
    past = [row for row in rows if until is None or row.at < until]
    since = max((row.at for row in past if row.of_id == user), default=None)
    yield user, since, until
    for row in past:
        if row.to_id == user and (since is None or row.at > since):
            yield from _terms(row.of_id, past, row.at)
