"""A word of a text that tells the kind or direction of the matter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A word that tells the kind or direction, at `plain[start:end]`."""

    value: str
    start: int
    end: int
    weight: float
