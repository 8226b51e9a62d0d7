"""The book of changes: what a save of a record is entered as, and what a reader is told of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import reversion
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind, Visibility
from partnerships.models import Change, User
from partnerships.models.base import Record
from partnerships.models.changes import level_on
from partnerships.models.facts import fact_of_columns
from partnerships.models.visibility import jurisdiction_of, visible_levels
from partnerships.services import history, ownership
from partnerships.services.differences import Differences, differences
from partnerships.services.states import INTERNAL, Reader, State, links_of, read_states, state_of

#: A record as `history.snapshot` gives it.
Snapshot = dict[str, list[dict]]
#: So many changes of a record are looked through for those that tell its reader something.
MOST = 1000


def enter(record, kind, stored=None, before: Snapshot | None = None) -> None:
    """Enter the record into the running revision and into the book of changes.

    `stored` is the record as it was until now and `before` its snapshot; None for a new one.
    """
    today = timezone.localdate()
    visibility = level_on(record, today)
    seen_before = level_on(stored, today) if stored is not None else ""
    reversion.add_to_revision(record)
    reversion.add_meta(
        Change,
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        previous=Change.objects.of(record).first(),
        kind=kind,
        number=record.version,
        visibility=visibility,
        seen_before=seen_before,
        office_id=ownership.office_of_change(record, visibility, reversion.get_user()),
        told_to=_told_to(record, before) if visibility == seen_before and before else visibility,
    )


def _told_to(record, before: Snapshot) -> str:
    old, new = state_of(record, before), state_of(record, history.snapshot(record))
    return told_to([(old, new)])[0]


def told_to(pairs: Sequence[tuple[State, State]], reader=Reader) -> list[str]:
    """Of each change, from one state to the other, the most people who may know of any of it.

    Facts of the record are told to whoever sees it; of links and rows it depends on what is at
    their other end, and on the level of a row that has one. A fixed number of queries for records
    of one kind; `reader` makes the readers.
    """
    told = [
        Visibility.PUBLIC if differ_plainly(new.model, old.columns, new.columns) else None
        for old, new in pairs
    ]
    readers = (
        (Visibility.PUBLIC, partial(reader, AnonymousUser())),
        (Visibility.OFFICIALS, partial(reader, User())),
        (Visibility.PARTIES, partial(reader, User(), is_party=True)),
    )
    for level, reader_of in readers:
        open_ones = [number for number, found in enumerate(told) if found is None]
        reading = reader_of([state for number in open_ones for state in pairs[number]])
        for number in open_ones:
            if differences(*pairs[number], reading):
                told[number] = level
    return [found or Visibility.OFFICE for found in told]


def differ_plainly(model, old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Whether a fact of a record itself was changed that is told to all who see the record.

    `old` and `new` are its columns by name.
    """
    return any(old[name] != new[name] for name in _plain_facts(model))


@cache
def _plain_facts(model: type[Record]) -> frozenset[str]:
    links = {field.name for field in links_of(model)}
    return frozenset(fact_of_columns(model).keys() - links - INTERNAL)


@dataclass(frozen=True)
class Entry:
    """A change as one reader is told of it.

    `what` is None where there is nothing to compare with: the record is new, or was hidden from
    the reader until then.
    """

    change: Change
    what: Differences | None
    user: object

    @property
    def is_first(self) -> bool:
        return self.what is None

    @property
    def words(self) -> str:
        """What was done, as a word: "Changed"; a record that was opened is "Made visible"."""
        opened = self.what is None and self.change.previous is not None
        return _("Made visible") if opened else self.change.get_kind_display()

    @property
    def who(self) -> str:
        """Who did it. Officials read names; visitors only that it was an official.

        What an official does is the office's business; whoever signs in works with these people.
        """
        by = self.change.revision.user
        if by is None:
            return _("The site itself")
        return (by.get_full_name() or str(by)) if self.user.is_authenticated else _("An official")

    @property
    def why(self) -> str:
        """The reason that was given; it is written for colleagues, not for visitors."""
        return self.change.revision.comment if self.user.is_authenticated else ""


def entries(changes: Sequence[Change], user, *, in_full: bool = False) -> list[Entry]:
    """What the reader is told of each of these changes, in a fixed number of queries.

    The changes are visible to the reader and loaded `for_list`. `in_full` is for those who may
    edit the records. Of a change of nothing that the reader may see any more, `what` is empty.
    """
    states = read_states(_with_previous(changes))
    reader = Reader(user, states.values(), in_full=in_full)
    return [Entry(change, _what(change, states, reader), user) for change in changes]


def telling(found: Iterable[Entry]) -> list[Entry]:
    """The entries that tell something: a change of nothing that is seen is left out."""
    return [entry for entry in found if entry.what is None or entry.what]


def told_of(record, user, *, in_full: bool = False) -> tuple[list[Entry], bool]:
    """What the reader is told of a record's changes, newest first, and whether there are too many.

    Pages are counted of this: a count of the changes would tell that there are hidden ones.
    """
    changes = Change.objects.visible_to(user).of(record).for_list(user)
    newest = list(changes[: MOST + 1])
    found = telling(entries(newest[:MOST], user, in_full=in_full))
    return found, len(newest) > MOST


def stands(change: Change, record, user, *, in_full: bool = False) -> bool:
    """Whether the reader sees the record as it was after the change, the last that they are shown.

    So it is where nothing came later but what is hidden from them. What they may see and were
    not told of is compared: a row of their office, say, that an administrator changed.
    """
    newest = Change.objects.of(record).first()
    if newest is None or change == newest:
        return True
    states = read_states([change, newest])
    if len(states) < 2:
        return False
    reader = Reader(user, states.values(), in_full=in_full)
    return not differences(states[change.pk], states[newest.pk], reader)


def _with_previous(changes) -> Iterable[Change]:
    for change in changes:
        yield change
        if change.previous is not None:
            yield change.previous


def _what(change: Change, states: dict[int, State], reader: Reader) -> Differences | None:
    after = states.get(change.pk)
    before = states.get(change.previous_id) if change.previous_id else None
    if after is None or before is None or not change.shows_before():
        return None
    if change.kind == ChangeKind.REMOVED:
        return Differences()
    return differences(before, after, reader)


def removal_known_to(user, record: Record) -> Change | None:
    """The removal of a record that is gone, where `user` saw the record; None for others.

    Its parties went with it, so at their level those are told whose office had a hand in it.
    """
    changes = Change.objects.of(record)
    newest = changes.select_related("revision__user").first()
    if newest is None or newest.kind != ChangeKind.REMOVED:
        return None
    if newest.visibility in visible_levels(user):
        return newest
    offices = jurisdiction_of(user).offices
    if newest.visibility == Visibility.OFFICE:
        return newest if newest.office_id in offices else None
    return newest if changes.filter(office__in=offices).exists() else None


def would_change(record, change: Change, user) -> Differences:
    """What restoring the state that `change` made would change of the record as it stands.

    For those who may edit the record; nothing where that state is not on record.
    """
    state = read_states([change]).get(change.pk)
    if state is None:
        return Differences()
    now = state_of(record, history.snapshot(record))
    return differences(now, state, Reader(user, [now, state], in_full=True))
