"""A planned visit is made public only with where it was announced: the one rule of all channels.

The answer is a source that the record cites, a release or an article, or a statement of who
announced it and when, which stands in the history as the reason.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.choices import DelegationStatus, SourceLevel, Stage, Visibility
from partnerships.dates import day_display
from partnerships.models import Delegation, Event, Source
from partnerships.models.base import Record

#: How a meeting stands that has not taken place, by kind.
PLANNED: dict[type[Record], tuple[str, ...]] = {
    Delegation: (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED),
    Event: (Stage.PLANNED,),
}
#: Sources that announce; a note of one's own and hearsay do not.
_ANNOUNCING = (SourceLevel.OFFICIAL, SourceLevel.PRESS)


def statement(by: str, on: date) -> str:
    """The sentence for the history."""
    return _("Announced by %(by)s on %(date)s.") % {"by": by, "date": day_display(on)}


def makes_public(record: Record, stored: Record | None) -> bool:
    """Whether a save opens a planned visit to the public, or from an earlier day than until now.

    A new part of a mission that is public already was announced with it.
    """
    if not is_open_plan(record):
        return False
    if stored is None:
        mission = getattr(record, "parent", None) if isinstance(record, Delegation) else None
        return mission is None or not is_open_plan(mission)
    return not is_open_plan(stored) or _opens(record) < _opens(stored)


def is_open_plan(record: Record) -> bool:
    """Whether the record is of a visit to come that the public sees, or will see on a day."""
    if type(record) not in PLANNED:  # also of what is no record, in an import of regions
        return False
    state = getattr(record, "status", "") or getattr(record, "stage", "")
    return record.visibility == Visibility.PUBLIC and state in PLANNED[type(record)]


def refuse_unannounced(
    record: Record,
    stored: Record | None,
    announced: str,
    by,
    sources: Collection[int] | None = None,
) -> None:
    """Refuse a save that makes a planned visit public and does not say where it was announced.

    `announced` is a `statement`, "" without one. `sources` are the keys of those that the record
    cites, where its citations are not stored yet. The seeds, saved by None, are of what is public.
    Raises ValidationError at `announced_by`.
    """
    if by is None or announced or not makes_public(record, stored):
        return
    cited = Q(uses__in=record.citations.all()) if sources is None else Q(pk__in=sources)
    places = ~Q(url="") | ~Q(file_name="")
    if not Source.objects.filter(cited, places, level__in=_ANNOUNCING).exists():
        told = _(
            "A planned visit is made public only once it was announced. Cite the release or the "
            "article that announces it (an official or a press source), or say who announced it "
            "and on which day."
        )
        raise ValidationError({"announced_by": told})


def _opens(record) -> date:
    return record.public_from or date.min
