"""What is done to accounts and memberships, in the access log."""

from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access


def note_account(request, what: str) -> None:
    """Tell the access log what was done to an account or a membership, in English."""
    record_access(AccessKind.ACCOUNT, request, reason=what)
