"""People who move: a post ends and another begins, in one save of the person."""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.dates import PartialDate
from partnerships.models import Holding, Person, Post
from partnerships.services import records


def move(
    person: Person,
    holding: Holding,
    until: PartialDate,
    onward: tuple[Post, PartialDate] | None,
    **saving,
) -> None:
    """End the `holding` of the person and begin the post of `onward`, if one is given.

    `saving` goes to `records.save`: by, expected_version, reason. Titles on records stay as they
    were then. Raises ValidationError at `holding`, `until`, `post`, `since` or `reason`, and
    `StaleVersion`; nothing is written then.
    """
    if holding.person_id != person.pk or not is_open(holding):
        raise ValidationError({"holding": _("Choose a post that the person still holds.")})
    if not until.is_known:
        raise ValidationError({"until": _("Say until when, as far as known: a year will do.")})
    relations = [lambda: _end(copy(holding), until)]
    if onward:
        relations.append(lambda: _begin(person, holding, *onward))
    records.save(person, relations, **saving)


def is_open(holding) -> bool:
    """Whether no end of it is on record."""
    return not holding.held_until.is_known


def _end(holding, until) -> None:
    holding.held_until = until
    _write(holding, "until")


def _begin(person, left, post, since) -> None:
    if post.pk == left.post_id:
        raise ValidationError({"post": _("Choose another post than the one that is left.")})
    holding = Holding(person=person, post=post)
    holding.held_from = since
    _write(holding, "since")


def _write(holding, box) -> None:
    """Save the row; what a constraint refuses is told at the box of its date."""
    try:
        holding.full_clean()
    except ValidationError as error:
        raise ValidationError({box: error.messages}) from error
    holding.save()
