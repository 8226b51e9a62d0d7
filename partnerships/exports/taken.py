"""Keeps who took which table away."""

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access


def log_export(section: str, form: str, rows: int | None, asked, query: str | None = None) -> None:
    """Note an export of so many rows, None where a file has none.

    `asked` is the request, or for a command what has its `user`; `query` is what the file was
    filtered by, without one what the request asks for. Who asks for the head alone takes nothing.
    """
    if getattr(asked, "method", "") == "HEAD":
        return
    if query is None:
        query = asked.META.get("QUERY_STRING", "")
    request = asked if hasattr(asked, "META") else None
    record_access(
        AccessKind.EXPORT,
        request,
        user=asked.user,
        section=section,
        format=form,
        rows=rows,
        query=query,
    )
