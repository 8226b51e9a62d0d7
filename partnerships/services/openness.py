"""A partnership is named after its parties, so whoever sees it has to be let see them."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.models import Organisation, Partnership
from partnerships.models.visibility import seen_by_fewer
from partnerships.services.told import names_told

#: So many parties or partnerships are named in a refusal.
MOST_NAMED = 10


def refuse_hidden_parties(
    partnership: Partnership, parties: Collection[int] | None = None, *, by=None
) -> None:
    """Refuse a party that fewer people see than the partnership whose title and slug name it.

    `parties` are the keys of its parties where they are not stored yet. Raises ValidationError at
    `visibility`, naming the parties that `by` may see; None sees all.
    """
    stored = Q(partnership_rows__partnership=partnership.pk)
    found = stored if parties is None else Q(pk__in=parties)
    hidden = Organisation.objects.filter(seen_by_fewer(partnership), found)
    names = names_told(hidden, by, MOST_NAMED)
    if names:
        told = _(
            "The partnership would name parties that fewer people may see: %(names)s. Open "
            "these first, or let fewer people see the partnership."
        )
        raise ValidationError({"visibility": told % {"names": names}})


def refuse_hiding_a_party(organisation: Organisation, *, by=None) -> None:
    """Refuse to hide an organisation from people who see a partnership that is named after it.

    Raises ValidationError at `visibility`, naming the partnerships that `by` may see; None sees
    all.
    """
    ties = Partnership.objects.filter(parties__organisation=organisation)
    alike = Organisation.objects.filter(pk=organisation.pk)
    open_ties = [tie for tie in ties.for_reading() if alike.filter(seen_by_fewer(tie)).exists()]
    names = names_told(open_ties, by, MOST_NAMED)
    if names:
        told = _(
            "More people see partnerships that name this organisation: %(names)s. Let fewer "
            "people see these first."
        )
        raise ValidationError({"visibility": told % {"names": names}})
