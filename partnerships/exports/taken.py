"""Keeps who took which table away."""

import logging

from partnerships.models import ExportLog

logger = logging.getLogger("partnerships.exports")

MOST_LOGGED = 2_000


def log_export(section: str, form: str, query: str, rows: int, user) -> None:
    """Note an export of so many rows: `query` is what was asked for, as a list's address says."""
    known = user if user.is_authenticated else None
    ExportLog.objects.create(
        user=known, section=section, format=form, query=query[:MOST_LOGGED], rows=rows
    )
    logger.info("export of %s as %s: %d rows for %s", section, form, rows, known or "a visitor")
