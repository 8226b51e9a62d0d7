"""Writing many records at once, with just what saving each of them would have left."""

from partnerships.services.bulk.drafts import Draft, blank, drafts

__all__ = ["Draft", "blank", "drafts"]
