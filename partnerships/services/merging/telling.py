"""What the history of a record says of a merge: it names to nobody what is hidden from them."""

from django.utils.translation import gettext as _

from partnerships.models.base import Record
from partnerships.models.visibility import seen_by_fewer


def told_of_merge(kept: Record, gone: Record, why: str) -> str:
    """The whole sentence, for who may see both."""
    named = {"gone": gone, "kept": kept, "why": why}
    if why:
        return _("Merged “%(gone)s” into “%(kept)s”: %(why)s") % named
    return _("Merged “%(gone)s” into “%(kept)s”") % named


def told_to_readers_of(record: Record, named: tuple[Record, ...], whole: str, why: str) -> str:
    """What the readers of `record` are told: `whole`, unless fewer people may see who it names.

    `named` are stored records of one kind; `record` counts as it is in memory.
    """
    others = [one.pk for one in named if one != record]
    model = type(named[0])
    if not model._base_manager.filter(seen_by_fewer(record), pk__in=others).exists():
        return whole
    return neutral(why)


def neutral(why: str) -> str:
    """What tells of a merge, or of taking one back, and names no record."""
    if why:
        return _("Merged two records that are one, or parted them again: %(why)s") % {"why": why}
    return _("Merged two records that are one, or parted them again")


def told_of_undoing(gone: str, why: str) -> str:
    """The whole sentence, for who may see the record that the merge had removed."""
    if why:
        return _("Took back the merge of “%(gone)s”: %(why)s") % {"gone": gone, "why": why}
    return _("Took back the merge of “%(gone)s”") % {"gone": gone}
