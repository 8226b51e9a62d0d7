"""How static files are kept once they are collected."""

import posixpath
import re
from collections.abc import Mapping

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: The style sheet whose imports are written into it.
BUNDLE = "partnerships/css/site.css"
IMPORT = re.compile(r"@import url\(\"([^\"]+)\"\);")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/")


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Named by content and compressed; the style sheets that one imports become a part of it.

    A page waits for its style sheets before it is drawn: one answer in place of forty, each of
    which crosses an ocean.
    """

    def post_process(self, paths, dry_run=False, **options):
        if BUNDLE in paths and not dry_run:
            text = bundled(paths, BUNDLE)
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(text.encode()))
            paths = {**paths, BUNDLE: (self, BUNDLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundled(paths: Mapping[str, tuple], name: str) -> str:
    """The sheet with the text of each that it imports in its place; FileNotFoundError for none.

    `paths` are those of collectstatic: where each file is read from. Imports are not followed
    further, and no sheet names a file beside it, so no address in them goes wrong.
    """

    def text_of(found: re.Match) -> str:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
        if wanted not in paths:
            raise FileNotFoundError(f"{name} imports {wanted}, which is not there.")
        return SOURCE_MAP.sub("", _read(paths[wanted]))

    return IMPORT.sub(text_of, _read(paths[name]))


def _read(place: tuple) -> str:
    storage, path = place
    with storage.open(path) as file:
        return file.read().decode()
