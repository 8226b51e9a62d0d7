"""Missions that took place, each way."""

from dataclasses import dataclass

from partnerships.choices import DelegationStatus, Direction


@dataclass(frozen=True)
class EachWay:
    """Completed missions to Japan and to India; planned and cancelled ones are neither."""

    to_japan: tuple
    to_india: tuple


def each_way(delegations) -> EachWay:
    """`delegations` are those a reader may see; a joint mission counts once."""
    took_place = [one for one in delegations if one.status == DelegationStatus.COMPLETED]

    def going(direction):
        return tuple(one for one in took_place if one.direction == direction)

    return EachWay(going(Direction.INDIA_TO_JAPAN), going(Direction.JAPAN_TO_INDIA))
