"""Who was met, when last, and who of them has left the post they held then.

Met are the people named on delegations and events that took place. Somebody has left when every
post that they may have held at the last meeting ended by the day asked, or somebody else is
recorded in it since. A post without any date, one whose end is not certain and a person without a
post then are unknown: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import ngettext

from partnerships.choices import DelegationStatus, PostState, Stage
from partnerships.models import Delegation, Event, Holding


@dataclass(frozen=True)
class Met:
    """One person: the last meeting, the posts that they may have held then, and what is known.

    `day` is the latest possible day of that meeting, None when no meeting is dated.
    """

    person: Any
    last: Delegation | Event
    day: date | None
    posts: tuple["HeldPost", ...]

    @property
    def state(self) -> PostState:
        states = {held.state for held in self.posts}
        if PostState.THERE in states:
            return PostState.THERE
        return PostState.LEFT if states == {PostState.LEFT} else PostState.UNKNOWN


@dataclass(frozen=True)
class HeldPost:
    """A holding with its state on the day asked, and the successor who is recorded, if any."""

    holding: Any
    state: PostState
    successor: Holding | None = None


@dataclass(frozen=True)
class PeopleMet:
    """Everyone met, latest first."""

    rows: tuple[Met, ...]

    def having(self, state: PostState) -> tuple[Met, ...]:
        return tuple(met for met in self.rows if met.state == state)

    @property
    def by_person(self) -> dict[int, Met]:
        return {met.person.pk: met for met in self.rows}

    @property
    def by_post(self) -> dict[int, Met]:
        """The last meeting with whoever held each post then."""
        found: dict[int, Met] = {}
        for met in self.rows:
            for held in met.posts:
                found.setdefault(held.holding.post_id, met)
        return found

    @property
    def text(self) -> str:
        """“3 of 5 people met have left their post. Of 1 no post is known.”; "" without a person."""
        if not self.rows:
            return ""
        told = [_left_text(len(self.having(PostState.LEFT)), len(self.rows))]
        unknown = len(self.having(PostState.UNKNOWN))
        if unknown:
            told.append(_unknown_text(unknown))
        return " ".join(told)


def _left_text(left: int, met: int) -> str:
    return ngettext(
        "%(left)d of %(number)d person met has left their post, as recorded here.",
        "%(left)d of %(number)d people met have left their post, as recorded here.",
        met,
    ) % {"left": left, "number": met}


def _unknown_text(number: int) -> str:
    return ngettext("Of %(number)d it is not known.", "Of %(number)d it is not known.", number) % {
        "number": number
    }


def people_met(meetings: Iterable, user, on: date) -> PeopleMet:
    """Everyone named on those of `meetings` that took place by `on`; one query for their posts.

    `meetings` are delegations and events that `user` may see, with their attendances prefetched
    as far as they may be seen.
    """
    last: dict[int, tuple] = {}
    for meeting in meetings:
        if not took_place(meeting, on):
            continue
        for row in meeting.attendances.all():
            known = last.get(row.person_id)
            if row.person and (known is None or _day(meeting) > _day(known[1])):
                last[row.person_id] = (row.person, meeting)
    posts = held_posts(last, user, on)
    rows = [
        Met(person, meeting, meeting.last_day, _held_then(posts[key], meeting))
        for key, (person, meeting) in last.items()
    ]
    rows.sort(key=lambda met: (-_day(met.last).toordinal(), str(met.person)))
    return PeopleMet(tuple(rows))


def took_place(meeting, on: date) -> bool:
    """Whether it is recorded as having taken place, and not wholly after the day `on`."""
    done = (
        meeting.status == DelegationStatus.COMPLETED
        if isinstance(meeting, Delegation)
        else meeting.stage == Stage.DONE
    )
    return done and (meeting.start_earliest is None or meeting.start_earliest <= on)


def _day(meeting) -> date:
    return meeting.last_day or date.min


def held_posts(people: Iterable[int], user, on: date) -> dict[int, list[HeldPost]]:
    """{person: their posts with what is known of them on the day `on`}; one query."""
    keys = set(people)
    posts = Holding.objects.filter(person__in=keys).values("post")
    found = Holding.objects.visible_to(user).filter(post__in=posts).for_reading().order_by("pk")
    by_post: dict[int, list[Holding]] = defaultdict(list)
    for holding in found if keys else ():
        by_post[holding.post_id].append(holding)
    held: dict[int, list[HeldPost]] = defaultdict(list)
    for holdings in by_post.values():
        for holding in holdings:
            if holding.person_id in keys:
                held[holding.person_id].append(_state_of(holding, holdings, on))
    return held


def _held_then(posts: list[HeldPost], meeting) -> tuple[HeldPost, ...]:
    """The posts that the person may have held on the days of the meeting."""
    first, last = meeting.start_earliest or date.min, meeting.last_day or date.max
    return tuple(
        held
        for held in posts
        if (held.holding.held_from_earliest or date.min) <= last
        and (held.holding.held_until_latest or date.max) >= first
    )


def _state_of(holding, holdings, on: date) -> HeldPost:
    if holding.held_until_latest and holding.held_until_latest <= on:
        return HeldPost(holding, PostState.LEFT)
    successor = _successor(holding, holdings, on)
    if successor:
        return HeldPost(holding, PostState.LEFT, successor)
    may_be_over = holding.held_until_latest and (holding.held_until_earliest or date.min) <= on
    if _last_known(holding) is None or may_be_over:
        return HeldPost(holding, PostState.UNKNOWN)
    return HeldPost(holding, PostState.THERE)


def _successor(holding, holdings, on: date) -> Holding | None:
    """Whoever is first recorded in the post after the last day this one is known in it."""
    known = _last_known(holding)
    if known is None:
        return None
    later = [
        (begun, other.pk, other)
        for other in holdings
        if other.person_id != holding.person_id
        and (begun := other.held_from_earliest or other.seen_on_earliest)
        and known < begun <= on
    ]
    return min(later)[2] if later else None


def _last_known(holding) -> date | None:
    """The last day on which it is recorded as held; None without any date."""
    days = [day for day in (holding.seen_on_latest, holding.held_from_latest) if day]
    return max(days, default=None)
