"""The record that an address names, also one spelt otherwise or merged away since."""

from django.http import Http404

from partnerships.models import MergedRecord


def record_at(section, key, found, user):
    """The record of the key among `found`, or the one that stands for it; Http404 without one.

    `found` are those that the reader, `user`, may see. A key of one that was merged leads on for
    whom that one was open to.
    """
    canonical = _canonical(section, key)
    record = found.filter(**{section.key_field: canonical}).first()
    if record is None:
        target = MergedRecord.objects.target_of(section.model, key=canonical, user=user)
        record = found.filter(pk=target).first() if target else None
    if record is None:
        raise Http404
    return record


def is_respelt(section, key, record) -> bool:
    """Whether the key names this very record; else it was merged, and a merge can be undone."""
    return _canonical(section, key) == record.key


def _canonical(section, key) -> str:
    return key.lower() if section.key == "slug" else key.upper()
