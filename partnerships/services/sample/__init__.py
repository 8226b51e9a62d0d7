"""Made-up records in any number, for measuring and trying out; the same seed gives the same."""

from partnerships.services.sample.making import make

__all__ = ["make"]
