"""Drafts: what fixed rules read out of a release or article, before anybody confirms it.

No model, no network. Nothing here writes. docs/drafting.md says what is found and how.
"""

from partnerships.services.drafting.engine import MOST_CHARACTERS, TextTooLongError, draft
from partnerships.services.drafting.items import Draft
from partnerships.services.drafting.written import as_json

__all__ = ["MOST_CHARACTERS", "Draft", "TextTooLongError", "as_json", "draft"]
