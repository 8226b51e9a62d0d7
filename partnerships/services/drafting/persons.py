"""A person at a place of a text, before mentions of the same one are brought together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A person at `plain[start:end]`; the span covers title and name."""

    start: int
    end: int
    name: str
    title: str = ""
    slug: str = ""
    pk: int | None = None
