"""An official confirms that what stands of a partnership is right."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.models import Change, Partnership
from partnerships.services import history, records

#: How many saves back the one that confirmed is looked for.
MOST_LOOKED_AT = 50


def confirm(partnership: Partnership, *, on: date, by, expected_version: int) -> bool:
    """Set `checked_on` to the day; returns whether that changed anything.

    Raises `records.StaleVersion` when somebody saved it after `expected_version`.
    """
    before = partnership.checked_on
    partnership.checked_on = on
    try:
        reason = _("Confirmed as it stands here")
        return records.save(partnership, by=by, expected_version=expected_version, reason=reason)
    except Exception:
        partnership.checked_on = before
        raise


def confirmed_by(partnership: Partnership, reader):
    """The user whose save gave `checked_on` its day; None where the history does not tell.

    None, too, where `reader` is not told of that save.
    """
    confirming = _confirming(partnership)
    if confirming is None:
        return None
    told = Change.objects.visible_to(reader).of(partnership)
    return confirming.user if told.filter(revision=confirming).exists() else None


def _confirming(partnership):
    found = None
    for version in history.versions_of(partnership)[:MOST_LOOKED_AT]:
        if version.field_dict["checked_on"] != partnership.checked_on:
            return found
        found = version.revision
    return found
