"""Which records on file look like one being written, and why: told before there are two of it."""

from partnerships.metrics.lookalikes.finding import MODELS, look_alikes
from partnerships.metrics.lookalikes.sought import LookAlike, Sought, sought_of

__all__ = ["MODELS", "LookAlike", "Sought", "look_alikes", "sought_of"]
