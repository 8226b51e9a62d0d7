"""The door of the engine: one text in, one draft out."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.services.drafting.items import Draft

MOST_CHARACTERS = 200_000


class TextTooLongError(ValueError):
    """A text above the limit; `str()` gives a translated sentence."""

    def __init__(self, length: int) -> None:
        message = _("The text has %(length)d characters; at most %(limit)d are read.")
        super().__init__(message % {"length": length, "limit": MOST_CHARACTERS})


def draft(text: str, *, published: date | None = None, user) -> Draft:
    """Return what the text tells, names known from the records that `user` may see.

    `published` is the day of the article, None when unknown; a dateline or posting date in the
    text then stands in. Raises TextTooLongError.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLongError(len(text))
    return Draft()
