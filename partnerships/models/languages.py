"""Titles and summaries in further languages, beside the text as first written."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.models.fields import PlainCharField, PlainTextField

LANGUAGES = ("en", "ja", "hi")
TITLES = tuple(f"title_{language}" for language in LANGUAGES)
SUMMARIES = tuple(f"summary_{language}" for language in LANGUAGES)


def in_readers_language(record, name: str) -> str:
    """The text `name` of a record in the reader's language, "" where it is not given in it."""
    return getattr(record, f"{name}_{(get_language() or 'en')[:2]}", "")


class Titled(models.Model):
    """A record whose `title`, written in its own language, may be given in others too."""

    title_en = PlainCharField(_("title in English"), max_length=300, blank=True)
    title_ja = PlainCharField(_("title in Japanese"), max_length=300, blank=True)
    title_hi = PlainCharField(_("title in Hindi"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        """The title in the reader's language, else as first written."""
        return in_readers_language(self, "title") or self.title


class Summarised(models.Model):
    """A record whose summary may be given in other languages; `summary_name` is the original."""

    summary_name = "summary"

    summary_en = PlainTextField(_("summary in English"), blank=True)
    summary_ja = PlainTextField(_("summary in Japanese"), blank=True)
    summary_hi = PlainTextField(_("summary in Hindi"), blank=True)

    class Meta:
        abstract = True

    @property
    def shown_summary(self) -> str:
        """The summary in the reader's language, else as first written."""
        return in_readers_language(self, "summary") or getattr(self, self.summary_name)
