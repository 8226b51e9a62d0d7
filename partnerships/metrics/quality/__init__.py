"""What is missing or doubtful in the records, each check one rule that lists, counts and mends."""

from partnerships.metrics.quality.checks import Check, anchor, checks_of, flawed
from partnerships.metrics.quality.summary import SHOWN, Finding, flawed_rows, summary
from partnerships.metrics.quality.words import rule_of

__all__ = [
    "SHOWN",
    "Check",
    "Finding",
    "anchor",
    "checks_of",
    "flawed",
    "flawed_rows",
    "rule_of",
    "summary",
]
