"""The files of a record on its page, for whoever may take them."""

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat

from partnerships.choices import Language, Visibility
from partnerships.models import Attachment
from partnerships.services.audience import level_badge


def rows(record, user) -> tuple:
    """The querysets of its files that `user` may see; none for a kind that carries no files.

    `record` is visible to `user`.
    """
    if not hasattr(type(record), "attachments"):
        return ()
    return (record.attachments.of_visible_record(user, type(record)).for_reading(),)


def context(files: Iterable[Attachment], user) -> list[dict]:
    """What components/files.html draws; whose a file is, is told to who signs in."""
    return [_file(file, user) for file in files]


def _file(file, user) -> dict:
    told = (file.get_kind_display(), filesizeformat(file.size), file.get_language_display())
    office = file.office if user.is_authenticated else None
    is_open = file.visibility == Visibility.PUBLIC
    return {
        "name": str(file),
        "file_name": file.name if file.title else "",
        "url": file.get_absolute_url(),
        "lang": file.language if file.language != Language.OTHER else "",
        "about": " · ".join(str(part) for part in (*told, office) if part),
        "level": None if is_open else level_badge(file.visibility),
    }
