"""Merging two records that are one: a preview, the merge with nothing lost, and its undoing."""

from partnerships.services.merging.doing import merge
from partnerships.services.merging.facts import BOTH, GONE, KEPT, Difference
from partnerships.services.merging.planning import MERGEABLE, Plan, plan
from partnerships.services.merging.undoing import undo

__all__ = [
    "BOTH",
    "GONE",
    "KEPT",
    "MERGEABLE",
    "Difference",
    "Plan",
    "merge",
    "plan",
    "undo",
]
