"""What is overdue on a day: pledges that still stand and follow-ups that are not done."""

from dataclasses import dataclass

from partnerships.models import FollowUp, Pledge


@dataclass(frozen=True)
class Overdue:
    """The longest overdue first; of more than `most` of a kind only the number is told."""

    pledges: list[Pledge]
    follow_ups: list[FollowUp]
    more_pledges: int
    more_follow_ups: int


def overdue(user, on, most: int) -> Overdue:
    """What `user` may see of it on the day `on`; of each kind the lines shown and their number."""
    pledges = Pledge.objects.overdue(on).for_story(user)
    follow_ups = FollowUp.objects.visible_to(user).overdue(on).for_list(user)
    return Overdue(
        pledges=list(pledges[:most]),
        follow_ups=list(follow_ups[:most]),
        more_pledges=max(pledges.count() - most, 0),
        more_follow_ups=max(follow_ups.count() - most, 0),
    )
