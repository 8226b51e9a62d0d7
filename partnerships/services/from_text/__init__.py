"""From a text to a filled form: what the text proposes, what an official accepted, its source.

Nothing here writes but `save`, which the form of the new record ends in.
"""

from partnerships.services.from_text.filling import KINDS, Accepted, filled
from partnerships.services.from_text.keeping import save
from partnerships.services.from_text.proposing import propose
from partnerships.services.from_text.sourcing import NEW, GivenSource, completed

__all__ = ["KINDS", "NEW", "Accepted", "GivenSource", "completed", "filled", "propose", "save"]
