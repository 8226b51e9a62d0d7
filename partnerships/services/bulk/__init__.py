"""Writing many records at once, with just what saving each of them would have left."""

from partnerships.services.bulk.checks import Refusal, refusals
from partnerships.services.bulk.linked import Linked
from partnerships.services.bulk.loading import Draft, blank, drafts, parts_of
from partnerships.services.bulk.undoing import undo, undo_row
from partnerships.services.bulk.writing import BulkWrite, StaleRows, Written

__all__ = [
    "BulkWrite",
    "Draft",
    "Linked",
    "Refusal",
    "StaleRows",
    "Written",
    "blank",
    "drafts",
    "parts_of",
    "refusals",
    "undo",
    "undo_row",
]
