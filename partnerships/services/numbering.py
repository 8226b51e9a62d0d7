"""References and slugs: given once, never changed, never used twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import MergedRecord, ReferenceCounter
from partnerships.text import SLUG_LENGTH, slug_from


def give_reference(record) -> None:
    """Set the next reference of the record's prefix and year, under the lock of its counter.

    The year is that of the record's leading date, of today's date when that is unknown. A record
    that states its reference (a seed) keeps it, and the counter moves past it. Call it in the
    transaction that saves the record. Raises ValidationError for a reference of another form.
    """
    if record.reference:
        record.reference_year, record.reference_number = stated_parts(record)
    else:
        record.reference_year = year_of(record)
        record.reference_number = None
    counter = locked_counter(record.prefix, record.reference_year)
    record.reference_number = count_on(counter, record.reference_number)
    record.reference = reference_of(counter, record.reference_number)
    counter.save()


def count_on(counter: ReferenceCounter, stated: int | None) -> int:
    """The next number, or the stated one, past which the counter moves; nothing is saved."""
    number = counter.last + 1 if stated is None else stated
    counter.last = max(counter.last, number)
    return number


def reference_of(counter: ReferenceCounter, number: int) -> str:
    return f"{counter.prefix}-{counter.year}-{number:04d}"


def stated_parts(record) -> tuple[int, int]:
    """Year and number of a stated reference; ValidationError unless it is written as given out."""
    stated = re.fullmatch(r"([A-Z]{3})-(\d{4})-(\d{4}|[1-9]\d{4,8})", record.reference, re.ASCII)
    if not stated or stated[1] != record.prefix:
        told = _("“%(value)s” is no reference of this kind; write one such as %(example)s.")
        values = {"value": record.reference, "example": f"{record.prefix}-2025-0001"}
        raise ValidationError({"reference": told % values})
    return int(stated[2]), int(stated[3])


def locked_counter(prefix: str, year: int) -> ReferenceCounter:
    """The counter of a prefix in a year, locked until the end of the transaction."""
    ReferenceCounter.objects.get_or_create(prefix=prefix, year=year)
    return ReferenceCounter.objects.select_for_update().get(prefix=prefix, year=year)


def year_of(record) -> int:
    """The year that a reference given to the record today carries."""
    date = getattr(record, record.dated_by)
    day = date.earliest or date.latest
    return day.year if day else timezone.localdate().year


def free_slug(record) -> str:
    """A slug of the record's words that no other record of its model has, or had before a merge.

    A taken one gets the record's further words, then a number; words without Latin letters fall
    back to the model's name.
    """
    model = type(record)
    bases = slug_bases(model, record.slug_words())
    taken = model.objects.exclude(pk=record.pk)
    merged = MergedRecord.objects.of(model)

    def is_free(slug: str) -> bool:
        return not (taken.filter(slug=slug).exists() or merged.filter(key=slug).exists())

    return next(slug for slug in chain(bases, numbered_slugs(bases)) if is_free(slug))


def slug_bases(model, words: Sequence[str]) -> list[str]:
    """The slugs that these words make, best first; at least one."""
    bases = [slug_from(*words[: size + 1]) for size in range(len(words))]
    return [base for base in bases if base] or [slug_from(model._meta.model_name)]


def numbered_slugs(bases: Sequence[str]) -> Iterator[str]:
    """What is tried, in this order, where all of `bases` are taken."""
    return (f"{bases[-1][: SLUG_LENGTH - 6]}-{number}" for number in count(2))
